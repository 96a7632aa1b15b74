package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Scripts;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

final class RdsSnapshotTest {
    private final RdsFixture rds = RdsFixture.inMemory(7);

    @Test
    void takesTimeAndOccupiesTheInstance() {
        DBSnapshot asked = rds.snapshot("orders-1");
        assertThat(asked.status()).isEqualTo("creating");
        assertThat(asked.percentProgress()).isZero();
        assertThat(asked.snapshotCreateTime()).isNull();
        assertThat(rds.status()).isEqualTo("backing-up");

        rds.pass(Duration.ofSeconds(45));
        assertThat(rds.find(rds.east, "orders-1").percentProgress()).isBetween(1, 99);
        assertThat(rds.find(rds.east, "orders-1").snapshotCreateTime()).isNotNull();

        rds.pass(Duration.ofMinutes(10));
        DBSnapshot done = rds.find(rds.east, "orders-1");
        assertThat(done.status()).isEqualTo("available");
        assertThat(done.percentProgress()).isEqualTo(100);
        assertThat(done.tagList())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("op-1"));
        assertThat(rds.status()).isEqualTo("available");
    }

    @Test
    void refusesAsAwsDoes() {
        rds.snapshot("orders-1");
        assertThatThrownBy(() -> rds.snapshot("orders-2"))
                .isInstanceOfSatisfying(InvalidDbInstanceStateException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidDBInstanceState");
                    assertThat(e.statusCode()).isEqualTo(400);
                });
        assertThatThrownBy(() -> rds.snapshot("Orders-1"))
                .isInstanceOfSatisfying(
                        DbSnapshotAlreadyExistsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("DBSnapshotAlreadyExists"));
        for (String bad : new String[] {"1st", "a--b", "a-", "a_b", "", "a".repeat(256)}) {
            assertThatThrownBy(() -> rds.snapshot(bad))
                    .isInstanceOfSatisfying(
                            RdsException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
        }
        assertThatThrownBy(() -> rds.find(rds.west, "orders-1")).isInstanceOf(DbSnapshotNotFoundException.class);
        assertThatThrownBy(() -> rds.west.describeDBInstances(r -> r.dbInstanceIdentifier("orders")))
                .isInstanceOf(DbInstanceNotFoundException.class);
        assertThatThrownBy(() -> rds.east.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("orders-1")))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
        assertThatThrownBy(() -> rds.east.describeDBClusters()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void copiesAcrossRegions() {
        DBSnapshot source = taken("orders-1");
        assertThatThrownBy(() -> rds.west.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(source.dbSnapshotArn())
                        .sourceRegion(RdsFixture.EAST)
                        .targetDBSnapshotIdentifier("orders-1-copy")))
                .isInstanceOf(KmsKeyNotAccessibleException.class);

        DBSnapshot asked = rds.copy(source.dbSnapshotArn(), "orders-1-copy");
        assertThat(asked.status()).isEqualTo("copying");
        rds.pass(Duration.ofHours(2));
        DBSnapshot copy = rds.find(rds.west, "orders-1-copy");
        assertThat(copy.status()).isEqualTo("available");
        assertThat(copy.sourceRegion()).isEqualTo(RdsFixture.EAST);
        assertThat(copy.sourceDBSnapshotIdentifier()).isEqualTo(source.dbSnapshotArn());
        assertThat(copy.originalSnapshotCreateTime()).isEqualTo(source.snapshotCreateTime());
        assertThat(copy.snapshotCreateTime()).isAfter(source.snapshotCreateTime());
        assertThat(copy.kmsKeyId()).contains(RdsFixture.WEST);
        assertThat(copy.tagList()).isEqualTo(source.tagList());
        assertThat(copy.snapshotType()).isEqualTo("manual");
    }

    @Test
    void aQueuedCopyShowsNoProgress() {
        DBSnapshot first = taken("orders-1");
        DBSnapshot second = taken("orders-2");
        rds.copy(first.dbSnapshotArn(), "copy-1");
        rds.copy(second.dbSnapshotArn(), "copy-2");
        rds.pass(Duration.ofMinutes(10));
        assertThat(rds.find(rds.west, "copy-1").percentProgress()).isPositive();
        assertThat(rds.find(rds.west, "copy-2").percentProgress()).isZero();
        rds.pass(Duration.ofHours(1));
        assertThat(rds.find(rds.west, "copy-2").status()).isEqualTo("available");
    }

    @Test
    void onlyTwentyCopiesAtATime() {
        String arn = taken("orders-1").dbSnapshotArn();
        for (int i = 0; i < 20; i++) {
            rds.copy(arn, "copy-" + i);
        }
        assertThatThrownBy(() -> rds.copy(arn, "copy-20"))
                .isInstanceOf(SnapshotQuotaExceededException.class)
                .hasMessageContaining("Cannot copy more than 20 snapshots across regions");
    }

    @Test
    void pagesByMarker() {
        String arn = taken("orders-1").dbSnapshotArn();
        for (int i = 0; i < 50; i++) {
            int number = i;
            rds.east.copyDBSnapshot(
                    r -> r.sourceDBSnapshotIdentifier(arn).targetDBSnapshotIdentifier("copy-" + number));
        }
        List<String> ids =
                rds
                        .east
                        .describeDBSnapshotsPaginator(r -> r.maxRecords(20).snapshotType("manual"))
                        .dbSnapshots()
                        .stream()
                        .map(DBSnapshot::dbSnapshotIdentifier)
                        .toList();
        assertThat(ids).hasSize(51).doesNotHaveDuplicates();
        assertThat(rds.world.calls().stream().filter(call -> call.operation().equals("DescribeDBSnapshots")))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThatThrownBy(() -> rds.east.describeDBSnapshots(r -> r.maxRecords(19)))
                .isInstanceOf(RdsException.class);
    }

    @Test
    void failsAndHangsWhenScripted() {
        rds.world.script(RdsScripts.snapshotFails(RdsFixture.EAST, "bad"));
        rds.world.script(RdsScripts.snapshotHangs(RdsFixture.EAST, "stuck"));
        rds.snapshot("bad");
        rds.pass(Duration.ofMinutes(20));
        rds.snapshot("stuck");
        rds.pass(Duration.ofHours(5));
        assertThat(rds.find(rds.east, "bad").status()).isEqualTo("failed");
        assertThat(rds.find(rds.east, "stuck").status()).isEqualTo("creating");
        assertThat(rds.find(rds.east, "stuck").percentProgress()).isEqualTo(99);
    }

    @Test
    void mayBeMissingForSomeSeconds() {
        rds.world.script(Scripts.eventualConsistency(true));
        rds.snapshot("orders-1");
        assertThatThrownBy(() -> rds.find(rds.east, "orders-1")).isInstanceOf(DbSnapshotNotFoundException.class);
        assertThatThrownBy(() -> rds.snapshot("orders-1")).isInstanceOf(DbSnapshotAlreadyExistsException.class);
        rds.pass(Duration.ofSeconds(5));
        assertThat(rds.find(rds.east, "orders-1").status()).isEqualTo("creating");
    }

    @Test
    void automatedSnapshotsComeDailyAndGo() {
        rds.pass(Duration.ofDays(20));
        List<DBSnapshot> automated = rds.east
                .describeDBSnapshots(r -> r.dbInstanceIdentifier("orders").snapshotType("automated"))
                .dbSnapshots();
        assertThat(automated).hasSize(7).allSatisfy(snapshot -> {
            assertThat(snapshot.dbSnapshotIdentifier()).startsWith("rds:orders-2026-01-");
            assertThat(snapshot.status()).isEqualTo("available");
        });
        rds.copy(automated.get(6).dbSnapshotArn(), "from-automated");
        rds.pass(Duration.ofHours(2));
        assertThat(rds.find(rds.west, "from-automated").status()).isEqualTo("available");
    }

    @Test
    void latestRestorableTimeStaysFiveMinutesBehind() {
        for (int i = 0; i < 30; i++) {
            rds.pass(Duration.ofSeconds(47));
            Instant latest = rds.east.describeDBInstances().dbInstances().get(0).latestRestorableTime();
            assertThat(Duration.between(latest, rds.world.timeline().now()))
                    .isBetween(Duration.ofSeconds(45), Duration.ofMinutes(6));
        }
    }

    private DBSnapshot taken(String id) {
        rds.snapshot(id);
        rds.pass(Duration.ofMinutes(15));
        return rds.find(rds.east, id);
    }
}
