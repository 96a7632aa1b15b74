/** Simulated Amazon ECR: private registries and what is in them. */
package io.labelmint.dr.simulator.ecr;
