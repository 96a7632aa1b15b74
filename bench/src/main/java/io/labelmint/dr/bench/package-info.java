/** What the product costs, measured beside what people would use instead; see docs/benchmarks.md. */
package io.labelmint.dr.bench;
