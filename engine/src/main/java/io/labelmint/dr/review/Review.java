package io.labelmint.dr.review;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.ScheduledBy;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupJobState;

/** The review of a week: how long backups and copies took, and how long there is room for more. */
public final class Review {
    private final Estate estate;
    private final Observatory observatory;
    private final BackupHistory history;
    private final Instant now;

    /**
     * The review of the week that ends at {@code now}.
     *
     * @param kind which ledgers count
     */
    public Review(Estate estate, Ledgers ledgers, RunKind kind, Observatory observatory, Instant now) {
        this.estate = estate;
        this.observatory = observatory;
        this.history = new BackupHistory(
                ledgers, estate, kind, now.minus(BackupTimes.WEEK).minus(BackupTimes.BEFORE));
        this.now = now;
    }

    /**
     * What is found of {@code stores}, and of the room there is in both regions. What is not read is not tested.
     * Nothing in an area that is looked at by checks.
     */
    public List<Finding> of(Area area, List<Store> stores) {
        return switch (area) {
            case PERFORMANCE ->
                stores.stream()
                        .filter(store -> !(store instanceof Bucket)) // keeps its own history; nothing is made of it
                        .flatMap(store -> times(store).stream())
                        .toList();
            case CAPACITY -> room(stores);
            default -> List.of();
        };
    }

    private List<Finding> room(List<Store> stores) {
        List<Finding> findings = new ArrayList<>();
        Capacity capacity = new Capacity(estate, observatory, history, now);
        if (stores.stream().anyMatch(PostgresDatabase.class::isInstance)) {
            for (String region :
                    List.of(estate.regions().primary(), estate.regions().dr())) {
                findings.add(look("review.snapshot-room", region, () -> capacity.snapshots(region)));
                findings.add(look("review.instance-room", region, () -> capacity.instances(region)));
            }
        }
        stores.stream()
                .filter(PostgresDatabase.class::isInstance)
                .map(PostgresDatabase.class::cast)
                .forEach(database ->
                        findings.add(look("review.storage", database.id(), () -> capacity.storage(database))));
        return findings;
    }

    private List<Finding> times(Store store) {
        List<Finding> findings = new ArrayList<>();
        List<Made> made = history.of(store);
        String region = estate.regions().primary();
        findings.add(look(
                "review.backup-times",
                store.id(),
                () -> new BackupTimes(
                                planned(store) ? byPlan((PostgresDatabase) store) : of(made, Made.Kind.BACKUP), now)
                        .judge(
                                store.id(),
                                Made.Kind.BACKUP,
                                slow -> store instanceof PostgresDatabase database
                                        ? SlowCause.of(database, slow, region, observatory)
                                        : SlowCause.unmeasured())));
        boolean copied = !(store instanceof RedisGroup redis)
                || redis.restores().export().isPresent();
        if (copied) {
            findings.add(look(
                    "review.copy-times",
                    store.id(),
                    () -> new BackupTimes(of(made, Made.Kind.COPY), now)
                            .judge(store.id(), Made.Kind.COPY, slow -> SlowCause.unmeasured())));
        }
        return findings;
    }

    private static List<Made> of(List<Made> made, Made.Kind kind) {
        return made.stream().filter(each -> each.kind() == kind).toList();
    }

    private static boolean planned(Store store) {
        return store instanceof PostgresDatabase database && database.scheduledBy() == ScheduledBy.BACKUP_PLAN;
    }

    /** What a backup plan of AWS Backup made has no ledger here; AWS Backup remembers its jobs for 30 days. */
    private List<Made> byPlan(PostgresDatabase database) {
        Instant since = now.truncatedTo(ChronoUnit.DAYS).minus(BackupTimes.WEEK).minus(BackupTimes.BEFORE);
        return observatory.read(new BackupJobs(estate.regions().primary(), since)).orElseThrow().stream()
                .filter(job -> String.valueOf(job.resourceArn()).endsWith(":db:" + database.instance()))
                .filter(job -> job.state() == BackupJobState.COMPLETED
                        && job.initiationDate() != null
                        && job.completionDate() != null)
                .map(job -> made(database, job))
                .toList();
    }

    private static Made made(PostgresDatabase database, BackupJob job) {
        return new Made(
                database.id(),
                Made.Kind.BACKUP,
                job.initiationDate(),
                Duration.between(job.initiationDate(), job.completionDate()),
                job.backupJobId());
    }

    /** Of what could not be read nothing is known, whatever else was found. */
    private static Finding look(String check, String subject, Supplier<Finding> looking) {
        try {
            return looking.get();
        } catch (Unanswered e) {
            Problem problem = e.problem();
            return new Look(check, subject, "what there is can be read", Controls.MONITORING).notTested(problem);
        }
    }

    /** Ids of everything it finds. */
    public static List<String> checks() {
        return Stream.of(
                        "review.backup-times",
                        "review.copy-times",
                        "review.snapshot-room",
                        "review.instance-room",
                        "review.storage")
                .toList();
    }
}
