/** Simulated Amazon ECS on Fargate. */
package io.labelmint.dr.simulator.ecs;
