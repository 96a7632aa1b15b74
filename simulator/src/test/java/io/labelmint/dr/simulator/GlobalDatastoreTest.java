package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.labelmint.dr.simulator.core.Outage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.ElastiCacheException;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupMember;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

final class GlobalDatastoreTest {
    private static final String ID = "ldgnf-sessions";

    private final CacheFixture cache = CacheFixture.inMemory(7);

    @Test
    void beginsWithAPrimaryOnly() {
        GlobalReplicationGroup asked = create();
        assertThat(asked.globalReplicationGroupId()).isEqualTo(ID);
        assertThat(asked.status()).isEqualTo("creating");
        assertThat(asked.arn()).isEqualTo("arn:aws:elasticache::123456789012:globalreplicationgroup:" + ID);
        assertThat(cache.group("sessions").status()).isEqualTo("modifying");
        cache.pass(Duration.ofMinutes(15));
        assertThat(find(cache.east).status()).isEqualTo("primary-only");
        assertThat(cache.group("sessions").globalReplicationGroupInfo().globalReplicationGroupMemberRole())
                .isEqualTo("PRIMARY");
        assertThat(cache.east.describeGlobalReplicationGroups(r -> {}).globalReplicationGroups())
                .singleElement()
                .satisfies(each -> assertThat(each.hasMembers()).isFalse());
        assertRefused("GlobalReplicationGroupNotFoundFault", 404, () -> find(cache.west));
    }

    @Test
    void aSecondaryFollowsFromTheOtherRegion() {
        create();
        cache.pass(Duration.ofMinutes(15));
        ReplicationGroup asked = join(r -> {});
        assertThat(asked.status()).isEqualTo("creating");
        assertThat(asked.cacheNodeType()).isEqualTo("cache.r7g.large");
        assertThat(asked.memberClusters()).hasSize(2);
        assertThat(find(cache.west).status()).isEqualTo("modifying");
        assertThat(members(cache.east)).containsExactly("PRIMARY associated", "SECONDARY associating");

        cache.pass(Duration.ofMinutes(30));
        GlobalReplicationGroup done = find(cache.west);
        assertThat(done.status()).isEqualTo("available");
        assertThat(done.members())
                .extracting(
                        GlobalReplicationGroupMember::replicationGroupId,
                        GlobalReplicationGroupMember::replicationGroupRegion,
                        GlobalReplicationGroupMember::role,
                        GlobalReplicationGroupMember::status)
                .containsExactly(
                        tuple("sessions", "us-east-1", "PRIMARY", "associated"),
                        tuple("sessions-dr", "us-west-2", "SECONDARY", "associated"));
        assertThat(done.globalNodeGroups())
                .singleElement()
                .satisfies(shard -> assertThat(shard.globalNodeGroupId()).isEqualTo(ID + "-0001"));
        assertThat(cache.world.inventory())
                .contains("us-east-1 elasticache global-datastore " + ID
                        + " available members=[us-east-1/sessions/PRIMARY, us-west-2/sessions-dr/SECONDARY]");
    }

    @Test
    void isDescribedByTheSecondarysRegionWhenThePrimarysIsDown() {
        create();
        cache.pass(Duration.ofMinutes(15));
        join(r -> {});
        cache.pass(Duration.ofMinutes(30));
        cache.world.faults().region(CacheFixture.EAST, Outage.DOWN);
        assertThat(members(cache.west)).containsExactly("PRIMARY associated", "SECONDARY associated");
    }

    @Test
    void refusesAsAwsDoes() {
        assertRefused("GlobalReplicationGroupNotFoundFault", 404, () -> join(r -> {}));
        assertRefused(
                "ReplicationGroupNotFoundFault",
                404,
                () -> cache.west.createGlobalReplicationGroup(
                        r -> r.globalReplicationGroupIdSuffix("sessions").primaryReplicationGroupId("sessions")));
        cache.create("small", r -> r.cacheNodeType("cache.t4g.small"));
        cache.pass(Duration.ofMinutes(15));
        assertRefused(
                "InvalidParameterValue",
                400,
                () -> cache.east.createGlobalReplicationGroup(
                        r -> r.globalReplicationGroupIdSuffix("small").primaryReplicationGroupId("small")));
        create();
        assertRefused("GlobalReplicationGroupAlreadyExistsFault", 400, this::create);
        assertRefused("InvalidGlobalReplicationGroupState", 400, () -> join(r -> {}));
        cache.pass(Duration.ofMinutes(15));
        assertRefused("InvalidParameterCombination", 400, () -> join(r -> r.cacheNodeType("cache.r7g.large")));
        assertRefused(
                "InvalidParameterValue",
                400,
                () -> cache.east.createReplicationGroup(r -> r.replicationGroupId("here")
                        .replicationGroupDescription("same region")
                        .globalReplicationGroupId(ID)));
        assertRefused(
                "InvalidReplicationGroupState",
                400,
                () -> cache.east.createGlobalReplicationGroup(
                        r -> r.globalReplicationGroupIdSuffix("other").primaryReplicationGroupId("sessions")));
    }

    private GlobalReplicationGroup create() {
        return cache.east
                .createGlobalReplicationGroup(
                        r -> r.globalReplicationGroupIdSuffix("sessions").primaryReplicationGroupId("sessions"))
                .globalReplicationGroup();
    }

    private ReplicationGroup join(Consumer<CreateReplicationGroupRequest.Builder> more) {
        return cache.west
                .createReplicationGroup(r -> {
                    r.replicationGroupId("sessions-dr")
                            .replicationGroupDescription("secondary")
                            .globalReplicationGroupId(ID);
                    more.accept(r);
                })
                .replicationGroup();
    }

    private static GlobalReplicationGroup find(ElastiCacheClient client) {
        return client.describeGlobalReplicationGroups(
                        r -> r.globalReplicationGroupId(ID).showMemberInfo(true))
                .globalReplicationGroups()
                .get(0);
    }

    private static List<String> members(ElastiCacheClient client) {
        return find(client).members().stream()
                .map(member -> member.role() + " " + member.status())
                .toList();
    }

    private static void assertRefused(String code, int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ElastiCacheException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }
}
