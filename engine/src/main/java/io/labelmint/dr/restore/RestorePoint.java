package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * What a database is restored to: one of these and never two, because RDS refuses a time together with "latest" (Amazon
 * RDS API Reference, RestoreDBInstanceToPointInTime).
 */
public sealed interface RestorePoint {
    /** The latest moment the automated backups of the region allow. */
    record Latest() implements RestorePoint {
        @Override
        public String toString() {
            return "latest";
        }
    }

    /**
     * A moment.
     *
     * @param time which; RDS knows whole seconds
     */
    record At(Instant time) implements RestorePoint {
        @Override
        public String toString() {
            return time.toString();
        }
    }

    /**
     * A finished backup.
     *
     * @param arn ARN of the DB snapshot, recovery point or cache snapshot, or of a file one was exported to
     */
    record Backup(String arn) implements RestorePoint {
        @Override
        public String toString() {
            return arn;
        }
    }

    /** A snapshot of RDS or ElastiCache, a recovery point of one, or a file it was exported to, by its ARN. */
    Pattern SNAPSHOT =
            Pattern.compile("arn:aws[a-z-]*:(?:rds|elasticache):[a-z0-9-]+:[0-9]{12}:snapshot:[A-Za-z0-9:._-]{1,255}"
                    + "|arn:aws[a-z-]*:s3:::[a-z0-9.-]{3,63}/[A-Za-z0-9._/-]{1,255}\\.rdb");

    /**
     * The point {@code text} names: {@code latest}, an instant in UTC, or the ARN of a snapshot or recovery point.
     *
     * @throws io.labelmint.dr.ProblemException if it names none
     */
    static RestorePoint parse(String text) {
        String given = text.strip();
        if (given.equals("latest")) {
            return new Latest();
        }
        if (SNAPSHOT.matcher(given).matches()) {
            return new Backup(given);
        }
        try {
            Instant time = Instant.parse(given);
            if (time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
                return new At(time);
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw Problem.of(
                        "restore.no-such-point",
                        "'" + (given.length() > 100 ? given.substring(0, 100) + "..." : given)
                                + "' is no moment a database can be restored to.",
                        "Write latest, a whole second in UTC such as 2026-11-22T02:00:00Z, or the ARN of a snapshot or"
                                + " recovery point.")
                .asException();
    }
}
