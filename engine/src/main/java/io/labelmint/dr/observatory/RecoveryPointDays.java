package io.labelmint.dr.observatory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.CalculatedLifecycle;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;

/**
 * The recovery points of one resource in a vault, added up by the day they were made on. However many there are, the answer has
 * one small entry a day: a review of years reads each page once and keeps none.
 *
 * @param region the region of the vault
 * @param vault its name
 * @param resource ARN of what was backed up
 */
public record RecoveryPointDays(String region, String vault, String resource)
        implements Query<RecoveryPointDays.Calendar> {
    private static final Api API = BackupApi.list("ListRecoveryPointsByBackupVault");

    /** A periodic recovery point is COMPLETED, a continuous one AVAILABLE (AWS Backup API Reference). */
    private static final Set<RecoveryPointStatus> FINISHED =
            Set.of(RecoveryPointStatus.COMPLETED, RecoveryPointStatus.AVAILABLE);

    /**
     * What was made on a day.
     *
     * @param points how many recovery points are there and finished
     * @param until the day on which the last of them is deleted; empty if one of them never is
     */
    public record Day(int points, Optional<LocalDate> until) {
        /** The two as one. */
        public Day and(Day other) {
            Optional<LocalDate> later = until.flatMap(mine -> other.until.map(its -> mine.isAfter(its) ? mine : its));
            return new Day(points + other.points, later);
        }
    }

    /**
     * All of them.
     *
     * @param days by the UTC day of the creation date
     * @param points how many there are in all
     * @param unfinished how many of them nobody can restore: failed, partial, or expired without being deleted
     * @param pages how many calls that took
     */
    public record Calendar(SortedMap<LocalDate, Day> days, long points, long unfinished, int pages) {
        public Calendar {
            days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        }
    }

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Calendar fetch(Pages pages) {
        BackupClient backup = pages.client(BackupClient.class);
        Sum sum = new Sum();
        int read = Paged.each(
                pages,
                token -> backup.listRecoveryPointsByBackupVault(request -> request.backupVaultName(vault)
                        .byResourceArn(resource)
                        .nextToken(token)
                        .maxResults(BackupApi.LARGEST_PAGE)),
                page -> page.recoveryPoints().forEach(sum::add),
                ListRecoveryPointsByBackupVaultResponse::nextToken);
        return new Calendar(sum.days, sum.points, sum.unfinished, read);
    }

    /** Under way is neither there nor failed. */
    private static final class Sum {
        private static final List<RecoveryPointStatus> UNDER_WAY =
                List.of(RecoveryPointStatus.CREATING, RecoveryPointStatus.DELETING);

        private final SortedMap<LocalDate, Day> days = new TreeMap<>();
        private long points;
        private long unfinished;

        void add(RecoveryPointByBackupVault point) {
            points++;
            if (FINISHED.contains(point.status())) {
                days.merge(
                        day(point.creationDate()),
                        new Day(
                                1,
                                Optional.ofNullable(point.calculatedLifecycle())
                                        .map(CalculatedLifecycle::deleteAt)
                                        .map(Sum::day)),
                        Day::and);
            } else if (!UNDER_WAY.contains(point.status())) {
                unfinished++;
            }
        }

        private static LocalDate day(Instant at) {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }
    }
}
