/** Simulated Amazon S3. */
package io.labelmint.dr.simulator.s3;
