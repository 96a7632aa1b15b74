/** Simulated Amazon Route 53: its control plane in us-east-1, its health checks, and the answers of its data plane. */
package io.labelmint.dr.simulator.route53;
