/** Simulated Amazon CloudWatch: custom metrics, metrics of the simulated services, and alarms. */
package io.labelmint.dr.simulator.cloudwatch;
