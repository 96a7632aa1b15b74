/** Simulated Amazon SNS. */
package io.labelmint.dr.simulator.sns;
