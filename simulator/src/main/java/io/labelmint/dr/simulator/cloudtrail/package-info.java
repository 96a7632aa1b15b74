/** Simulated AWS CloudTrail. */
package io.labelmint.dr.simulator.cloudtrail;
