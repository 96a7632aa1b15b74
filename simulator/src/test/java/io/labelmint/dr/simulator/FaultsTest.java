package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Fault;
import io.labelmint.dr.simulator.core.Faults;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.RdsException;

final class FaultsTest {
    private final RdsFixture rds = RdsFixture.inMemory(7);

    @Test
    void aLostResponseComesAfterTheEffect() {
        rds.world.faults().next("rds", "CreateDBSnapshot", Fault.LOST_RESPONSE);
        assertThatThrownBy(() -> rds.snapshot("orders-1"))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("Connection reset");
        assertThat(rds.find(rds.east, "orders-1").status()).isEqualTo("creating");
        assertThat(outcomes("CreateDBSnapshot")).containsExactly("LOST_RESPONSE");
    }

    @Test
    void timeOutsCostTheDeadlineAndDifferInEffect() {
        rds.world.faults().next("rds", "CreateDBSnapshot", Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER);
        Instant before = rds.world.timeline().now();
        assertThatThrownBy(() -> rds.snapshot("orders-1")).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(rds.world.timeline().now()).isEqualTo(before.plusSeconds(10));
        assertThatThrownBy(() -> rds.find(rds.east, "orders-1")).isInstanceOf(DbSnapshotNotFoundException.class);

        rds.world.faults().deadline(Duration.ofSeconds(3));
        assertThatThrownBy(() -> rds.snapshot("orders-1")).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(rds.world.timeline().now()).isEqualTo(before.plusSeconds(13));
        assertThat(rds.find(rds.east, "orders-1").status()).isEqualTo("creating");
    }

    @Test
    void throttlesAndServerErrorsHaveNoEffect() {
        rds.world.faults().next("rds", "CreateDBSnapshot", Fault.THROTTLE, Fault.SERVER_ERROR);
        assertThatThrownBy(() -> rds.snapshot("orders-1")).isInstanceOfSatisfying(RdsException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Throttling");
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.isThrottlingException()).isTrue();
        });
        assertThatThrownBy(() -> rds.snapshot("orders-1"))
                .isInstanceOfSatisfying(
                        RdsException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
        rds.snapshot("orders-1");
        assertThat(outcomes("CreateDBSnapshot")).containsExactly("Throttling", "InternalFailure", Call.OK);
    }

    @Test
    void theNthCallOfARegion() {
        rds.world.faults().nth(RdsFixture.WEST, "rds", Faults.ANY, 2, Fault.SERVER_ERROR);
        rds.east.describeDBInstances();
        rds.east.describeDBInstances();
        rds.west.describeDBInstances();
        assertThatThrownBy(() -> rds.west.describeDBSnapshots()).isInstanceOf(RdsException.class);
        rds.west.describeDBSnapshots();
    }

    @Test
    void aLostAnswerHidesARefusal() {
        rds.snapshot("orders-1");
        rds.world.faults().next("rds", "CreateDBSnapshot", Fault.LOST_RESPONSE);
        assertThatThrownBy(() -> rds.snapshot("orders-2"))
                .isInstanceOf(SdkClientException.class)
                .isNotInstanceOf(InvalidDbInstanceStateException.class);
    }

    @Test
    void aRegionHangsOrIsDownUntilItHeals() {
        Instant before = rds.world.timeline().now();
        rds.world.faults().region(RdsFixture.EAST, Outage.DOWN);
        assertThatThrownBy(() -> rds.snapshot("orders-1"))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("Connection refused");
        assertThat(rds.world.timeline().now()).isEqualTo(before);
        rds.world.faults().region(RdsFixture.EAST, Outage.HANGING);
        assertThatThrownBy(() -> rds.snapshot("orders-1")).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(rds.world.timeline().now()).isEqualTo(before.plusSeconds(10));
        rds.west.describeDBInstances();
        rds.world.faults().region(RdsFixture.EAST, Outage.NONE);
        assertThat(rds.snapshot("orders-1").status()).isEqualTo("creating");
    }

    @Test
    void randomFaultsAreTheSameForTheSameSeed() {
        assertThat(randomOutcomes(3)).isEqualTo(randomOutcomes(3)).isNotEqualTo(randomOutcomes(4));
        assertThat(randomOutcomes(3)).contains(Call.OK, "Throttling", "LOST_RESPONSE");
    }

    @Test
    void callsBeyondTheRateAreThrottledUntilTimePasses() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 300; i++) {
                        rds.west.describeDBInstances();
                    }
                })
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("Rate exceeded");
        rds.pass(Duration.ofSeconds(1));
        rds.west.describeDBInstances();
    }

    @Test
    void anOutageLeavesReplicationBehind() {
        rds.east.describeDBInstances();
        rds.west.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("orders-replica")
                .sourceDBInstanceIdentifier(arn())
                .sourceRegion(RdsFixture.EAST)
                .kmsKeyId("alias/dr"));
        rds.west.startDBInstanceAutomatedBackupsReplication(
                r -> r.sourceDBInstanceArn(arn()).sourceRegion(RdsFixture.EAST).kmsKeyId("alias/dr"));
        rds.pass(Duration.ofHours(2));
        Instant healthy = latestThere();
        assertThat(Duration.between(healthy, rds.world.timeline().now()))
                .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(13));
        rds.world.faults().region(RdsFixture.EAST, Outage.HANGING);
        rds.pass(Duration.ofHours(1));
        assertThat(Duration.between(latestThere(), rds.world.timeline().now()))
                .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(73));
        rds.world.faults().region(RdsFixture.EAST, Outage.NONE);
        rds.world.script(RdsScripts.backupReplicationLag(RdsFixture.WEST, "orders", Duration.ofHours(5)));
        rds.pass(Duration.ofHours(3));
        assertThat(Duration.between(latestThere(), rds.world.timeline().now()))
                .isGreaterThanOrEqualTo(Duration.ofHours(5));
    }

    private String arn() {
        return rds.east.describeDBInstances().dbInstances().get(0).dbInstanceArn();
    }

    private Instant latestThere() {
        return rds.west
                .describeDBInstanceAutomatedBackups()
                .dbInstanceAutomatedBackups()
                .get(0)
                .restoreWindow()
                .latestTime();
    }

    private List<String> outcomes(String operation) {
        return rds.world.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .map(Call::outcome)
                .toList();
    }

    private static List<String> randomOutcomes(long seed) {
        World world = World.inMemory(new VirtualTimeline(World.EPOCH), 1);
        world.faults().random(seed, 0.5, Fault.THROTTLE, Fault.LOST_RESPONSE);
        RdsClient client = world.client(RdsClient.class, RdsFixture.EAST);
        for (int i = 0; i < 30; i++) {
            try {
                client.describeDBInstances();
            } catch (SdkException expected) {
                // Its outcome is in the log of calls.
            }
        }
        return new ArrayList<>(world.calls().stream().map(Call::outcome).toList());
    }
}
