package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Creating empty DB instances. */
final class InstanceCreation {
    /** RDS API reference, CreateDBInstance: BackupRetentionPeriod, 1 by default. */
    private static final int DEFAULT_RETENTION = 1;

    private static final int POSTGRES_PORT = 5432;
    private static final String DEFAULT_VERSION = "17.6";

    private final Instances instances;
    private final Memberships memberships;
    private final OrderableOptions options;
    private final KmsSimulator kms;
    private final RdsTags tags;

    InstanceCreation(
            Instances instances, Memberships memberships, OrderableOptions options, KmsSimulator kms, RdsTags tags) {
        this.instances = instances;
        this.memberships = memberships;
        this.options = options;
        this.kms = kms;
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations.change("CreateDBInstance", CreateDbInstanceRequest.class, this::create);
    }

    private CreateDbInstanceResponse create(Context context, CreateDbInstanceRequest request) {
        String id = RdsNames.newInstance(request.dbInstanceIdentifier());
        instances.admitNew(context, id);
        int retention = InstanceSettings.retention(request.backupRetentionPeriod(), DEFAULT_RETENTION);
        String arn = context.arn("rds", "db:" + id);
        boolean encrypted = Boolean.TRUE.equals(request.storageEncrypted());
        String key = request.kmsKeyId() == null
                ? null
                : kms.resolve(context.region(), request.kmsKeyId())
                        .orElseThrow(() -> RdsErrors.keyNotAccessible(request.kmsKeyId()));
        int port = Objects.requireNonNullElse(request.port(), POSTGRES_PORT);
        String engine = Objects.requireNonNullElse(request.engine(), PostgresVersions.ENGINE);
        String version = Objects.requireNonNullElse(request.engineVersion(), DEFAULT_VERSION);
        options.check(request.dbInstanceClass(), engine, version);
        DBInstance.Builder described = DBInstance.builder()
                .dbInstanceIdentifier(id)
                .dbInstanceArn(arn)
                .dbiResourceId(InstanceSettings.resourceId(context, arn))
                .dbInstanceClass(request.dbInstanceClass())
                .engine(engine)
                .engineVersion(version)
                .licenseModel("postgresql-license")
                .masterUsername(request.masterUsername())
                .dbName(request.dbName())
                .dbInstancePort(port)
                .endpoint(InstanceSettings.endpoint(context, id, port))
                .availabilityZone(Objects.requireNonNullElse(request.availabilityZone(), context.region() + "a"))
                .allocatedStorage(Objects.requireNonNullElse(request.allocatedStorage(), 20))
                .storageType(Objects.requireNonNullElse(request.storageType(), "gp3"))
                .iops(request.iops())
                .multiAZ(Boolean.TRUE.equals(request.multiAZ()))
                .storageEncrypted(encrypted || key != null)
                .kmsKeyId(key)
                .backupRetentionPeriod(retention)
                .preferredBackupWindow(Objects.requireNonNullElse(request.preferredBackupWindow(), "03:00-03:30"))
                .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
                .copyTagsToSnapshot(Boolean.TRUE.equals(request.copyTagsToSnapshot()))
                .publiclyAccessible(
                        InstanceSettings.publiclyAccessible(request.publiclyAccessible(), request.dbSubnetGroupName()))
                .instanceCreateTime(context.now());
        DBInstance fixed = memberships
                .join(
                        context,
                        described,
                        version,
                        request.dbSubnetGroupName(),
                        request.vpcSecurityGroupIds(),
                        request.dbParameterGroupName(),
                        request.optionGroupName())
                .build();
        Instant created = context.now().plus(RdsDurations.creation(context.seed(), arn));
        DbInstance instance = new DbInstance(
                context.region(),
                fixed,
                new Lifecycle(context.now(), "creating").become(created, DbInstance.AVAILABLE));
        if (retention > 0) {
            instance.beginBackups(created, RdsDurations.firstBackup(context.seed(), arn, fixed.allocatedStorage()));
        }
        tags.forget(arn);
        tags.add(arn, request.tags());
        instances.add(instance);
        return CreateDbInstanceResponse.builder()
                .dbInstance(instances.described(context, instance))
                .build();
    }
}
