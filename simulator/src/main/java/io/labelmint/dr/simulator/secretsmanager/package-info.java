/** Simulated AWS Secrets Manager. */
package io.labelmint.dr.simulator.secretsmanager;
