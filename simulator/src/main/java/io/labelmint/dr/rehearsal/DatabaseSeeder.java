package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.estate.PostgresDatabase.ReplicatedBackups;
import io.labelmint.dr.estate.PostgresDatabase.Vaults;
import io.labelmint.dr.estate.RestorePlace;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Creates the databases an estate declares, and everything that protects them. */
final class DatabaseSeeder {
    /** Enough for snapshots that take minutes. */
    private static final int SIZE_GIB = 100;

    /** The least cooling-off AWS allows; afterwards a lock is for ever (AWS Backup API Reference, ChangeableForDays). */
    private static final long CHANGEABLE_DAYS = 3;

    private final Estate estate;
    private final Aws aws;
    private final Set<String> vaults = new HashSet<>();

    DatabaseSeeder(Estate estate, Aws aws) {
        this.estate = estate;
        this.aws = aws;
    }

    /** Creates instances and vaults. */
    void create() {
        for (PostgresDatabase database : estate.databases()) {
            instance(database);
            database.vaults().ifPresent(declared -> {
                vault(
                        estate.regions().primary(),
                        declared.primary(),
                        database.keys().primary(),
                        declared);
                vault(estate.regions().dr(), declared.dr(), database.keys().dr(), declared);
            });
        }
    }

    /** Lets the instances be replicated, for which they must be available. */
    void replicate() {
        for (PostgresDatabase database : estate.databases()) {
            DBInstance source = find(database);
            database.replicas().forEach(replica -> replica(source, database, replica));
            database.replicatedBackups().ifPresent(declared -> replicatedBackups(source, database, declared));
        }
    }

    private void instance(PostgresDatabase database) {
        rds(estate.regions().primary())
                .createDBInstance(request -> placed(request, database)
                        .dbInstanceIdentifier(database.instance())
                        .dbInstanceClass("db.r6g.large")
                        .engine("postgres")
                        .masterUsername("postgres")
                        .masterUserPassword("rehearsal")
                        .allocatedStorage(SIZE_GIB)
                        .multiAZ(true)
                        .publiclyAccessible(false)
                        .storageEncrypted(true)
                        .kmsKeyId(database.keys().primary())
                        .backupRetentionPeriod(estate.retention().pitrDays())
                        .deletionProtection(true));
    }

    /** Where it is restored in its own region is where it is. */
    private static CreateDbInstanceRequest.Builder placed(
            CreateDbInstanceRequest.Builder request, PostgresDatabase database) {
        return database.restores()
                .primary()
                .map(place -> request.dbSubnetGroupName(place.subnetGroup())
                        .vpcSecurityGroupIds(place.securityGroups())
                        .dbParameterGroupName(place.parameterGroup()))
                .orElse(request);
    }

    /** A vault may be that of several databases. */
    private void vault(String region, String name, String key, Vaults declared) {
        if (!vaults.add(region + "/" + name)) {
            return;
        }
        BackupClient backup = aws.client(BackupClient.class, region);
        backup.createBackupVault(request -> request.backupVaultName(name).encryptionKeyArn(key));
        if (declared.locked()) {
            backup.putBackupVaultLockConfiguration(request -> request.backupVaultName(name)
                    .minRetentionDays((long) estate.retention().dailyDays())
                    .maxRetentionDays((long) estate.retention().monthlyDays())
                    .changeableForDays(CHANGEABLE_DAYS));
        }
    }

    /** A replica in the DR region is in the declared place of restores there; RDS takes no parameter group for it here. */
    private void replica(DBInstance source, PostgresDatabase database, Replica replica) {
        boolean isAbroad = !replica.region().equals(estate.regions().primary());
        Optional<RestorePlace> place = database.restores()
                .dr()
                .filter(there -> replica.region().equals(estate.regions().dr()));
        rds(replica.region())
                .createDBInstanceReadReplica(request -> request.dbInstanceIdentifier(replica.instance())
                        .sourceDBInstanceIdentifier(isAbroad ? source.dbInstanceArn() : source.dbInstanceIdentifier())
                        .sourceRegion(isAbroad ? estate.regions().primary() : null)
                        .kmsKeyId(isAbroad ? database.keys().dr() : null)
                        .dbSubnetGroupName(place.map(RestorePlace::subnetGroup).orElse(null))
                        .vpcSecurityGroupIds(
                                place.map(RestorePlace::securityGroups).orElse(List.of()))
                        .publiclyAccessible(false)
                        .multiAZ(true)
                        .deletionProtection(true));
    }

    private void replicatedBackups(DBInstance source, PostgresDatabase database, ReplicatedBackups declared) {
        rds(estate.regions().dr())
                .startDBInstanceAutomatedBackupsReplication(
                        request -> request.sourceDBInstanceArn(source.dbInstanceArn())
                                .sourceRegion(estate.regions().primary())
                                .kmsKeyId(database.keys().dr())
                                .backupRetentionPeriod(declared.retentionDays()));
    }

    private DBInstance find(PostgresDatabase database) {
        return rds(estate.regions().primary())
                .describeDBInstances(request -> request.dbInstanceIdentifier(database.instance()))
                .dbInstances()
                .get(0);
    }

    private RdsClient rds(String region) {
        return aws.client(RdsClient.class, region);
    }
}
