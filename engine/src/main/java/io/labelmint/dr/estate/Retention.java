package io.labelmint.dr.estate;

/**
 * How long backups of databases are kept, in days.
 *
 * @param pitrDays automated backups of RDS, 1 to 35
 * @param dailyDays snapshots of an ordinary day
 * @param weeklyDays the snapshot of a Sunday
 * @param monthlyDays the snapshot of a first of the month
 */
public record Retention(int pitrDays, int dailyDays, int weeklyDays, int monthlyDays) {}
