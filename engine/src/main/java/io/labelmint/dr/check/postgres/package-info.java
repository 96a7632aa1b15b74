/** Checks of PostgreSQL databases on RDS, by manual snapshots and by AWS Backup. */
package io.labelmint.dr.check.postgres;
