/** Simulated AWS Backup. */
package io.labelmint.dr.simulator.backup;
