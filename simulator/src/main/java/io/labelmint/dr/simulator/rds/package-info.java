/** Simulated Amazon RDS. */
package io.labelmint.dr.simulator.rds;
