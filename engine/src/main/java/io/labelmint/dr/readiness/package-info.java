/**
 * Could the estate fail over now? Checks of what a failover needs on its day, made long before: on demand and on a schedule,
 * without a call that changes anything.
 *
 * <p>Whatever can be is read in the DR region. A check that needs the primary region says so, and when that region is silent it
 * is not tested, which is red; the others are answered without it.
 */
package io.labelmint.dr.readiness;
