package io.labelmint.dr.backup;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Plans the day's backup of a database that AWS Backup keeps: a job and a copy of what it makes. Where a plan of AWS
 * Backup makes the backups, only the copy is planned, and is adopted if the plan copies too.
 */
final class VaultBackupPlan {
    /** It may wait for its start window, two hours, before it begins; a first backup is full and slow. */
    private static final Estimate JOB = new Estimate(Duration.ofMinutes(20), Duration.ofHours(8));

    /**
     * How old the recovery point of a backup plan may be to count as the day's. A plan keeps its own hours, so the day is
     * the one before the slot and not the calendar's; the hours on top are those a daily plan may begin late.
     */
    private static final Duration DAY = Duration.ofHours(26);

    private final Estate estate;
    private final PostgresDatabase database;
    private final PostgresDatabase.Vaults vaults;
    private final OperationId operation;
    private final Instant slot;
    private final String region;

    VaultBackupPlan(Estate estate, PostgresDatabase database, OperationId operation, Instant slot) {
        this.estate = estate;
        this.database = database;
        this.vaults = database.vaults().orElseThrow();
        this.operation = operation;
        this.slot = slot;
        this.region = estate.regions().primary();
    }

    List<Action> actions(Observatory observatory) {
        String resource = observatory.read(new DbInstances(region)).orElseThrow().stream()
                .filter(instance -> instance.dbInstanceIdentifier().equals(database.instance()))
                .map(DBInstance::dbInstanceArn)
                .findFirst()
                .orElseThrow(() -> absent().asException());
        return switch (database.scheduledBy()) {
            case JENKINS -> jobAndCopy(resource);
            case BACKUP_PLAN -> List.of(copy(Set.of(), resource, madeByPlan(resource, observatory)));
        };
    }

    private List<Action> jobAndCopy(String resource) {
        ActionId job = new ActionId(database.id() + "/backup");
        LocalDate day = day(slot);
        Map<String, String> tags = new TreeMap<>();
        tags.put("dr:estate", estate.name());
        tags.put("dr:store", database.id());
        tags.put(Tier.TAG, Tier.of(day).label());
        Action backup = new StartBackupJob(
                job,
                Set.of(),
                JOB,
                operation,
                region,
                resource,
                vaults.primary(),
                vaults.role(),
                keepDays(day),
                tags,
                BackupJobs.recent(region, slot).since());
        return List.of(backup, copy(Set.of(job), resource, new Source("${" + job + ".recoveryPointArn}", day)));
    }

    private Action copy(Set<ActionId> after, String resource, Source source) {
        return new StartCopyJob(
                new ActionId(database.id() + "/copy"),
                after,
                BackupPlanner.COPY,
                operation,
                region,
                vaults.primary(),
                source.arn(),
                VaultNames.drVault(estate, database, resource),
                vaults.role(),
                keepDays(source.day()));
    }

    /** The newest recovery point of the day. */
    private Source madeByPlan(String resource, Observatory observatory) {
        return DatabaseBackups.inVault(observatory, region, vaults.primary(), resource, slot.minus(DAY))
                .orElseThrow()
                .stream()
                .filter(backup -> !backup.consistentAt().isBefore(slot.minus(DAY)))
                .max(Comparator.comparing(DatabaseBackup::consistentAt))
                .map(backup -> new Source(backup.arn(), day(backup.consistentAt())))
                .orElseThrow(() -> nothingMade(resource, observatory).asException());
    }

    private Problem nothingMade(String resource, Observatory observatory) {
        boolean running = observatory.read(BackupJobs.recent(region, slot)).orElseThrow().stream()
                .anyMatch(job ->
                        resource.equals(job.resourceArn()) && VaultJob.of(job).isLive());
        return Problem.of(
                        "backup-plan.nothing-made",
                        "The backup plan has made no recovery point of " + database.instance() + " in vault "
                                + vaults.primary() + " in the last " + DAY.toHours() + " h"
                                + (running ? "; one is being made." : "."),
                        running
                                ? "Schedule the daily job for a time when the plan's backup is done, and run it again then."
                                : "See the jobs of the backup plan in the AWS Backup console, and that the plan still"
                                        + " selects the instance.")
                .with("instance", database.instance())
                .with("vault", vaults.primary());
    }

    private int keepDays(LocalDate day) {
        return Tier.of(day).days(estate.retention());
    }

    private Problem absent() {
        return Problem.of(
                        "store.absent",
                        "There is no DB instance " + database.instance() + " in " + region + ".",
                        "Correct instance of " + database.id() + " in the estate file.")
                .with("store", database.id());
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /**
     * What is copied.
     *
     * @param arn ARN of the recovery point, or a reference to it
     * @param day the day it is the backup of
     */
    private record Source(String arn, LocalDate day) {}
}
