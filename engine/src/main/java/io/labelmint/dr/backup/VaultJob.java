package io.labelmint.dr.backup;

import io.labelmint.dr.Problem;
import io.labelmint.dr.plan.Progress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.CopyJob;

/**
 * A job of AWS Backup, whether it backs up or copies.
 *
 * <p>A job of ours that ended without a recovery point is made up for by any later job for the same thing, such as one
 * that a person started after mending the cause.
 *
 * @param id its id
 * @param created when it was created
 * @param state its state, as AWS spells it
 * @param percent how much of it is done; empty if AWS does not say
 * @param category its message category; {@code SUCCESS} or empty if all is well
 * @param message what AWS says of it; may be empty
 * @param recoveryPoint ARN of what it makes; may be null until it is done
 * @param ended when it ended; empty while it goes on
 */
public record VaultJob(
        String id,
        Instant created,
        String state,
        String percent,
        String category,
        String message,
        String recoveryPoint,
        Optional<Instant> ended) {

    /** States in which a backup or copy job goes on (AWS Backup API Reference, BackupJob and CopyJob, State). */
    private static final Set<String> LIVE = Set.of("CREATED", "PENDING", "RUNNING", "ABORTING");

    private static final Set<String> WITHOUT_RESULT = Set.of("FAILED", "ABORTED", "EXPIRED", "PARTIAL");

    /** A backup job. */
    public static VaultJob of(BackupJob job) {
        return new VaultJob(
                job.backupJobId(),
                job.creationDate(),
                job.stateAsString(),
                orEmpty(job.percentDone()),
                orEmpty(job.messageCategory()),
                orEmpty(job.statusMessage()),
                job.recoveryPointArn(),
                Optional.ofNullable(job.completionDate()));
    }

    /** A copy job. */
    public static VaultJob of(CopyJob job) {
        return new VaultJob(
                job.copyJobId(),
                job.creationDate(),
                job.stateAsString(),
                "",
                orEmpty(job.messageCategory()),
                orEmpty(job.statusMessage()),
                job.destinationRecoveryPointArn(),
                Optional.ofNullable(job.completionDate()));
    }

    /** Whether it goes on; a state this program does not know is taken to. */
    public boolean isLive() {
        return LIVE.contains(state) || (!hasFailed() && !isCompleted());
    }

    /** Whether it has not begun: it waits for its turn, at most until its start window ends. */
    public boolean isWaiting() {
        return state.equals("CREATED") || state.equals("PENDING");
    }

    public boolean isCompleted() {
        return state.equals("COMPLETED");
    }

    /** Whether it ended without a recovery point that can be relied on; of a partial one parts are missing. */
    public boolean hasFailed() {
        return WITHOUT_RESULT.contains(state);
    }

    /** Why it is completed and yet not well: "completed with issues"; empty if it is well or not completed. */
    public Optional<String> issues() {
        boolean well = category.isEmpty() || category.equals("SUCCESS");
        return isCompleted() && !well
                ? Optional.of(message.isEmpty() ? category : category + ": " + message)
                : Optional.empty();
    }

    /** How far the job {@code own} of {@code all} is, or the last one after it if it failed. */
    static Progress progress(List<VaultJob> all, String own, Function<VaultJob, Progress> completed) {
        Optional<VaultJob> found =
                all.stream().filter(job -> job.id().equals(own)).findFirst();
        if (found.isEmpty()) {
            return new Progress.Absent();
        }
        VaultJob job = found.get();
        if (!job.hasFailed()) {
            return job.progress(completed);
        }
        return after(all, own)
                .map(later -> later.progress(completed))
                .orElseGet(() -> new Progress.Failed(job.failure()));
    }

    /** The last job of {@code all} that makes up for the failed job {@code failed}, if that is there. */
    static Optional<VaultJob> after(List<VaultJob> all, String failed) {
        return all.stream()
                .filter(job -> job.id().equals(failed))
                .findFirst()
                .flatMap(job -> all.stream()
                        .filter(later -> later.created().isAfter(job.created()) && !later.hasFailed())
                        .max(Comparator.comparing(VaultJob::created)));
    }

    /** How far it is, if it has not failed. */
    Progress progress(Function<VaultJob, Progress> completed) {
        return isCompleted() ? completed.apply(this) : new Progress.InProgress(phase());
    }

    private String phase() {
        String share = percent.isEmpty() ? "" : " " + percent + " %";
        return isWaiting() ? state + ", waits to be started by AWS Backup" : state + share;
    }

    /** Why it failed. */
    private Problem failure() {
        return Problem.of(
                        "backup-job.failed",
                        "Job " + id + " of AWS Backup is " + state + (message.isEmpty() ? "." : ": " + message),
                        "Mend the cause and run this job again: it starts one more, or goes on with one that somebody has"
                                + " started in the AWS Backup console since.")
                .with("jobId", id)
                .with("state", state)
                .with("category", category);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
