package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * The daily automated snapshots of an instance. They are stored nowhere: which of them exist follows from the
 * instance's retention, backup window and past.
 */
final class AutomatedSnapshots {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AutomatedSnapshots() {}

    /** Those that exist at {@code now}, oldest first, running ones included. */
    static List<DbSnapshot> of(DbInstance instance, Seed seed, Instant now) {
        List<DbSnapshot> snapshots = new ArrayList<>();
        if (instance.backupsSince == null || instance.backupsSince.isAfter(now)) {
            return snapshots;
        }
        Instant oldest = now.minus(Duration.ofDays(instance.retentionDays(now)));
        if (!instance.backupsSince.isBefore(oldest)) {
            snapshots.add(snapshot(instance, instance.backupsSince, instance.firstBackup));
        }
        Instant first = oldest.isAfter(instance.backupsSince) ? oldest : instance.backupsSince;
        for (Instant day = first.truncatedTo(ChronoUnit.DAYS); !day.isAfter(now); day = day.plus(1, ChronoUnit.DAYS)) {
            Instant start = start(instance, seed, day);
            // RDS skips a backup when the instance is not available: user guide, "Introduction to backups".
            if (start.isAfter(first)
                    && !start.isAfter(now)
                    && instance.lifecycle.at(start).equals(DbInstance.AVAILABLE)) {
                snapshots.add(snapshot(instance, start, start.plus(incremental(instance, seed, start))));
            }
        }
        return snapshots;
    }

    private static Instant start(DbInstance instance, Seed seed, Instant day) {
        LocalTime window =
                LocalTime.parse(instance.fixed(day).preferredBackupWindow().substring(0, 5));
        return day.plusSeconds(window.toSecondOfDay())
                .plus(seed.between(Duration.ofMinutes(1), Duration.ofMinutes(10), "window", instance.createdAs, day));
    }

    private static Duration incremental(DbInstance instance, Seed seed, Instant start) {
        DBInstance source = instance.fixed(start);
        return RdsDurations.snapshot(seed, arn(instance, source, start), source.allocatedStorage(), true);
    }

    private static DbSnapshot snapshot(DbInstance instance, Instant start, Instant completes) {
        DBInstance source = instance.fixed(start);
        String arn = arn(instance, source, start);
        DBSnapshot fixed = Snapshots.described(source, id(source, start), arn, "automated", start)
                .build();
        return DbSnapshot.of(source, instance.region, fixed, "creating", start, start, completes, "");
    }

    private static String arn(DbInstance instance, DBInstance source, Instant start) {
        return Arn.beside(source.dbInstanceArn(), "rds", instance.region, "snapshot:" + id(source, start))
                .toString();
    }

    private static String id(DBInstance source, Instant start) {
        return "rds:" + source.dbInstanceIdentifier() + "-" + STAMP.format(start);
    }
}
