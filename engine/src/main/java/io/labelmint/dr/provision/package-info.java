/**
 * What Terraform needs to create what an estate declares, and what is looked at before its plan is applied: variables,
 * policies, imports, and the review of a plan. Terraform itself is somebody else's process.
 */
package io.labelmint.dr.provision;
