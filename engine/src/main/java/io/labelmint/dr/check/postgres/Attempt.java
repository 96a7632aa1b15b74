package io.labelmint.dr.check.postgres;

import io.labelmint.dr.backup.VaultJob;
import io.labelmint.dr.check.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * An attempt at a backup: a snapshot, or a job of AWS Backup.
 *
 * @param name what people find it by
 * @param began when it was asked for
 * @param isGood whether it made a backup, and nothing is to be said about it
 * @param isLive whether it goes on
 * @param hasFailed whether it will never make one
 * @param fault what is wrong with it, after its name
 * @param remedy what to do about the fault
 */
public record Attempt(
        String name,
        Instant began,
        boolean isGood,
        boolean isLive,
        boolean hasFailed,
        Optional<String> fault,
        String remedy) {

    /** The shortest start window that AWS Backup allows (StartBackupJob, StartWindowMinutes). */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(60);

    /** A snapshot is incremental and takes minutes, but the first of a large database takes hours. */
    static final Duration LONGEST_SNAPSHOT = Duration.ofHours(12);

    /** What the SDK's own waiter DBSnapshotAvailable gives up on; RDS does not list the statuses of a snapshot. */
    private static final Set<String> FAILED =
            Set.of("failed", "incompatible-restore", "incompatible-parameters", "deleting", "deleted");

    static Attempt of(DBSnapshot snapshot, Instant now) {
        // One that has not begun has no time; it was asked for a moment ago.
        Instant began = snapshot.snapshotCreateTime() == null ? now : snapshot.snapshotCreateTime();
        boolean isGood = snapshot.status().equals("available");
        boolean hasFailed = FAILED.contains(snapshot.status());
        boolean isStuck = !isGood && Duration.between(began, now).compareTo(LONGEST_SNAPSHOT) > 0;
        Optional<String> fault = hasFailed
                ? Optional.of("is " + snapshot.status())
                : isStuck
                        ? Optional.of("is " + snapshot.status() + " for " + Ages.words(Duration.between(began, now)))
                        : Optional.empty();
        return new Attempt(
                snapshot.dbSnapshotIdentifier(),
                began,
                isGood,
                !isGood && !hasFailed,
                hasFailed,
                fault,
                "See the events of the instance for the reason, delete the snapshot, and run the backup again.");
    }

    static Attempt of(VaultJob job, Instant now) {
        Duration age = Duration.between(job.created(), now);
        Optional<String> fault = job.hasFailed()
                ? Optional.of("is " + job.state() + (job.message().isEmpty() ? "" : ": " + job.message()))
                : job.isWaiting() && age.compareTo(LONGEST_WAIT) > 0
                        ? Optional.of("waits to be started for " + Ages.words(age))
                        : job.issues().map(issues -> "is completed with issues: " + issues);
        return new Attempt(
                job.id(),
                job.created(),
                job.isCompleted() && job.issues().isEmpty(),
                job.isLive(),
                job.hasFailed(),
                fault,
                "Mend the cause and run the backup again, or start one of the instance in the AWS Backup console.");
    }
}
