/** Simulated Service Quotas. */
package io.labelmint.dr.simulator.servicequotas;
