package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Scripts;
import io.labelmint.dr.simulator.elasticache.ElastiCacheScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticache.model.ElastiCacheException;
import software.amazon.awssdk.services.elasticache.model.NodeSnapshot;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.SnapshotAlreadyExistsException;
import software.amazon.awssdk.services.elasticache.model.SnapshotNotFoundException;
import software.amazon.awssdk.services.elasticache.model.SnapshotQuotaExceededException;

final class CacheSnapshotTest {
    private final CacheFixture cache = CacheFixture.inMemory(7);

    @Test
    void takesTimeAndOccupiesItsSource() {
        Instant asked = cache.world.timeline().now();
        Snapshot creating = cache.snapshot("Sessions-1");
        assertThat(creating.snapshotName()).isEqualTo("sessions-1");
        assertThat(creating.snapshotStatus()).isEqualTo("creating");
        assertThat(creating.nodeSnapshots()).singleElement().satisfies(node -> {
            assertThat(node.cacheSize()).isEmpty();
            assertThat(node.snapshotCreateTime()).isNull();
        });
        assertThat(cache.group("sessions").status()).isEqualTo("snapshotting");
        assertThat(cache.cluster("sessions-002")).isEqualTo("snapshotting");
        assertThat(cache.cluster("sessions-001")).isEqualTo("available");

        cache.pass(Duration.ofMinutes(10));
        Snapshot done = cache.find("sessions-1");
        assertThat(done.snapshotStatus()).isEqualTo("available");
        assertThat(done.snapshotSource()).isEqualTo("manual");
        assertThat(done.cacheClusterId()).isEqualTo("sessions-002");
        assertThat(done.replicationGroupId()).isNull();
        assertThat(done.nodeSnapshots()).singleElement().satisfies(node -> {
            assertThat(node.cacheSize()).matches("[0-9]+ MB");
            assertThat(node.snapshotCreateTime()).isBetween(asked, asked.plusSeconds(30));
            assertThat(node.cacheNodeId()).isEqualTo("0001");
        });
        assertThat(cache.tags(done.arn()))
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("op-1"));
        assertThat(cache.group("sessions").status()).isEqualTo("available");
    }

    @Test
    void oneOfAGroupWithShardsHasANodeSnapshotForEach() {
        cache.east.createSnapshot(r -> r.replicationGroupId("ranking").snapshotName("ranking-1"));
        assertThat(cache.group("ranking").status()).isEqualTo("snapshotting");
        cache.pass(Duration.ofMinutes(10));
        Snapshot done = cache.find("ranking-1");
        assertThat(done.snapshotStatus()).isEqualTo("available");
        assertThat(done.replicationGroupId()).isEqualTo("ranking");
        assertThat(done.cacheClusterId()).isNull();
        assertThat(done.numNodeGroups()).isEqualTo(2);
        assertThat(done.nodeSnapshots()).extracting(NodeSnapshot::nodeGroupId).containsExactly("0001", "0002");
        assertThat(done.nodeSnapshots()).allSatisfy(node -> {
            assertThat(node.snapshotCreateTime()).isNotNull();
            assertThat(node.nodeGroupConfiguration()).isNull();
        });
        assertThat(cache.east
                        .describeSnapshots(r -> r.replicationGroupId("ranking").showNodeGroupConfig(true))
                        .snapshots()
                        .get(0)
                        .nodeSnapshots()
                        .get(1)
                        .nodeGroupConfiguration()
                        .slots())
                .isEqualTo("8192-16383");
    }

    @Test
    void refusesAsAwsDoes() {
        for (String bad : new String[] {"1st", "a--b", "a-", "a_b", "", "a".repeat(41), "automatic.a"}) {
            assertRefused("InvalidParameterValue", 400, () -> cache.snapshot(bad));
        }
        assertRefused("InvalidParameterCombination", 400, () -> cache.east.createSnapshot(r -> r.snapshotName("a")));
        assertRefused(
                "InvalidParameterCombination",
                400,
                () -> cache.east.createSnapshot(
                        r -> r.snapshotName("a").cacheClusterId("sessions-001").replicationGroupId("sessions")));
        assertRefused(
                "CacheClusterNotFound",
                404,
                () -> cache.east.createSnapshot(r -> r.snapshotName("a").cacheClusterId("nobody")));
        assertRefused(
                "ReplicationGroupNotFoundFault",
                404,
                () -> cache.east.createSnapshot(r -> r.snapshotName("a").replicationGroupId("nobody")));
        assertRefused(
                "ReplicationGroupNotFoundFault",
                404,
                () -> cache.west.createSnapshot(r -> r.snapshotName("a").replicationGroupId("ranking")));
        cache.snapshot("sessions-1");
        assertRefused("InvalidCacheClusterState", 400, () -> cache.snapshot("sessions-2"));
        assertRefused(
                "InvalidReplicationGroupState",
                400,
                () -> cache.east.createSnapshot(r -> r.snapshotName("a").cacheClusterId("sessions-001")));
        assertRefused("InvalidSnapshotState", 400, () -> cache.east.deleteSnapshot(r -> r.snapshotName("sessions-1")));
        assertThatThrownBy(() -> cache.snapshot("sessions-1")).isInstanceOf(SnapshotAlreadyExistsException.class);
        assertRefused("SnapshotAlreadyExistsFault", 400, () -> cache.snapshot("SESSIONS-1"));
        assertRefused("SnapshotNotFoundFault", 404, () -> cache.find("nothing"));
        assertRefused(
                "InvalidParameterValue", 400, () -> cache.east.describeSnapshots(r -> r.snapshotSource("manual")));
    }

    @Test
    void aNodeWithoutClusterModeIsBackedUpByItsOwnIdOnly() {
        assertRefused(
                "InvalidParameterCombination",
                400,
                () -> cache.east.createSnapshot(r -> r.snapshotName("a").replicationGroupId("sessions")));
        assertRefused(
                "InvalidParameterCombination",
                400,
                () -> cache.east.createSnapshot(r -> r.snapshotName("a").cacheClusterId("ranking-0001-001")));
    }

    @Test
    void onlyTwentyOfANodeInADay() {
        for (int i = 0; i < 20; i++) {
            cache.taken("sessions-" + i);
        }
        cache.east.deleteSnapshot(r -> r.snapshotName("sessions-0"));
        assertThatThrownBy(() -> cache.snapshot("sessions-20"))
                .isInstanceOfSatisfying(SnapshotQuotaExceededException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SnapshotQuotaExceededFault");
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("The maximum number of manual snapshots for this node taken within 24 hours has"
                                    + " been reached its quota of 20");
                });
        cache.east.createSnapshot(r -> r.cacheClusterId("sessions-001").snapshotName("of-another-node"));
        cache.pass(Duration.ofHours(21));
        cache.snapshot("sessions-20");
    }

    @Test
    void deletingTakesAMomentAndFreesTheName() {
        cache.taken("sessions-1");
        assertThat(cache.east
                        .deleteSnapshot(r -> r.snapshotName("sessions-1"))
                        .snapshot()
                        .snapshotStatus())
                .isEqualTo("deleting");
        assertThat(cache.find("sessions-1").snapshotStatus()).isEqualTo("deleting");
        cache.pass(Duration.ofMinutes(2));
        assertThatThrownBy(() -> cache.find("sessions-1")).isInstanceOf(SnapshotNotFoundException.class);
        assertThatThrownBy(() -> cache.east.deleteSnapshot(r -> r.snapshotName("sessions-1")))
                .isInstanceOf(SnapshotNotFoundException.class);
        assertThat(cache.taken("sessions-1").snapshotStatus()).isEqualTo("available");
    }

    @Test
    void copiesWithinTheRegionKeepTheInstantOfTheData() {
        Snapshot source = cache.taken("sessions-1");
        Snapshot asked = cache.east
                .copySnapshot(r -> r.sourceSnapshotName("sessions-1").targetSnapshotName("keep"))
                .snapshot();
        assertThat(asked.snapshotStatus()).isEqualTo("creating");
        cache.pass(Duration.ofMinutes(10));
        Snapshot copy = cache.find("keep");
        assertThat(copy.snapshotStatus()).isEqualTo("available");
        assertThat(copy.nodeSnapshots()).isEqualTo(source.nodeSnapshots());
        assertRefused(
                "SnapshotNotFoundFault",
                404,
                () -> cache.west.copySnapshot(r -> r.sourceSnapshotName("keep").targetSnapshotName("there")));
    }

    @Test
    void automaticOnesComeDailyAndGo() {
        cache.pass(Duration.ofDays(20));
        List<Snapshot> automatic =
                cache.east.describeSnapshots(r -> r.snapshotSource("system")).snapshots();
        assertThat(automatic).hasSize(7).allSatisfy(snapshot -> {
            assertThat(snapshot.snapshotName()).matches("automatic\\.sessions-002-2026-01-[0-9]{2}-03-[0-9]{2}");
            assertThat(snapshot.snapshotSource()).isEqualTo("automated");
            assertThat(snapshot.snapshotStatus()).isEqualTo("available");
        });
        String latest = automatic.get(6).snapshotName();
        cache.east.copySnapshot(r -> r.sourceSnapshotName(latest).targetSnapshotName("keep"));
        cache.east.deleteSnapshot(r -> r.snapshotName(latest));
        cache.pass(Duration.ofDays(8));
        assertThatThrownBy(() -> cache.find(latest)).isInstanceOf(SnapshotNotFoundException.class);
        assertThat(cache.find("keep").snapshotSource()).isEqualTo("manual");
    }

    @Test
    void anAutomaticOneOccupiesItsNode() {
        Duration untilWindow = Duration.between(cache.world.timeline().now(), Instant.parse("2026-01-06T03:00:00Z"));
        cache.pass(untilWindow);
        for (int minute = 0; minute < 12 && !cache.group("sessions").status().equals("snapshotting"); minute++) {
            cache.pass(Duration.ofMinutes(1));
        }
        assertThat(cache.cluster("sessions-002")).isEqualTo("snapshotting");
        assertThat(cache.cluster("sessions-001")).isEqualTo("available");
        assertRefused("InvalidCacheClusterState", 400, () -> cache.snapshot("sessions-1"));
    }

    @Test
    void pagesByMarker() {
        cache.taken("sessions-1");
        for (int i = 0; i < 60; i++) {
            String name = "copy-" + i;
            cache.east.copySnapshot(r -> r.sourceSnapshotName("sessions-1").targetSnapshotName(name));
        }
        List<String> names =
                cache.east.describeSnapshotsPaginator(r -> r.maxRecords(20).snapshotSource("user")).snapshots().stream()
                        .map(Snapshot::snapshotName)
                        .toList();
        assertThat(names).hasSize(61).doesNotHaveDuplicates();
        assertThat(cache.east.describeSnapshots().snapshots()).hasSize(50);
        for (int size : new int[] {19, 51}) {
            assertRefused("InvalidParameterValue", 400, () -> cache.east.describeSnapshots(r -> r.maxRecords(size)));
        }
    }

    @Test
    void failsAndHangsWhenScripted() {
        cache.world.script(ElastiCacheScripts.snapshotFails(CacheFixture.EAST, "bad"));
        cache.world.script(ElastiCacheScripts.snapshotHangs(CacheFixture.EAST, "stuck"));
        cache.snapshot("bad");
        cache.pass(Duration.ofMinutes(10));
        assertThat(cache.find("bad").snapshotStatus()).isEqualTo("failed");
        cache.snapshot("stuck");
        cache.pass(Duration.ofHours(5));
        assertThat(cache.find("stuck").snapshotStatus()).isEqualTo("creating");
        assertThat(cache.group("sessions").status()).isEqualTo("snapshotting");
        cache.east.deleteSnapshot(r -> r.snapshotName("bad"));
    }

    @Test
    void mayBeMissingForSomeSeconds() {
        cache.world.script(Scripts.eventualConsistency(true));
        cache.snapshot("sessions-1");
        assertThatThrownBy(() -> cache.find("sessions-1")).isInstanceOf(SnapshotNotFoundException.class);
        assertThatThrownBy(() -> cache.snapshot("sessions-1")).isInstanceOf(SnapshotAlreadyExistsException.class);
        cache.pass(Duration.ofSeconds(5));
        assertThat(cache.find("sessions-1").snapshotStatus()).isEqualTo("creating");
    }

    private static void assertRefused(String code, int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ElastiCacheException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }
}
