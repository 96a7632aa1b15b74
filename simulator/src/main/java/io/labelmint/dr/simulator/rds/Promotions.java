package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;

/**
 * Promoting a read replica: "replication is stopped and the read replica is rebooted. When the reboot is complete, the read
 * replica is available as a new DB instance" (user guide, "Promoting a read replica to be a standalone DB instance"). It
 * keeps its name, endpoint, groups and key; the source is not asked, so that it may be lost.
 *
 * <p>AWS does not say what a promotion that is under way looks like. Here the instance is {@code modifying}, then {@code
 * rebooting}, and described as a replica until that is over.
 */
final class Promotions {
    /** API reference, PromoteReadReplica, BackupRetentionPeriod. */
    private static final int DEFAULT_RETENTION = 1;

    /** API reference, PromoteReadReplica, PreferredBackupWindow. */
    private static final Pattern WINDOW = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");

    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(30);

    private final Instances instances;

    Promotions(Instances instances) {
        this.instances = instances;
    }

    void declare(Operations operations) {
        operations.change("PromoteReadReplica", PromoteReadReplicaRequest.class, this::promote);
    }

    private PromoteReadReplicaResponse promote(Context context, PromoteReadReplicaRequest request) {
        Instant now = context.now();
        DbInstance replica = instances.require(context, request.dbInstanceIdentifier());
        if (!replica.isReplica(now)) {
            throw RdsErrors.notAReplica();
        }
        String status = replica.status(context.seed(), now);
        if (status.equals(DbInstance.BACKING_UP)) {
            // The sentence of the API reference; what RDS answers is not published.
            throw RdsErrors.instanceState("A read replica cannot be promoted to a standalone instance when it is in the"
                    + " backing-up status.");
        }
        if (!status.equals(DbInstance.AVAILABLE)) {
            throw RdsErrors.instanceState("Database instance is not in available state.");
        }
        int retention = InstanceSettings.retention(request.backupRetentionPeriod(), DEFAULT_RETENTION);
        DBInstance before = replica.fixed(now);
        String window = Objects.requireNonNullElse(request.preferredBackupWindow(), before.preferredBackupWindow());
        checkWindow(window);
        replica.promoted = now;
        if (context.scripts()
                .get(RdsScripts.promotion(context.region(), replica.id(now)))
                .isPresent()) {
            replica.lifecycle.become(now, "modifying");
        } else {
            complete(context, replica, before, retention, window);
        }
        return PromoteReadReplicaResponse.builder()
                .dbInstance(instances.described(context, replica))
                .build();
    }

    private static void complete(Context context, DbInstance replica, DBInstance before, int retention, String window) {
        Instant now = context.now();
        long sequence = context.sequence();
        Instant reboots = now.plus(RdsDurations.promotion(context.seed(), replica.createdAs, sequence));
        Instant done = reboots.plus(RdsDurations.reboot(context.seed(), replica.createdAs, sequence));
        replica.standalone = done;
        replica.lifecycle.become(now, "modifying").become(reboots, "rebooting").become(done, DbInstance.AVAILABLE);
        replica.become(
                done,
                before.toBuilder()
                        .readReplicaSourceDBInstanceIdentifier(null)
                        .backupRetentionPeriod(retention)
                        .preferredBackupWindow(window)
                        .build());
        if (retention == 0) {
            replica.backupsSince = null;
            return;
        }
        // "Backup duration is a function of the amount of changes to the database since the previous backup", so
        // whoever
        // had the replica backed up waits less: API reference, PromoteReadReplica.
        boolean backedUp = replica.backupsSince != null && !now.isBefore(replica.firstBackup);
        Instant since = backedUp ? replica.backupsSince : done;
        replica.beginBackups(
                done,
                RdsDurations.snapshot(
                        context.seed(), "promoted " + replica.createdAs, before.allocatedStorage(), backedUp));
        replica.backupsSince = since;
    }

    private static void checkWindow(String window) {
        Matcher parts = WINDOW.matcher(window);
        if (!parts.matches()) {
            throw RdsErrors.invalidValue(
                    "Invalid backup window: " + window + ". It must be in the format" + " hh24:mi-hh24:mi.");
        }
        LocalTime begins = LocalTime.parse(window.substring(0, 5));
        LocalTime ends = LocalTime.parse(window.substring(6));
        Duration length = Duration.between(begins, ends);
        if ((length.isNegative() ? length.plusDays(1) : length).compareTo(SHORTEST_WINDOW) < 0) {
            throw RdsErrors.invalidValue("Invalid backup window: " + window + ". It must be at least 30 minutes.");
        }
    }
}
