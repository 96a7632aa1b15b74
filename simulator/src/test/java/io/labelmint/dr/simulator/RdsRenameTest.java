package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

final class RdsRenameTest {
    private final RdsFixture rds = RdsFixture.inMemory(7);

    @Test
    void aRenamedInstanceFreesItsName() {
        rds.west.startDBInstanceAutomatedBackupsReplication(r -> r.sourceDBInstanceArn(
                        rds.east.describeDBInstances().dbInstances().get(0).dbInstanceArn())
                .kmsKeyId("alias/dr"));
        rds.pass(Duration.ofDays(2));
        DBInstance before = rds.east.describeDBInstances().dbInstances().get(0);
        Tag team = Tag.builder().key("team").value("shop").build();
        rds.east.addTagsToResource(r -> r.resourceName(before.dbInstanceArn()).tags(team));
        rename("orders", "Orders-Old");
        assertThat(rds.status()).isEqualTo("renaming");
        refused(() -> create("orders"), "DBInstanceAlreadyExists", "already exists");
        refused(() -> create("orders-old"), "DBInstanceAlreadyExists", "already exists");
        rds.pass(Duration.ofMinutes(4));
        refused(rds::status, "DBInstanceNotFound", "orders");
        assertThat(find("orders-old").dbInstanceStatus()).isEqualTo("renaming");
        rds.pass(Duration.ofMinutes(15));
        DBInstance renamed = find("orders-old");
        assertThat(renamed.dbInstanceStatus()).isEqualTo("available");
        assertThat(renamed.endpoint().address()).startsWith("orders-old.");
        assertThat(renamed.dbInstanceArn()).endsWith(":db:orders-old");
        assertThat(renamed.dbiResourceId()).isEqualTo(before.dbiResourceId());
        assertThat(renamed.tagList()).containsExactly(team);

        create("orders");
        assertThat(find("orders").tagList()).isEmpty();
        rds.pass(Duration.ofDays(1));
        assertThat(rds.east.describeDBSnapshots(r -> r.snapshotType("automated")).dbSnapshots().stream()
                        .filter(snapshot -> snapshot.dbiResourceId().equals(before.dbiResourceId()))
                        .map(snapshot -> snapshot.dbSnapshotIdentifier().replaceAll("-2026.*", "")))
                .contains("rds:orders", "rds:orders-old");
        assertThat(rds.west
                        .describeDBInstanceAutomatedBackups()
                        .dbInstanceAutomatedBackups()
                        .get(0)
                        .dbInstanceIdentifier())
                .isEqualTo("orders-old");
    }

    @Test
    void withoutApplyImmediatelyANewNameIsPending() {
        rds.east.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").newDBInstanceIdentifier("orders-old"));
        rds.pass(Duration.ofHours(1));
        assertThat(find("orders").pendingModifiedValues().dbInstanceIdentifier())
                .isEqualTo("orders-old");
        rds.east.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").applyImmediately(true));
        rds.pass(Duration.ofHours(1));
        assertThat(find("orders-old").pendingModifiedValues()).isNull();
    }

    @Test
    void replicasStayWithARenamedSource() {
        String arn = find("orders").dbInstanceArn();
        rds.west.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("orders-replica")
                .sourceDBInstanceIdentifier(arn)
                .kmsKeyId("alias/dr"));
        rds.pass(Duration.ofHours(2));
        rename("orders", "orders-old");
        rds.pass(Duration.ofHours(1));
        assertThat(rds.west.describeDBInstances().dbInstances().get(0).readReplicaSourceDBInstanceIdentifier())
                .isEqualTo(find("orders-old").dbInstanceArn());
        assertThat(find("orders-old").readReplicaDBInstanceIdentifiers()).hasSize(1);
    }

    @Test
    void theRestoredInstanceTakesTheNameOfItsSource() {
        String source = find("orders").dbiResourceId();
        rds.east.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("orders")
                .targetDBInstanceIdentifier("orders-restored")
                .useLatestRestorableTime(true));
        rds.pass(Duration.ofHours(6));
        rename("orders", "orders-old");
        rds.pass(Duration.ofMinutes(20));
        rename("orders-restored", "orders");
        rds.pass(Duration.ofMinutes(20));
        assertThat(rds.world.restoredFrom(RdsFixture.EAST, "orders"))
                .hasValueSatisfying(from -> assertThat(from.sourceResourceId()).isEqualTo(source));
        assertThat(rds.world.restoredFrom(RdsFixture.EAST, "orders-old")).isEmpty();
        refused(() -> rename("orders-old", "orders"), "DBInstanceAlreadyExists", "DB instance already exists");
    }

    private static void refused(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        RdsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private void rename(String id, String name) {
        rds.east.modifyDBInstance(
                r -> r.dbInstanceIdentifier(id).newDBInstanceIdentifier(name).applyImmediately(true));
    }

    private void create(String id) {
        rds.east.createDBInstance(r -> r.dbInstanceIdentifier(id));
    }

    private DBInstance find(String id) {
        return rds.east
                .describeDBInstances(r -> r.dbInstanceIdentifier(id))
                .dbInstances()
                .get(0);
    }
}
