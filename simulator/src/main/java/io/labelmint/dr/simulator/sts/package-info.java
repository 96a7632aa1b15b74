/** Simulated AWS STS. */
package io.labelmint.dr.simulator.sts;
