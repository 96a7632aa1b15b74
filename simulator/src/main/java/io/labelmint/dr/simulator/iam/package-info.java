/** Simulated AWS IAM, as far as it says what users and roles may do. */
package io.labelmint.dr.simulator.iam;
