/**
 * Moving an estate to its DR region: what would be lost, what is done in which order, and that users are served again.
 *
 * <p>Nothing here waits for the region that is left, and nothing that must happen is asked of it: what is tried there has a
 * budget of seconds ({@link io.labelmint.dr.plan.Action#budget}). Nothing calls Route 53's control plane, IAM or anything
 * else that is homed in us-east-1, unless the estate itself declares records that are edited.
 */
package io.labelmint.dr.failover;
