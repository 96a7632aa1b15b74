package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.simulator.rds.ReplicatedFrom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** Promoting the replica in the other region, and what it then has of the data. */
final class RdsPromotionTest {
    private static final String REPLICA = "orders-dr";

    private final RdsFixture rds = RdsFixture.inMemory(7);

    @Test
    void aPromotedReplicaIsRebootedAndThenAnInstanceOfItsOwn() {
        replicate();
        String address = replica().endpoint().address();
        DBInstance asked = promote(7);
        assertThat(asked.dbInstanceStatus()).isEqualTo("modifying");
        assertThat(asked.readReplicaSourceDBInstanceIdentifier()).isEqualTo(source());

        assertThat(statuses(Duration.ofMinutes(20)))
                .containsExactly("modifying", "rebooting", "backing-up", "available");

        DBInstance promoted = replica();
        assertThat(promoted.readReplicaSourceDBInstanceIdentifier()).isNull();
        assertThat(promoted.statusInfos()).isEmpty();
        assertThat(promoted.endpoint().address()).isEqualTo(address);
        assertThat(promoted.backupRetentionPeriod()).isEqualTo(7);
        assertThat(find("orders").readReplicaDBInstanceIdentifiers()).isEmpty();
        refused("InvalidDBInstanceState", "DB Instance is not a read replica", () -> promote(7));
        assertThat(rds.world.inventory())
                .anyMatch(line -> line.startsWith("us-west-2 rds instance orders-dr available source=none"));
    }

    @Test
    void itsAutomatedBackupsBeginWithTheFirstOne() {
        replicate();
        promote(7);
        Instant asked = rds.world.timeline().now();
        while (!replica().dbInstanceStatus().equals("backing-up")) {
            rds.pass(Duration.ofSeconds(15));
        }
        assertThat(replica().latestRestorableTime()).isNull();
        rds.pass(Duration.ofHours(1));
        assertThat(replica().latestRestorableTime()).isAfter(asked);
        refused(
                "InvalidParameterValue",
                "cannot be restored to a time earlier than",
                () -> rds.west.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier(REPLICA)
                        .targetDBInstanceIdentifier("before")
                        .restoreTime(asked)));
    }

    @Test
    void refusesWhatIsNoReplicaAndWhatIsNotAvailable() {
        refused(
                "InvalidDBInstanceState",
                "DB Instance is not a read replica",
                () -> rds.east.promoteReadReplica(r -> r.dbInstanceIdentifier("orders")));
        refused("DBInstanceNotFound", "orders-dr", () -> promote(1));
        create();
        refused("InvalidDBInstanceState", "not in available state", () -> promote(1));
        rds.pass(Duration.ofHours(2));
        refused("InvalidParameterValue", "Retention period must be between 0 and 35", () -> promote(36));
        promote(0);
        refused("InvalidDBInstanceState", "not in available state", () -> promote(1));
    }

    @Test
    void aReplicaThatIsBackingUpCannotBePromoted() {
        replicate();
        rds.west.modifyDBInstance(r -> r.dbInstanceIdentifier(REPLICA).backupRetentionPeriod(7));
        while (!replica().dbInstanceStatus().equals("backing-up")) {
            rds.pass(Duration.ofSeconds(15));
        }
        refused("InvalidDBInstanceState", "cannot be promoted", () -> promote(7));
        rds.pass(Duration.ofHours(1));
        promote(7);
        rds.pass(Duration.ofHours(1));
        assertThat(replica().readReplicaSourceDBInstanceIdentifier()).isNull();
    }

    @Test
    void withoutTheSourcesRegionItHasWhatItHadReplayedUntilThen() {
        replicate();
        rds.world.script(RdsScripts.replicaLag(RdsFixture.WEST, REPLICA, Duration.ofSeconds(42)));
        rds.pass(Duration.ofMinutes(10));
        Instant lost = rds.world.timeline().now();
        rds.world.faults().region(RdsFixture.EAST, Outage.HANGING);
        rds.pass(Duration.ofMinutes(5));
        rds.world.faults().region(RdsFixture.EAST, Outage.DOWN);
        rds.pass(Duration.ofMinutes(5));
        promote(7);
        Instant asked = rds.world.timeline().now();
        rds.pass(Duration.ofDays(1));

        ReplicatedFrom from = replicated();
        assertThat(from.moment()).isEqualTo(lost.minusSeconds(42));
        assertThat(from.promoted()).contains(asked);
        assertThat(from.sourceInstance()).isEqualTo("orders");
        assertThat(rds.world.writtenUntil(RdsFixture.EAST, "orders")).contains(lost);
        assertThat(rds.world.writtenUntil(RdsFixture.WEST, REPLICA))
                .contains(rds.world.timeline().now());
        assertThat(rds.world.replicatedUpTo(RdsFixture.EAST, "orders")).isEmpty();

        rds.world.faults().region(RdsFixture.EAST, Outage.NONE);
        rds.pass(Duration.ofMinutes(1));
        assertThat(replicated().moment()).isEqualTo(from.moment());
        // Nobody fenced it: it is written to again.
        assertThat(rds.world.writtenUntil(RdsFixture.EAST, "orders"))
                .contains(rds.world.timeline().now());
    }

    @Test
    void aSourceThatLetsNobodyInIsWrittenToNoMore() {
        replicate();
        Ec2Client ec2 = rds.world.client(Ec2Client.class, RdsFixture.EAST);
        String closed = ec2.createSecurityGroup(r -> r.groupName("fenced").description("lets nobody in"))
                .groupId();
        List<VpcSecurityGroupMembership> meanwhile = rds.east
                .modifyDBInstance(r -> r.dbInstanceIdentifier("orders")
                        .vpcSecurityGroupIds(closed)
                        .applyImmediately(true))
                .dbInstance()
                .vpcSecurityGroups();
        assertThat(meanwhile).extracting(VpcSecurityGroupMembership::status).containsExactly("adding", "removing");
        assertThat(rds.world.writtenUntil(RdsFixture.EAST, "orders"))
                .contains(rds.world.timeline().now());
        rds.pass(Duration.ofMinutes(10));
        assertThat(find("orders").vpcSecurityGroups()).singleElement().satisfies(group -> {
            assertThat(group.vpcSecurityGroupId()).isEqualTo(closed);
            assertThat(group.status()).isEqualTo("active");
        });
        Instant fenced = rds.world.writtenUntil(RdsFixture.EAST, "orders").orElseThrow();
        assertThat(fenced).isBefore(rds.world.timeline().now());
        assertThat(replicated().moment()).isAfter(fenced);
        rds.pass(Duration.ofMinutes(10));
        assertThat(rds.world.writtenUntil(RdsFixture.EAST, "orders")).contains(fenced);
    }

    @Test
    void aReplicaWhoseSourceIsDeletedIsTerminatedAndNotPromoted() {
        replicate();
        rds.east.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
        Instant deleted = rds.world.timeline().now();
        rds.pass(Duration.ofMinutes(10));
        assertThat(replica().statusInfos()).singleElement().satisfies(info -> {
            assertThat(info.status()).isEqualTo("terminated");
            assertThat(info.normal()).isFalse();
        });
        assertThat(replica().readReplicaSourceDBInstanceIdentifier()).isEqualTo(sourceArn());
        assertThat(replicated().moment()).isBefore(deleted).isAfter(deleted.minusSeconds(2));
    }

    @Test
    void theReplicaInTheOppositeDirectionNeedsAnInstanceThatIsAvailable() {
        replicate();
        promote(7);
        String promoted = replica().dbInstanceArn();
        refused("InvalidDBInstanceState", "is a read replica", () -> backwards(promoted));
        while (!replica().dbInstanceStatus().equals("backing-up")) {
            rds.pass(Duration.ofSeconds(15));
        }
        refused("InvalidDBInstanceState", "not in available state", () -> backwards(promoted));
        rds.pass(Duration.ofHours(1));
        backwards(promoted);
        rds.pass(Duration.ofHours(2));
        assertThat(find("orders-again").readReplicaSourceDBInstanceIdentifier()).isEqualTo(promoted);
        assertThat(rds.world
                        .replicatedUpTo(RdsFixture.EAST, "orders-again")
                        .orElseThrow()
                        .sourceInstance())
                .isEqualTo(REPLICA);
        refused(
                "InvalidDBInstanceState",
                "is a read replica",
                () -> rds.west.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("third")
                        .sourceDBInstanceIdentifier(find("orders-again").dbInstanceArn())
                        .kmsKeyId("alias/dr")));
    }

    @Test
    void aReopenedWorldKeepsThePromotion(@TempDir Path folder) {
        ReplicatedFrom from;
        try (World world = World.open(folder, 7)) {
            RdsFixture there = RdsFixture.over(world);
            create(there);
            there.pass(Duration.ofHours(2));
            world.faults().region(RdsFixture.EAST, Outage.DOWN);
            there.west.promoteReadReplica(r -> r.dbInstanceIdentifier(REPLICA));
            there.pass(Duration.ofHours(1));
            from = world.replicatedUpTo(RdsFixture.WEST, REPLICA).orElseThrow();
        }
        try (World world = World.open(folder, 7)) {
            assertThat(world.replicatedUpTo(RdsFixture.WEST, REPLICA)).contains(from);
            assertThat(RdsFixture.looking(world)
                            .west
                            .describeDBInstances()
                            .dbInstances()
                            .get(0)
                            .readReplicaSourceDBInstanceIdentifier())
                    .isNull();
        }
    }

    private List<String> statuses(Duration time) {
        List<String> seen = new ArrayList<>();
        Instant end = rds.world.timeline().now().plus(time);
        while (rds.world.timeline().now().isBefore(end)) {
            String status = replica().dbInstanceStatus();
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(status)) {
                seen.add(status);
            }
            rds.pass(Duration.ofSeconds(5));
        }
        return seen;
    }

    private void backwards(String source) {
        rds.east.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("orders-again")
                .sourceDBInstanceIdentifier(source)
                .kmsKeyId("alias/dr"));
    }

    private void replicate() {
        create();
        rds.pass(Duration.ofHours(2));
    }

    private void create() {
        create(rds);
    }

    private static void create(RdsFixture rds) {
        rds.west.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier(REPLICA)
                .sourceDBInstanceIdentifier(sourceArn())
                .kmsKeyId("alias/dr"));
    }

    private DBInstance promote(int retention) {
        return rds.west
                .promoteReadReplica(r -> r.dbInstanceIdentifier(REPLICA).backupRetentionPeriod(retention))
                .dbInstance();
    }

    private DBInstance replica() {
        return rds.west
                .describeDBInstances(r -> r.dbInstanceIdentifier(REPLICA))
                .dbInstances()
                .get(0);
    }

    private DBInstance find(String id) {
        return rds.east
                .describeDBInstances(r -> r.dbInstanceIdentifier(id))
                .dbInstances()
                .get(0);
    }

    private ReplicatedFrom replicated() {
        return rds.world.replicatedUpTo(RdsFixture.WEST, REPLICA).orElseThrow();
    }

    private String source() {
        return find("orders").dbInstanceArn();
    }

    private static String sourceArn() {
        return "arn:aws:rds:us-east-1:123456789012:db:orders";
    }

    private static void refused(String code, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        RdsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
