/**
 * What restore tests have proved over time: every store by every kind of recovery the estate declares, when each was last
 * proved, and how long it took. What was never tested is red, as is what was proved too long ago.
 */
package io.labelmint.dr.coverage;
