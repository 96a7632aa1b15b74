/** Simulated AWS KMS. */
package io.labelmint.dr.simulator.kms;
