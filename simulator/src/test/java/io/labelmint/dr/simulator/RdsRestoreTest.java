package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.simulator.rds.RestoredFrom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.Tag;

final class RdsRestoreTest {
    private final RdsFixture rds = RdsFixture.inMemory(7);

    @Test
    void isCreatingThenBackingUpForHoursThenAvailable() {
        DBInstance asked = restore(r -> r.useLatestRestorableTime(true));
        assertThat(asked.dbInstanceStatus()).isEqualTo("creating");
        assertThat(asked.endpoint()).isNull();
        rds.pass(Duration.ofMinutes(60));
        assertThat(restored().dbInstanceStatus()).isEqualTo("backing-up");
        assertThat(restored().endpoint().address()).startsWith("orders-restored.");
        rds.pass(Duration.ofHours(4));
        assertThat(restored().dbInstanceStatus()).isEqualTo("available");
    }

    @Test
    void hasTheDefaultGroupsAndOneZoneButTheRestOfItsSource() {
        rds.east.addTagsToResource(r -> r.resourceName(source().dbInstanceArn()).tags(tag("team", "shop")));
        rds.east.modifyDBInstance(r -> r.dbInstanceIdentifier("orders")
                .multiAZ(true)
                .deletionProtection(true)
                .preferredBackupWindow("05:00-05:30"));
        rds.pass(Duration.ofHours(1));
        restore(r -> r.useLatestRestorableTime(true));
        DBInstance restored = restored();
        DBInstance source = source();
        assertThat(restored.dbParameterGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.dbParameterGroupName()).isEqualTo("default.postgres17"));
        assertThat(restored.dbSubnetGroup().dbSubnetGroupName()).isEqualTo("default");
        assertThat(restored.multiAZ()).isFalse();
        assertThat(restored.deletionProtection()).isFalse();
        assertThat(restored.copyTagsToSnapshot()).isFalse();
        assertThat(restored.publiclyAccessible()).isTrue();
        assertThat(restored.dbInstanceClass()).isEqualTo(source.dbInstanceClass());
        assertThat(restored.masterUsername()).isEqualTo("postgres");
        assertThat(restored.kmsKeyId()).isEqualTo(source.kmsKeyId());
        assertThat(restored.backupRetentionPeriod()).isEqualTo(7);
        assertThat(restored.preferredBackupWindow()).isEqualTo("05:00-05:30");
        assertThat(restored.dbiResourceId()).isNotEqualTo(source.dbiResourceId());
        assertThat(restored.tagList()).containsExactly(tag("team", "shop"));
    }

    @Test
    void takesWhatItIsTold() {
        restore(r -> r.useLatestRestorableTime(true)
                .dbInstanceClass("db.t4g.medium")
                .port(6432)
                .multiAZ(true)
                .publiclyAccessible(false)
                .deletionProtection(true)
                .copyTagsToSnapshot(true)
                .iops(3000)
                .allocatedStorage(200)
                .tags(tag("dr:operation", "op-1")));
        rds.pass(Duration.ofHours(5));
        DBInstance restored = restored();
        assertThat(restored.dbInstanceClass()).isEqualTo("db.t4g.medium");
        assertThat(restored.endpoint().port()).isEqualTo(6432);
        assertThat(restored.multiAZ()).isTrue();
        assertThat(restored.publiclyAccessible()).isFalse();
        assertThat(restored.deletionProtection()).isTrue();
        assertThat(restored.copyTagsToSnapshot()).isTrue();
        assertThat(restored.storageType()).isEqualTo("io1");
        assertThat(restored.iops()).isEqualTo(3000);
        assertThat(restored.allocatedStorage()).isEqualTo(200);
        assertThat(restored.tagList()).containsExactly(tag("dr:operation", "op-1"));
        assertThatThrownBy(() -> rds.east.deleteDBInstance(
                        r -> r.dbInstanceIdentifier("orders-restored").skipFinalSnapshot(true)))
                .hasMessageContaining("Cannot delete protected DB Instance");
    }

    @Test
    void remembersTheSecondItWasRestoredTo() {
        rds.pass(Duration.ofDays(2));
        Instant moment = rds.world.timeline().now().minus(Duration.ofHours(5)).plusMillis(123);
        restore(r -> r.restoreTime(moment));
        RestoredFrom from =
                rds.world.restoredFrom(RdsFixture.EAST, "orders-restored").orElseThrow();
        assertThat(from.moment()).isEqualTo(Instant.ofEpochSecond(moment.getEpochSecond()));
        assertThat(from.sourceInstance()).isEqualTo("orders");
        assertThat(from.sourceArn()).isEqualTo(source().dbInstanceArn());
        assertThat(from.sourceResourceId()).isEqualTo(source().dbiResourceId());
        assertThat(rds.world.restoredFrom(RdsFixture.EAST, "orders")).isEmpty();
        assertThat(rds.world.restoredFrom(RdsFixture.WEST, "orders-restored")).isEmpty();
    }

    @Test
    void findsItsSourceByResourceIdOrAutomatedBackupToo() {
        String backup = rds.east
                .describeDBInstanceAutomatedBackups()
                .dbInstanceAutomatedBackups()
                .get(0)
                .dbInstanceAutomatedBackupsArn();
        rds.east.restoreDBInstanceToPointInTime(r -> r.sourceDbiResourceId(source().dbiResourceId())
                .targetDBInstanceIdentifier("by-resource-id")
                .useLatestRestorableTime(true));
        rds.east.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceAutomatedBackupsArn(backup)
                .targetDBInstanceIdentifier("by-backup")
                .useLatestRestorableTime(true));
        assertThat(rds.world.restoredFrom(RdsFixture.EAST, "by-resource-id"))
                .isEqualTo(rds.world.restoredFrom(RdsFixture.EAST, "by-backup"))
                .isPresent();
    }

    @Test
    void aRestoreTimeOutsideOfTheWindowIsRefused() {
        rds.pass(Duration.ofDays(9));
        Instant latest = source().latestRestorableTime();
        refused(
                () -> restore(r -> r.restoreTime(latest.plusSeconds(1))),
                "InvalidParameterValue",
                "The specified instance cannot be restored to a time later than " + latest + ".");
        Instant tooEarly = rds.world.timeline().now().minus(Duration.ofDays(7)).minusSeconds(1);
        refused(
                () -> restore(r -> r.restoreTime(tooEarly)),
                "InvalidParameterValue",
                "because its backup retention period is set to 7 days.");
        restore(r -> r.restoreTime(latest));
        assertThat(rds.world.restoredFrom(RdsFixture.EAST, "orders-restored"))
                .hasValueSatisfying(from -> assertThat(from.moment()).isEqualTo(latest));
    }

    @Test
    void refusesAsAwsDoes() {
        refused(() -> restore(r -> {}), "InvalidParameterCombination", "RestoreTime");
        refused(
                () -> restore(r -> r.useLatestRestorableTime(true).restoreTime(source().latestRestorableTime())),
                "InvalidParameterCombination",
                "RestoreTime");
        refused(
                () -> restore(r -> r.useLatestRestorableTime(true).sourceDbiResourceId(source().dbiResourceId())),
                "InvalidParameterCombination",
                "SourceDBInstanceIdentifier");
        refused(
                () -> restore(r -> r.useLatestRestorableTime(true).targetDBInstanceIdentifier("orders")),
                "DBInstanceAlreadyExists",
                "DB instance already exists");
        refused(
                () -> restore(r -> r.useLatestRestorableTime(true).targetDBInstanceIdentifier("1st")),
                "InvalidParameterValue",
                "TargetDBInstanceIdentifier is not a valid identifier");
        refused(
                () -> restore(r -> r.useLatestRestorableTime(true).sourceDBInstanceIdentifier("missing")),
                "DBInstanceNotFound",
                "missing");
        refused(
                () -> restore(r -> r.useLatestRestorableTime(true).multiAZ(true).availabilityZone("us-east-1a")),
                "InvalidParameterCombination",
                "Multi-AZ");
        refused(
                () -> restore(r -> r.useLatestRestorableTime(true).allocatedStorage(105)),
                "InvalidParameterValue",
                "at least 10 percent");
        refused(() -> restore(r -> r.useLatestRestorableTime(true).port(80)), "InvalidParameterValue", "Port");
        rds.east.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").backupRetentionPeriod(0));
        rds.pass(Duration.ofMinutes(10));
        refused(
                () -> restore(r -> r.useLatestRestorableTime(true)),
                "PointInTimeRestoreNotEnabled",
                "BackupRetentionPeriod equal to 0");
        assertThat(rds.east.describeDBInstances().dbInstances()).hasSize(1);
    }

    @Test
    void theReplicatedBackupRestoresInItsRegionWhenTheSourceRegionIsCutOff() {
        rds.west.startDBInstanceAutomatedBackupsReplication(r -> r.sourceDBInstanceArn(source().dbInstanceArn())
                .kmsKeyId("alias/dr")
                .backupRetentionPeriod(14));
        rds.pass(Duration.ofDays(1));
        rds.world.faults().region(RdsFixture.EAST, Outage.DOWN);
        rds.pass(Duration.ofHours(3));
        DBInstanceAutomatedBackup backup = rds.west
                .describeDBInstanceAutomatedBackups()
                .dbInstanceAutomatedBackups()
                .get(0);
        Instant latest = backup.restoreWindow().latestTime();
        assertThat(latest).isBefore(rds.world.timeline().now().minus(Duration.ofHours(3)));
        refused(
                () -> restoreWest(backup, r -> r.restoreTime(latest.plusSeconds(1))),
                "InvalidParameterValue",
                "later than " + latest);
        refused(
                () -> rds.west.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("orders")
                        .targetDBInstanceIdentifier("orders-dr")
                        .useLatestRestorableTime(true)),
                "DBInstanceNotFound",
                "orders");
        restoreWest(backup, r -> r.useLatestRestorableTime(true));
        DBInstance restored = find(rds.west, "orders-dr");
        assertThat(restored.kmsKeyId()).isEqualTo(backup.kmsKeyId()).contains(RdsFixture.WEST);
        assertThat(restored.dbInstanceArn()).contains(":us-west-2:");
        assertThat(restored.backupRetentionPeriod()).isEqualTo(14);
        assertThat(rds.world.restoredFrom(RdsFixture.WEST, "orders-dr"))
                .hasValueSatisfying(from -> assertThat(from.moment()).isEqualTo(latest));
    }

    @Test
    void theReplicatedBackupOutlivesItsSource() {
        rds.west.startDBInstanceAutomatedBackupsReplication(
                r -> r.sourceDBInstanceArn(source().dbInstanceArn()).kmsKeyId("alias/dr"));
        rds.pass(Duration.ofDays(1));
        Instant deleted = rds.world.timeline().now();
        rds.east.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
        rds.pass(Duration.ofHours(6));
        DBInstanceAutomatedBackup backup = rds.west
                .describeDBInstanceAutomatedBackups()
                .dbInstanceAutomatedBackups()
                .get(0);
        assertThat(backup.restoreWindow().latestTime()).isBefore(deleted);
        restoreWest(backup, r -> r.useLatestRestorableTime(true));
        assertThat(find(rds.west, "orders-dr").dbInstanceStatus()).isEqualTo("creating");
    }

    @Test
    void aSnapshotRestoresToItsConsistentTimeEvenFromACopy() {
        rds.east.addTagsToResource(r -> r.resourceName(source().dbInstanceArn()).tags(tag("team", "shop")));
        rds.snapshot("orders-1");
        refused(
                () -> rds.east.restoreDBInstanceFromDBSnapshot(
                        r -> r.dbSnapshotIdentifier("orders-1").dbInstanceIdentifier("orders-restored")),
                "InvalidDBSnapshotState",
                "available");
        rds.pass(Duration.ofMinutes(15));
        DBSnapshot taken = rds.find(rds.east, "orders-1");
        rds.east.removeTagsFromResource(
                r -> r.resourceName(source().dbInstanceArn()).tagKeys("team"));
        rds.copy(taken.dbSnapshotArn(), "orders-1-copy");
        rds.pass(Duration.ofHours(3));
        DBSnapshot copy = rds.find(rds.west, "orders-1-copy");
        rds.west.restoreDBInstanceFromDBSnapshot(
                r -> r.dbSnapshotIdentifier(copy.dbSnapshotArn()).dbInstanceIdentifier("orders-dr"));
        DBInstance restored = find(rds.west, "orders-dr");
        assertThat(restored.kmsKeyId()).isEqualTo(copy.kmsKeyId()).contains(RdsFixture.WEST);
        assertThat(restored.dbInstanceClass()).isEqualTo("db.r6g.large");
        assertThat(restored.backupRetentionPeriod()).isEqualTo(7);
        assertThat(restored.tagList()).containsExactly(tag("team", "shop"));
        assertThat(rds.world.restoredFrom(RdsFixture.WEST, "orders-dr"))
                .contains(new RestoredFrom(
                        source().dbInstanceArn(),
                        "orders",
                        source().dbiResourceId(),
                        Instant.ofEpochSecond(taken.snapshotCreateTime().getEpochSecond())));
        refused(
                () -> rds.east.restoreDBInstanceFromDBSnapshot(
                        r -> r.dbSnapshotIdentifier(copy.dbSnapshotArn()).dbInstanceIdentifier("orders-restored")),
                "DBSnapshotNotFound",
                "orders-1-copy");
    }

    @Test
    void anAutomatedSnapshotRestoresToo() {
        rds.pass(Duration.ofDays(3));
        DBSnapshot automated = rds.east
                .describeDBSnapshots(r -> r.snapshotType("automated"))
                .dbSnapshots()
                .get(1);
        rds.east.restoreDBInstanceFromDBSnapshot(
                r -> r.dbSnapshotIdentifier(automated.dbSnapshotIdentifier()).dbInstanceIdentifier("orders-restored"));
        assertThat(rds.world.restoredFrom(RdsFixture.EAST, "orders-restored"))
                .hasValueSatisfying(from -> assertThat(from.moment())
                        .isEqualTo(Instant.ofEpochSecond(
                                automated.snapshotCreateTime().getEpochSecond())));
    }

    @Test
    void aSnapshotOfARestoredInstanceRestoresWithItsTags() {
        restore(r -> r.useLatestRestorableTime(true).tags(tag("dr:operation", "op-1")));
        rds.pass(Duration.ofDays(1));
        String snapshot = rds.east
                .describeDBSnapshots(
                        r -> r.dbInstanceIdentifier("orders-restored").snapshotType("automated"))
                .dbSnapshots()
                .get(0)
                .dbSnapshotIdentifier();
        rds.east.restoreDBInstanceFromDBSnapshot(
                r -> r.dbSnapshotIdentifier(snapshot).dbInstanceIdentifier("orders-again"));
        assertThat(find(rds.east, "orders-again").tagList()).containsExactly(tag("dr:operation", "op-1"));
        assertThat(rds.world.restoredFrom(RdsFixture.EAST, "orders-again"))
                .hasValueSatisfying(from ->
                        assertThat(from.sourceResourceId()).isEqualTo(restored().dbiResourceId()));
    }

    @Test
    void failsAndHangsWhenScripted() {
        rds.world.script(RdsScripts.restoreFails(RdsFixture.EAST, "bad"));
        rds.world.script(RdsScripts.restoreHangs(RdsFixture.EAST, "stuck"));
        restore(r -> r.useLatestRestorableTime(true).targetDBInstanceIdentifier("bad"));
        restore(r -> r.useLatestRestorableTime(true).targetDBInstanceIdentifier("stuck"));
        rds.pass(Duration.ofHours(9));
        assertThat(find(rds.east, "bad").dbInstanceStatus()).isEqualTo("incompatible-restore");
        assertThat(find(rds.east, "stuck").dbInstanceStatus()).isEqualTo("creating");
    }

    @Test
    void countsTowardsTheQuotaOfInstances() {
        rds.world.script(RdsScripts.instanceQuota(RdsFixture.EAST, 1));
        refused(
                () -> restore(r -> r.useLatestRestorableTime(true)),
                "InstanceQuotaExceeded",
                "DB Instance quota exceeded");
        rds.world.script(RdsScripts.instanceQuota(RdsFixture.EAST, 2));
        restore(r -> r.useLatestRestorableTime(true));
        refused(
                () -> rds.east.createDBInstance(r -> r.dbInstanceIdentifier("third")),
                "InstanceQuotaExceeded",
                "DB Instance quota exceeded");
    }

    @Test
    void aReopenedWorldStillKnowsWhatWasRestored(@TempDir Path folder) {
        List<Object> seen;
        try (World world = World.open(folder, 7)) {
            RdsFixture there = RdsFixture.over(world);
            Ec2Client ec2 = world.client(Ec2Client.class, RdsFixture.EAST);
            String group = ec2.createSecurityGroup(r -> r.groupName("isolated").description("isolated"))
                    .groupId();
            ec2.authorizeSecurityGroupIngress(r -> r.groupId(group)
                    .ipProtocol("tcp")
                    .fromPort(5432)
                    .toPort(5432)
                    .cidrIp("10.0.0.0/8"));
            there.east.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("orders")
                    .targetDBInstanceIdentifier("orders-restored")
                    .restoreTime(there.east
                            .describeDBInstances()
                            .dbInstances()
                            .get(0)
                            .latestRestorableTime()
                            .minusSeconds(90))
                    .vpcSecurityGroupIds(group));
            there.east.modifyDBInstance(r -> r.dbInstanceIdentifier("orders")
                    .newDBInstanceIdentifier("orders-old")
                    .applyImmediately(true));
            there.pass(Duration.ofMinutes(30));
            seen = everything(world);
        }
        try (World again = World.open(folder, 7)) {
            assertThat(everything(again)).isEqualTo(seen);
        }
    }

    private static List<Object> everything(World world) {
        return List.of(
                world.inventory(),
                world.restoredFrom(RdsFixture.EAST, "orders-restored").orElseThrow(),
                world.client(RdsClient.class, RdsFixture.EAST)
                        .describeDBInstances()
                        .dbInstances(),
                world.client(Ec2Client.class, RdsFixture.EAST)
                        .describeSecurityGroups()
                        .securityGroups());
    }

    private static void refused(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        RdsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private DBInstance restore(Consumer<RestoreDbInstanceToPointInTimeRequest.Builder> how) {
        return rds.east
                .restoreDBInstanceToPointInTime(r -> how.accept(
                        r.sourceDBInstanceIdentifier("orders").targetDBInstanceIdentifier("orders-restored")))
                .dbInstance();
    }

    private void restoreWest(
            DBInstanceAutomatedBackup backup, Consumer<RestoreDbInstanceToPointInTimeRequest.Builder> how) {
        rds.west.restoreDBInstanceToPointInTime(
                r -> how.accept(r.sourceDBInstanceAutomatedBackupsArn(backup.dbInstanceAutomatedBackupsArn())
                        .targetDBInstanceIdentifier("orders-dr")));
    }

    private DBInstance source() {
        return find(rds.east, "orders");
    }

    private DBInstance restored() {
        return find(rds.east, "orders-restored");
    }

    private static DBInstance find(RdsClient client, String id) {
        return client.describeDBInstances(r -> r.dbInstanceIdentifier(id))
                .dbInstances()
                .get(0);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
