/**
 * Restores of Redis groups of ElastiCache: from a snapshot in its own region, from the files it was exported to in
 * another; and the restored groups of tests until they are gone again.
 */
package io.labelmint.dr.restore.redis;
