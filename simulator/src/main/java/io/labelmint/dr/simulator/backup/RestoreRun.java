package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.backup.model.RestoreDeletionStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;

/** A simulated restore job of a restore testing plan, and what becomes of what it restored. */
final class RestoreRun {
    /** AWS says nothing of how long a job is pending. */
    private static final Duration PENDING = Duration.ofSeconds(10);

    final String id;
    final String region;
    final RestoreJobsListMember fixed;
    final Lifecycle states;

    /** When the validation window closes; null for a job that restored nothing. */
    Instant closes;

    /** When the copy began to be deleted and was gone; null while neither is certain. */
    Instant deleting;

    Instant gone;
    String reason;
    private RestoreValidationStatus result;
    private String message;

    RestoreRun(String region, RestoreJobsListMember fixed) {
        this.id = fixed.restoreJobId();
        this.region = region;
        this.fixed = fixed;
        this.states = new Lifecycle(fixed.creationDate(), RestoreJobStatus.PENDING.toString())
                .become(fixed.creationDate().plus(PENDING), RestoreJobStatus.RUNNING.toString());
    }

    void end(Instant at, RestoreJobStatus status) {
        states.become(at, status.toString());
    }

    void report(RestoreValidationStatus status, String why) {
        result = status;
        message = why;
    }

    boolean isComplete(Instant now) {
        return states.at(now).equals(RestoreJobStatus.COMPLETED.toString());
    }

    boolean isClosed(Instant now) {
        return closes != null && !now.isBefore(closes);
    }

    /** Whether somebody has said something that is not "still at it". */
    boolean hasResult() {
        return result != null && result != RestoreValidationStatus.VALIDATING;
    }

    /**
     * "A validation status will display if restore testing validation has been initiated on the test" (developer guide,
     * "View restore testing jobs"): there is none before. That a window which nobody used ends as TIMED_OUT is inferred from
     * the values of ValidationStatus; AWS does not say when it appears.
     */
    RestoreJobsListMember described(Instant now) {
        String status = states.at(now);
        RestoreJobsListMember.Builder described =
                fixed.toBuilder().status(status).percentDone("0.00%");
        if (!now.isBefore(states.restsAt())) {
            described.completionDate(states.restsAt());
        }
        if (status.equals(RestoreJobStatus.FAILED.toString())) {
            return described.statusMessage(reason).build();
        }
        if (!isComplete(now)) {
            return described.createdResourceArn(null).build();
        }
        described.percentDone("100.00%").validationStatus(result).validationStatusMessage(message);
        if (isClosed(now) && !hasResult() && closes.isAfter(states.restsAt())) {
            described.validationStatus(RestoreValidationStatus.TIMED_OUT);
        }
        if (deleting != null && !now.isBefore(deleting)) {
            described.deletionStatus(
                    gone == null
                            ? RestoreDeletionStatus.FAILED
                            : now.isBefore(gone) ? RestoreDeletionStatus.DELETING : RestoreDeletionStatus.SUCCESSFUL);
        }
        return described.build();
    }
}
