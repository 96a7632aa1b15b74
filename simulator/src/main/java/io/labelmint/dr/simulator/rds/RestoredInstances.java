package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Making the instance that a restore asks for. It has "most of the original configuration", but the default groups and a
 * single availability zone, and neither deletion protection nor tags on its snapshots unless told otherwise: API
 * reference, RestoreDBInstanceToPointInTime and RestoreDBInstanceFromDBSnapshot. It is backed up like its source, so that
 * it is {@code backing-up} for long before it is {@code available}.
 */
final class RestoredInstances {
    /** API reference, Port. */
    private static final int LOWEST_PORT = 1150;

    private static final int HIGHEST_PORT = 65_535;

    /** API reference, StorageType and BackupTarget. */
    private static final Set<String> STORAGE_TYPES = Set.of("gp2", "gp3", "io1", "io2", "standard");

    private static final Set<String> BACKUP_TARGETS = Set.of("local", "outposts", "region");

    private static final int ZONES = 3;

    private final Instances instances;
    private final Memberships memberships;
    private final OrderableOptions options;
    private final KmsSimulator kms;
    private final RdsTags tags;

    RestoredInstances(
            Instances instances, Memberships memberships, OrderableOptions options, KmsSimulator kms, RdsTags tags) {
        this.instances = instances;
        this.memberships = memberships;
        this.options = options;
        this.kms = kms;
        this.tags = tags;
    }

    /**
     * Makes it.
     *
     * @param origin what it is restored from: the instance, with the key, the retention and the tags of the backup
     * @param moment whose data it holds
     * @param replay how long transaction logs are replayed
     */
    DbInstance make(Context context, RestoreOrder order, DBInstance origin, Instant moment, Duration replay) {
        instances.admitNew(context, order.id());
        check(order, origin);
        options.check(order.instanceClass(), origin.engine(), origin.engineVersion());
        if (origin.kmsKeyId() != null
                && kms.resolve(context.region(), origin.kmsKeyId()).isEmpty()) {
            throw RdsErrors.keyNotAccessible(origin.kmsKeyId());
        }
        String arn = context.arn("rds", "db:" + order.id());
        DBInstance fixed = described(context, order, origin, arn);
        Instant up = context.now()
                .plus(RdsDurations.restore(context.seed(), arn, fixed.allocatedStorage()))
                .plus(replay);
        Lifecycle lifecycle = new Lifecycle(context.now(), "creating");
        DbInstance instance = new DbInstance(context.region(), fixed, lifecycle);
        switch (context.scripts()
                .get(RdsScripts.restore(context.region(), order.id()))
                .orElse("")) {
            case RdsScripts.HANGS -> {}
            case RdsScripts.FAILS -> lifecycle.become(up, "incompatible-restore");
            default -> {
                lifecycle.become(up, DbInstance.AVAILABLE);
                if (fixed.backupRetentionPeriod() > 0) {
                    instance.beginBackups(
                            up, RdsDurations.restoredBackup(context.seed(), arn, fixed.allocatedStorage()));
                }
            }
        }
        instance.restoredFrom = Optional.of(new RestoredFrom(
                origin.dbInstanceArn(),
                origin.dbInstanceIdentifier(),
                origin.dbiResourceId(),
                moment.truncatedTo(ChronoUnit.SECONDS)));
        // New tags replace those of the source: user guide, "Restoring a DB instance to a specified time".
        tags.forget(arn);
        tags.add(arn, order.tags().isEmpty() ? origin.tagList() : order.tags());
        instances.add(instance);
        return instance;
    }

    private DBInstance described(Context context, RestoreOrder order, DBInstance origin, String arn) {
        int port = Objects.requireNonNullElse(order.port(), origin.dbInstancePort());
        String zone =
                context.region() + (char) ('a' + (int) (ZONES * context.seed().fraction("zone", arn)));
        Integer iops = order.iops() == null ? origin.iops() : order.iops();
        DBInstance.Builder described = origin.toBuilder()
                .dbInstanceIdentifier(order.id())
                .dbInstanceArn(arn)
                .dbiResourceId(InstanceSettings.resourceId(context, arn))
                .dbInstanceClass(Objects.requireNonNullElse(order.instanceClass(), origin.dbInstanceClass()))
                .dbInstancePort(port)
                .endpoint(InstanceSettings.endpoint(context, order.id(), port))
                .availabilityZone(Objects.requireNonNullElse(order.availabilityZone(), zone))
                .multiAZ(Boolean.TRUE.equals(order.multiAz()))
                .allocatedStorage(Objects.requireNonNullElse(order.allocatedStorage(), origin.allocatedStorage()))
                .storageType(Objects.requireNonNullElse(order.storageType(), storageType(order, origin)))
                .iops(iops)
                .backupTarget(Objects.requireNonNullElse(order.backupTarget(), "region"))
                .copyTagsToSnapshot(order.copyTagsToSnapshot())
                .deletionProtection(order.deletionProtection())
                .publiclyAccessible(
                        InstanceSettings.publiclyAccessible(order.publiclyAccessible(), order.subnetGroup()))
                .readReplicaSourceDBInstanceIdentifier(null)
                .readReplicaDBInstanceIdentifiers(List.of())
                .pendingModifiedValues(values -> {})
                .statusInfos((Collection<DBInstanceStatusInfo>) null)
                .tagList((Collection<Tag>) null)
                .instanceCreateTime(context.now());
        return memberships
                .join(
                        context,
                        described,
                        origin.engineVersion(),
                        order.subnetGroup(),
                        order.securityGroups(),
                        order.parameterGroup(),
                        order.optionGroup())
                .build();
    }

    /** API reference, StorageType: io1 with Iops, otherwise gp3; and the snapshot's IOPS if none are given. */
    private static String storageType(RestoreOrder order, DBInstance origin) {
        if (order.iops() != null) {
            return "io1";
        }
        return origin.iops() != null ? origin.storageType() : "gp3";
    }

    private static void check(RestoreOrder order, DBInstance origin) {
        if (order.engine() != null && !order.engine().equals(origin.engine())) {
            throw RdsErrors.invalidCombination(
                    "Engine " + order.engine() + " is not compatible with " + origin.engine());
        }
        if (order.port() != null && (order.port() < LOWEST_PORT || order.port() > HIGHEST_PORT)) {
            throw RdsErrors.invalidValue("Invalid value " + order.port() + " for Port. Must be between " + LOWEST_PORT
                    + " and " + HIGHEST_PORT);
        }
        if (Boolean.TRUE.equals(order.multiAz()) && order.availabilityZone() != null) {
            throw RdsErrors.invalidCombination(
                    "Requesting a specific availability zone is not valid for Multi-AZ instances.");
        }
        if (order.storageType() != null && !STORAGE_TYPES.contains(order.storageType())) {
            throw RdsErrors.invalidValue("Invalid storage type: " + order.storageType());
        }
        if (order.backupTarget() != null && !BACKUP_TARGETS.contains(order.backupTarget())) {
            throw RdsErrors.invalidValue("Invalid backup target: " + order.backupTarget());
        }
        Integer storage = order.allocatedStorage();
        int before = origin.allocatedStorage();
        // User guide, "Restoring a DB instance to a specified time": not less, and at least a tenth more if more.
        if (storage != null && storage != before && storage * 10L < before * 11L) {
            throw RdsErrors.invalidValue("Invalid allocated storage: " + storage + " GiB. It cannot be less than the"
                    + " source's " + before + " GiB, and when increased must be by at least 10 percent.");
        }
    }
}
