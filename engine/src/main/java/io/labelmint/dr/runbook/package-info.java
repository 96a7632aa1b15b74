/**
 * The break-glass runbook: a failover as commands that a person types who has a shell and AWS's own command line, and neither
 * Jenkins nor {@code dr}. Made from the plan that a failover would have now, so that it names what there is today, and put
 * where it is read without the region that is lost.
 */
package io.labelmint.dr.runbook;
