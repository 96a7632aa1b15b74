package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.labelmint.dr.simulator.elasticache.ElastiCacheScripts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.ElastiCacheException;
import software.amazon.awssdk.services.elasticache.model.NodeGroupMember;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Tag;
import software.amazon.awssdk.services.kms.KmsClient;

final class CacheGroupTest {
    @TempDir
    private Path folder;

    private final CacheFixture cache = CacheFixture.inMemory(7);

    @Test
    void showsItsNodesAndTheirRoles() {
        ReplicationGroup sessions = cache.group("Sessions");
        assertThat(sessions.status()).isEqualTo("available");
        assertThat(sessions.arn()).isEqualTo("arn:aws:elasticache:us-east-1:123456789012:replicationgroup:sessions");
        assertThat(sessions.memberClusters()).containsExactly("sessions-001", "sessions-002");
        assertThat(sessions.snapshottingClusterId()).isEqualTo("sessions-002");
        assertThat(sessions.clusterEnabled()).isFalse();
        assertThat(sessions.nodeGroups()).singleElement().satisfies(shard -> {
            assertThat(shard.nodeGroupId()).isEqualTo("0001");
            assertThat(shard.nodeGroupMembers())
                    .extracting(NodeGroupMember::cacheClusterId, NodeGroupMember::currentRole)
                    .containsExactly(tuple("sessions-001", "primary"), tuple("sessions-002", "replica"));
            assertThat(shard.primaryEndpoint().address())
                    .startsWith("sessions.")
                    .endsWith(".use1.cache.amazonaws.com");
        });
    }

    @Test
    void withClusterModeShowsShardsAndNoRoles() {
        ReplicationGroup ranking = cache.group("ranking");
        assertThat(ranking.clusterEnabled()).isTrue();
        assertThat(ranking.memberClusters())
                .containsExactly("ranking-0001-001", "ranking-0001-002", "ranking-0002-001", "ranking-0002-002");
        assertThat(ranking.configurationEndpoint().address()).startsWith("clustercfg.ranking.");
        assertThat(ranking.nodeGroups())
                .hasSize(2)
                .allSatisfy(shard -> assertThat(shard.nodeGroupMembers())
                        .extracting(NodeGroupMember::currentRole)
                        .containsOnlyNulls());
        assertThat(ranking.nodeGroups().get(1).slots()).isEqualTo("8192-16383");
    }

    @Test
    void isCreatedInSomeMinutes() {
        ReplicationGroup asked =
                cache.create("fresh", r -> r.numCacheClusters(2).automaticFailoverEnabled(true));
        assertThat(asked.status()).isEqualTo("creating");
        assertThat(asked.automaticFailoverAsString()).isEqualTo("enabling");
        assertThat(asked.nodeGroups()).isEmpty();
        assertThat(cache.cluster("fresh-001")).isEqualTo("creating");
        cache.pass(Duration.ofMinutes(15));
        assertThat(cache.group("fresh").status()).isEqualTo("available");
        assertThat(cache.group("fresh").automaticFailoverAsString()).isEqualTo("enabled");
    }

    @Test
    void refusesAsAwsDoes() {
        assertRefused("ReplicationGroupAlreadyExists", 400, () -> cache.create("sessions", r -> {}));
        assertRefused("InvalidParameterValue", 400, () -> cache.create("1st", r -> {}));
        assertRefused("InvalidParameterValue", 400, () -> cache.create("a", r -> r.numCacheClusters(7)));
        assertRefused("InvalidParameterValue", 400, () -> cache.create("a", r -> r.snapshotRetentionLimit(36)));
        assertRefused("InvalidParameterCombination", 400, () -> cache.create("a", r -> r.numNodeGroups(2)));
        assertRefused(
                "InvalidParameterCombination", 400, () -> cache.create("a", r -> r.automaticFailoverEnabled(true)));
        assertRefused("MissingParameter", 400, () -> cache.create("a", r -> r.replicationGroupDescription(null)));
        assertRefused("InvalidKMSKeyFault", 400, () -> cache.create("a", r -> r.kmsKeyId("alias/none")));
        assertRefused("ReplicationGroupNotFoundFault", 404, () -> cache.group("nobody"));
        assertRefused("CacheClusterNotFound", 404, () -> cache.cluster("nobody"));
        assertRefused("SnapshotNotFoundFault", 404, () -> cache.create("a", r -> r.snapshotName("s")));
        assertThatThrownBy(() -> cache.create("a", r -> r.authToken("a-secret-of-sixteen")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(cache.world.calls().toString()).doesNotContain("a-secret-of-sixteen");
        assertRefused(
                "ReplicationGroupNotFoundFault",
                404,
                () -> cache.east.deleteReplicationGroup(r -> r.replicationGroupId("nobody")));
    }

    @Test
    void snapshotsAreEncryptedLikeTheirSource() {
        KmsClient kms = cache.world.client(KmsClient.class, CacheFixture.EAST);
        String key = kms.createKey().keyMetadata().arn();
        kms.createAlias(r -> r.aliasName("alias/dr").targetKeyId(key));
        cache.create("vault", r -> r.atRestEncryptionEnabled(true).kmsKeyId("alias/dr"));
        cache.pass(Duration.ofMinutes(15));
        cache.east.createSnapshot(r -> r.cacheClusterId("vault-001").snapshotName("vault-1"));
        assertThat(cache.find("vault-1").kmsKeyId()).isEqualTo(key);
        assertThat(cache.world.inventory())
                .contains(
                        "us-east-1 elasticache snapshot vault-1 available of=vault-001 key=us-east-1:alias/dr tags={}");
    }

    @Test
    void pagesGroupsAndClusters() {
        for (int i = 0; i < 30; i++) {
            cache.create("g" + i, r -> r.numCacheClusters(2));
        }
        assertThat(cache.east.describeReplicationGroupsPaginator(r -> r.maxRecords(20)).replicationGroups().stream())
                .hasSize(32)
                .doesNotHaveDuplicates();
        assertThat(cache
                        .east
                        .describeCacheClustersPaginator(r -> r.maxRecords(20).showCacheNodeInfo(true))
                        .cacheClusters()
                        .stream()
                        .map(CacheCluster::cacheClusterId))
                .hasSize(66)
                .doesNotHaveDuplicates();
        assertThat(cache.east
                        .describeCacheClusters(r -> r.showCacheClustersNotInReplicationGroups(true))
                        .cacheClusters())
                .isEmpty();
        assertRefused("InvalidParameterValue", 400, () -> cache.east.describeCacheClusters(r -> r.maxRecords(101)));
        assertRefused("InvalidParameterValue", 400, () -> cache.east.describeReplicationGroups(r -> r.marker("?")));
    }

    @Test
    void tagsOfAGroupAreThoseOfItsNodesAndUnreadableWhileItIsBusy() {
        String group = cache.group("sessions").arn();
        String node = "arn:aws:elasticache:us-east-1:123456789012:cluster:sessions-002";
        Tag tag = Tag.builder().key("team").value("dr").build();
        cache.east.addTagsToResource(r -> r.resourceName(group).tags(tag));
        assertThat(cache.tags(group)).containsExactly(tag);
        assertThat(cache.tags(node)).containsExactly(tag);
        cache.snapshot("sessions-1");
        assertRefused("InvalidReplicationGroupState", 400, () -> cache.tags(group));
        assertRefused("CacheClusterNotFound", 404, () -> cache.tags(node));
        assertThat(cache.tags(cache.find("sessions-1").arn())).hasSize(1);
        assertRefused("InvalidARN", 400, () -> cache.tags("sessions"));
        assertRefused("InvalidARN", 400, () -> cache.tags(group.replace("east", "west")));
        assertRefused("SnapshotNotFoundFault", 404, () -> cache.tags(group.replace("replicationgroup:", "snapshot:")));
    }

    @Test
    void aReopenedWorldIsTheSameAndGoesOn() {
        List<Object> seen;
        List<String> inventory;
        try (World world = World.open(folder, 7)) {
            CacheFixture first = CacheFixture.over(world);
            world.script(ElastiCacheScripts.snapshotFails(CacheFixture.EAST, "bad"));
            first.taken("sessions-1");
            first.pass(Duration.ofDays(2));
            first.east.deleteSnapshot(r -> r.snapshotName("sessions-1"));
            first.snapshot("bad");
            first.east.createGlobalReplicationGroup(
                    r -> r.globalReplicationGroupIdSuffix("g").primaryReplicationGroupId("ranking"));
            first.pass(Duration.ofSeconds(5));
            seen = everything(first);
            inventory = world.inventory();
        }
        try (World world = World.open(folder, 7)) {
            CacheFixture again = CacheFixture.looking(world);
            assertThat(everything(again)).isEqualTo(seen);
            assertThat(world.inventory()).isEqualTo(inventory);
            again.pass(Duration.ofMinutes(10));
            assertThat(again.find("bad").snapshotStatus()).isEqualTo("failed");
        }
    }

    private static List<Object> everything(CacheFixture cache) {
        return List.of(
                cache.east.describeReplicationGroups().replicationGroups(),
                cache.east.describeCacheClusters().cacheClusters(),
                cache.east.describeSnapshots().snapshots(),
                cache.east
                        .describeGlobalReplicationGroups(r -> r.showMemberInfo(true))
                        .globalReplicationGroups());
    }

    private static void assertRefused(String code, int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ElastiCacheException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }
}
