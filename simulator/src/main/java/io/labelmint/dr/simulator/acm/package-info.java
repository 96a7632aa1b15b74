/** Simulated AWS Certificate Manager. */
package io.labelmint.dr.simulator.acm;
