package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Refused;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.WholeNumber;

/** The keys of retention and schedules. */
final class PolicyKeys {
    // AWS Backup developer guide, feature availability by resource: RDS has no cold storage, and the setting is
    // ignored.
    static final Refused COLD_STORAGE = new Refused(
            "coldStorageAfterDays",
            "AWS Backup ignores cold storage for RDS, so coldStorageAfterDays would promise a saving that never comes.",
            "Remove the key and reckon with warm storage for as long as backups are kept.");

    // RDS user guide, "Backup retention period": 0 to 35 days, and 0 turns automated backups off.
    static final WholeNumber AUTOMATED_BACKUP_DAYS =
            WholeNumber.between(1, 35).because("RDS keeps automated backups for at most 35 days, and 0 turns them off");

    /** A century: nobody keeps longer, and no sum of days overflows. */
    private static final WholeNumber DAYS = WholeNumber.between(1, 36_500);

    static final Key<Integer> PITR = Key.defaulted(
            "pitrDays",
            AUTOMATED_BACKUP_DAYS,
            35,
            "Days of automated backups: how far back any second can be restored.");
    static final Key<Integer> DAILY =
            Key.defaulted("dailyDays", DAYS, 35, "Days the snapshot of an ordinary day is kept.");
    static final Key<Integer> WEEKLY = Key.defaulted("weeklyDays", DAYS, 90, "Days the snapshot of a Sunday is kept.");
    static final Key<Integer> MONTHLY =
            Key.defaulted("monthlyDays", DAYS, 365, "Days the snapshot of a first of the month is kept.");

    static final Mapping RETENTION = Mapping.of(PITR, DAILY, WEEKLY, MONTHLY).refusing(COLD_STORAGE);

    static final Key<String> DAILY_JOB =
            Key.defaulted("daily", Cron.CRON, "0 2 * * *", "Backup, copy and verification.");
    static final Key<String> WEEKLY_JOB =
            Key.defaulted("weekly", Cron.CRON, "0 3 * * 0", "Restore test of the databases.");
    static final Key<String> MONTHLY_JOB = Key.defaulted(
            "monthly", Cron.CRON, "0 4 1 * *", "Restore test of the caches and a rehearsal without traffic.");
    static final Key<String> QUARTERLY_JOB =
            Key.defaulted("quarterly", Cron.CRON, "0 5 1 1,4,7,10 *", "The full drill.");

    static final Mapping SCHEDULES = Mapping.of(DAILY_JOB, WEEKLY_JOB, MONTHLY_JOB, QUARTERLY_JOB);

    private PolicyKeys() {}

    static Retention retention(Section retention) {
        return new Retention(
                retention.require(PITR),
                retention.require(DAILY),
                retention.require(WEEKLY),
                retention.require(MONTHLY));
    }

    static Schedules schedules(Section schedules) {
        return new Schedules(
                schedules.require(DAILY_JOB),
                schedules.require(WEEKLY_JOB),
                schedules.require(MONTHLY_JOB),
                schedules.require(QUARTERLY_JOB));
    }
}
