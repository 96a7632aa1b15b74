/** Simulated Amazon EC2, as far as databases need it: VPCs, subnets and security groups. */
package io.labelmint.dr.simulator.ec2;
