/** Simulated AWS IAM, as far as it says what a role may do. */
package io.labelmint.dr.simulator.iam;
