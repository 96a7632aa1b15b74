/**
 * Looks back over the last week: how long backups and copies took, and how long there is room for more. Read from the ledgers of
 * the runs, and from quotas and metrics of AWS; nothing is kept for it.
 */
package io.labelmint.dr.review;
