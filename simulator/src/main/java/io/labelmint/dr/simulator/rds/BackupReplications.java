package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.RestoreWindow;
import software.amazon.awssdk.services.rds.model.StartDbInstanceAutomatedBackupsReplicationRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceAutomatedBackupsReplicationResponse;

/** Automated backups, in their own region and replicated into others: RDS user guide, "Replicating automated backups". */
final class BackupReplications {
    private final Regional<Replication> replications = new Regional<>();
    private final Instances instances;
    private final KmsSimulator kms;

    BackupReplications(Instances instances, KmsSimulator kms) {
        this.instances = instances;
        this.kms = kms;
    }

    void declare(Operations operations) {
        operations
                .change(
                        "StartDBInstanceAutomatedBackupsReplication",
                        StartDbInstanceAutomatedBackupsReplicationRequest.class,
                        this::start)
                .read(
                        "DescribeDBInstanceAutomatedBackups",
                        DescribeDbInstanceAutomatedBackupsRequest.class,
                        this::describe);
    }

    List<String> inventory(Instant now) {
        return replications.all().stream()
                .map(each -> each.region + " rds replicated-backups " + each.source.id(now) + " source="
                        + each.source.arn(now) + " retention=" + each.retentionDays + " key="
                        + (each.key == null ? "none" : kms.nameOf(each.key)))
                .toList();
    }

    private StartDbInstanceAutomatedBackupsReplicationResponse start(
            Context context, StartDbInstanceAutomatedBackupsReplicationRequest request) {
        String sourceArn = request.sourceDBInstanceArn();
        DbInstance source = instances.require(context, sourceArn);
        if (source.region.equals(context.region())) {
            throw RdsErrors.invalidValue("The source DB instance must be in another Region.");
        }
        if (source.retentionDays(context.now()) == 0) {
            throw RdsErrors.instanceState("Automated backups are not enabled for this database instance.");
        }
        if (replications.find(context.region(), source.resourceId()).isPresent()) {
            throw RdsErrors.instanceState(
                    "Automated backups of " + sourceArn + " are replicated to this Region already.");
        }
        String key = null;
        DBInstance original = source.fixed(context.now());
        if (original.storageEncrypted()) {
            key = kms.resolve(context.region(), request.kmsKeyId())
                    .orElseThrow(
                            () -> RdsErrors.keyNotAccessible(Objects.requireNonNullElse(request.kmsKeyId(), "None")));
        }
        String arn = context.arn(
                "rds",
                "auto-backup:ab-"
                        + context.seed()
                                .letters(32, "ab", original.dbInstanceArn(), context.sequence())
                                .toLowerCase(Locale.ROOT));
        Instant ready = context.now().plus(RdsDurations.copy(context.seed(), arn, original.allocatedStorage(), false));
        Replication replication = new Replication(
                context.region(),
                arn,
                source,
                // RDS API reference: seven days unless given.
                Objects.requireNonNullElse(request.backupRetentionPeriod(), 7),
                key,
                context.now(),
                ready);
        replications.put(context.region(), source.resourceId(), replication);
        return StartDbInstanceAutomatedBackupsReplicationResponse.builder()
                .dbInstanceAutomatedBackup(described(context, replication))
                .build();
    }

    /** The automated backup of {@code instance} in its own region. */
    RestorableBackup of(Context context, DbInstance instance) {
        return new RestorableBackup(instance, own(context, instance));
    }

    /** The automated backup in the client's region whose ARN is {@code arn}. */
    RestorableBackup require(Context context, String arn) {
        return in(context)
                .filter(found -> found.backup().dbInstanceAutomatedBackupsArn().equals(arn))
                .findFirst()
                .orElseThrow(() -> RdsErrors.backupNotFound(arn));
    }

    /** The automated backups in the client's region: those of its instances, and those replicated to it. */
    private Stream<RestorableBackup> in(Context context) {
        return Stream.concat(
                instances.all(context.region()).stream()
                        .filter(instance -> !instance.isGone(context.now())
                                && instance.backupsSince != null
                                && !instance.isReplica(context.now()))
                        .map(instance -> of(context, instance)),
                replications.all(context.region()).stream()
                        .filter(each -> context.sees(each.arn, each.started))
                        .map(each -> new RestorableBackup(each.source, described(context, each))));
    }

    private DescribeDbInstanceAutomatedBackupsResponse describe(
            Context context, DescribeDbInstanceAutomatedBackupsRequest request) {
        List<DBInstanceAutomatedBackup> found =
                new ArrayList<>(in(context).map(RestorableBackup::backup).toList());
        found.removeIf(backup -> !isWanted(backup, request));
        if (request.dbInstanceAutomatedBackupsArn() != null && found.isEmpty()) {
            throw RdsErrors.backupNotFound(request.dbInstanceAutomatedBackupsArn());
        }
        found.sort(Comparator.comparing(DBInstanceAutomatedBackup::dbInstanceAutomatedBackupsArn));
        Page<DBInstanceAutomatedBackup> page = RdsListing.page(
                found,
                DBInstanceAutomatedBackup::dbInstanceAutomatedBackupsArn,
                request.marker(),
                request.maxRecords());
        return DescribeDbInstanceAutomatedBackupsResponse.builder()
                .dbInstanceAutomatedBackups(page.items())
                .marker(page.marker())
                .build();
    }

    private static boolean isWanted(
            DBInstanceAutomatedBackup backup, DescribeDbInstanceAutomatedBackupsRequest request) {
        String instance = request.dbInstanceIdentifier();
        String arn = request.dbInstanceAutomatedBackupsArn();
        return (instance == null || RdsNames.existing(instance, "db").equals(backup.dbInstanceIdentifier()))
                && (arn == null || arn.equals(backup.dbInstanceAutomatedBackupsArn()))
                && (request.dbiResourceId() == null || request.dbiResourceId().equals(backup.dbiResourceId()))
                && RdsListing.passes(
                        request.filters(),
                        Map.of(
                                "status", backup.status(),
                                "db-instance-id", backup.dbInstanceIdentifier(),
                                "dbi-resource-id", backup.dbiResourceId()));
    }

    private static DBInstanceAutomatedBackup own(Context context, DbInstance instance) {
        String ab = "auto-backup:ab-"
                + context.seed().letters(32, "ab", instance.resourceId()).toLowerCase(Locale.ROOT);
        Instant now = context.now();
        Optional<Instant> latest = instance.latestRestorable(context.seed(), now);
        return of(instance, now)
                .dbInstanceAutomatedBackupsArn(context.arn("rds", ab))
                .kmsKeyId(instance.fixed(now).kmsKeyId())
                .backupRetentionPeriod(instance.retentionDays(now))
                .status(latest.isPresent() ? "active" : "creating")
                .restoreWindow(window(instance.restorableSince(), instance.retentionDays(now), latest, now))
                .build();
    }

    /**
     * A replicated backup as of now. Its window lags behind the source's (the user guide's own example shows eight and
     * a half minutes) and stands still while the source region is cut off.
     */
    private static DBInstanceAutomatedBackup described(Context context, Replication replication) {
        DbInstance source = replication.source;
        Instant now = context.now();
        Duration natural = context.seed().between(Duration.ofMinutes(2), Duration.ofMinutes(6), "lag", replication.arn);
        Duration lag = context.scripts()
                .duration(RdsScripts.backupLag(replication.region, source.id(now)))
                .orElse(natural);
        Instant left = context.scripts()
                .cutOffSince(source.region)
                .filter(since -> since.isBefore(now.minus(lag)))
                .orElse(now.minus(lag));
        boolean ready = !now.isBefore(replication.ready);
        Optional<Instant> latest = ready ? source.latestRestorable(context.seed(), left) : Optional.empty();
        return of(source, now)
                .dbInstanceAutomatedBackupsArn(replication.arn)
                .kmsKeyId(replication.key)
                .backupRetentionPeriod(replication.retentionDays)
                .status(ready ? "replicating" : "pending")
                .restoreWindow(window(replication.started, replication.retentionDays, latest, now))
                .build();
    }

    private static DBInstanceAutomatedBackup.Builder of(DbInstance instance, Instant now) {
        DBInstance fixed = instance.fixed(now);
        return DBInstanceAutomatedBackup.builder()
                .dbInstanceArn(fixed.dbInstanceArn())
                .dbInstanceIdentifier(fixed.dbInstanceIdentifier())
                .dbiResourceId(fixed.dbiResourceId())
                .region(instance.region)
                .allocatedStorage(fixed.allocatedStorage())
                .engine(fixed.engine())
                .engineVersion(fixed.engineVersion())
                .encrypted(fixed.storageEncrypted())
                .instanceCreateTime(fixed.instanceCreateTime())
                .masterUsername(fixed.masterUsername())
                .port(fixed.dbInstancePort())
                .storageType(fixed.storageType())
                .backupTarget("region");
    }

    private static RestoreWindow window(Instant since, int retentionDays, Optional<Instant> latest, Instant now) {
        return latest.map(until -> {
                    Instant oldest = now.minus(Duration.ofDays(retentionDays));
                    return RestoreWindow.builder()
                            .earliestTime(since.isAfter(oldest) ? since : oldest)
                            .latestTime(until)
                            .build();
                })
                .orElse(RestoreWindow.builder().build());
    }

    private record Replication(
            String region,
            String arn,
            DbInstance source,
            int retentionDays,
            String key,
            Instant started,
            Instant ready) {}
}
