/** Simulated Amazon ElastiCache for Redis OSS and Valkey. */
package io.labelmint.dr.simulator.elasticache;
