package io.labelmint.dr.restore;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;

/**
 * A restore job that a restore testing plan of AWS Backup began.
 *
 * @param listed as ListRestoreJobs shows it
 */
public record AwsRestoreJob(RestoreJobsListMember listed) {
    private static final String RDS = "RDS";

    /** How far a job is, as far as its validation is concerned. */
    public enum State {
        /** AWS Backup is at it. */
        RESTORING,
        /** AWS Backup gave it up. */
        NOT_RESTORED,
        /** The copy is there, and nobody has said yet what it is worth. */
        AWAITING,
        /** Somebody has said what it is worth, and AWS Backup deletes it. */
        REPORTED,
        /** Nobody has, the time for it is over, and AWS Backup deletes the copy. */
        CLOSED,
        /** A state this program does not know. */
        UNKNOWN
    }

    /**
     * The job among {@code all} that a run is concerned with: the newest one that waits for a result, else the newest one.
     *
     * @param resource ARN of the instance whose recovery point was restored
     * @param points ARNs of its recovery points, by which jobs are told that do not name their source
     */
    public static Optional<AwsRestoreJob> latest(
            List<RestoreJobsListMember> all, String plan, String resource, Set<String> points) {
        List<AwsRestoreJob> own = all.stream()
                .filter(job -> RDS.equals(job.resourceType()))
                .filter(job ->
                        job.createdBy() != null && plan.equals(job.createdBy().restoreTestingPlanArn()))
                .filter(job -> job.sourceResourceArn() == null
                        ? points.contains(job.recoveryPointArn())
                        : resource.equals(job.sourceResourceArn()))
                .sorted(Comparator.comparing(RestoreJobsListMember::creationDate)
                        .thenComparing(RestoreJobsListMember::restoreJobId)
                        .reversed())
                .map(AwsRestoreJob::new)
                .toList();
        return own.stream()
                .filter(job -> job.state() == State.AWAITING)
                .findFirst()
                .or(() -> own.stream().findFirst());
    }

    /** Its id. */
    public String id() {
        return listed.restoreJobId();
    }

    /** When AWS Backup began it. */
    public Instant created() {
        return listed.creationDate();
    }

    /** How long AWS Backup took; zero where it does not say. */
    public Duration took() {
        return listed.completionDate() == null
                ? Duration.ZERO
                : Duration.between(listed.creationDate(), listed.completionDate());
    }

    /** How far it is. */
    public State state() {
        RestoreJobStatus status = listed.status();
        if (status == RestoreJobStatus.PENDING || status == RestoreJobStatus.RUNNING) {
            return State.RESTORING;
        }
        if (status == RestoreJobStatus.FAILED || status == RestoreJobStatus.ABORTED) {
            return State.NOT_RESTORED;
        }
        if (status != RestoreJobStatus.COMPLETED) {
            return State.UNKNOWN;
        }
        if (listed.validationStatus() == RestoreValidationStatus.UNKNOWN_TO_SDK_VERSION) {
            return State.UNKNOWN;
        }
        if (listed.validationStatus() == RestoreValidationStatus.TIMED_OUT) {
            return State.CLOSED;
        }
        if (listed.validationStatus() == null || listed.validationStatus() == RestoreValidationStatus.VALIDATING) {
            // "Once the optional validation completes or the validation window closes, AWS Backup deletes the
            // resources"
            // (developer guide, "Restore testing"): what is being deleted waits for nothing any more.
            return listed.deletionStatusAsString() == null ? State.AWAITING : State.CLOSED;
        }
        return State.REPORTED;
    }
}
