package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.elasticache.ElastiCacheScripts;
import io.labelmint.dr.simulator.elasticache.ReplicatedCache;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.ElastiCacheException;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroup;

/** Promoting a secondary of a global datastore, and letting one go. */
final class GlobalFailoverTest {
    private static final String ID = "ldgnf-sessions";

    private final CacheFixture cache = CacheFixture.inMemory(7);

    @Test
    void theRolesSwapAndMeanwhileItIsModifying() {
        replicate(cache);
        GlobalReplicationGroup asked = failover(cache, CacheFixture.EAST, CacheFixture.WEST, "sessions-dr");
        assertThat(asked.status()).isEqualTo("modifying");
        assertThat(roles(cache)).containsExactly("us-east-1 PRIMARY associated", "us-west-2 SECONDARY associated");
        cache.pass(Duration.ofMinutes(2));
        assertThat(find(cache).status()).isEqualTo("available");
        assertThat(roles(cache)).containsExactly("us-west-2 PRIMARY associated", "us-east-1 SECONDARY associated");
        assertThat(cache.group("sessions").globalReplicationGroupInfo().globalReplicationGroupMemberRole())
                .isEqualTo("SECONDARY");
        refused(
                "InvalidParameterValue",
                "is the primary",
                () -> failover(cache, CacheFixture.WEST, CacheFixture.WEST, "sessions-dr"));
        failover(cache, CacheFixture.WEST, CacheFixture.EAST, "sessions");
        cache.pass(Duration.ofMinutes(2));
        assertThat(roles(cache)).containsExactly("us-east-1 PRIMARY associated", "us-west-2 SECONDARY associated");
    }

    @Test
    void theSecondarysRegionPromotesWhenThePrimarysIsDark() {
        replicate(cache);
        cache.world.script(ElastiCacheScripts.globalLag(CacheFixture.WEST, "sessions-dr", Duration.ofSeconds(3)));
        cache.pass(Duration.ofMinutes(1));
        Instant lost = cache.world.timeline().now();
        cache.world.faults().region(CacheFixture.EAST, Outage.DOWN);
        cache.pass(Duration.ofMinutes(9));
        assertThat(following().independent()).isEmpty();
        Instant asked = cache.world.timeline().now();
        failover(cache, CacheFixture.WEST, CacheFixture.WEST, "sessions-dr");
        cache.pass(Duration.ofMinutes(30));
        ReplicatedCache promoted = following();
        assertThat(promoted.moment()).isEqualTo(lost.minusSeconds(3));
        assertThat(promoted.independent()).contains(asked);
        assertThat(promoted.sourceGroup()).isEqualTo("sessions");
        assertThat(roles(cache)).containsExactly("us-west-2 PRIMARY associated", "us-east-1 SECONDARY associated");

        cache.world.faults().region(CacheFixture.EAST, Outage.NONE);
        cache.pass(Duration.ofMinutes(1));
        assertThat(following()).isEqualTo(promoted);
        // The old primary follows now, and has nothing of its own any more.
        ReplicatedCache old =
                cache.world.replicatedCache(CacheFixture.EAST, "sessions").orElseThrow();
        assertThat(old.sourceGroup()).isEqualTo("sessions-dr");
        assertThat(old.moment()).isAfter(cache.world.timeline().now().minusSeconds(1));
    }

    @Test
    void refusesAsAwsDoes() {
        refused(
                "GlobalReplicationGroupNotFoundFault",
                "does not exist",
                () -> failover(cache, CacheFixture.EAST, CacheFixture.WEST, "sessions-dr"));
        cache.east.createGlobalReplicationGroup(
                r -> r.globalReplicationGroupIdSuffix("sessions").primaryReplicationGroupId("sessions"));
        cache.pass(Duration.ofMinutes(15));
        refused(
                "InvalidGlobalReplicationGroupState",
                "not available or in primary-only state",
                () -> failover(cache, CacheFixture.EAST, CacheFixture.EAST, "sessions"));
        join(cache);
        refused(
                "InvalidGlobalReplicationGroupState",
                "not associated",
                () -> failover(cache, CacheFixture.WEST, CacheFixture.WEST, "sessions-dr"));
        cache.pass(Duration.ofMinutes(40));
        refused(
                "InvalidParameterValue",
                "is not a member",
                () -> failover(cache, CacheFixture.WEST, CacheFixture.WEST, "ranking"));
        refused(
                "GlobalReplicationGroupNotFoundFault",
                "does not exist",
                () -> failover(cache, "eu-west-1", CacheFixture.WEST, "sessions-dr"));
        refused("InvalidParameterValue", "is the primary", () -> disassociate(CacheFixture.EAST, "sessions"));
    }

    @Test
    void ofTwoPromotionsAtOnceNobodyCanSayWhichWins() {
        Set<String> winners = new TreeSet<>();
        for (long seed = 1; seed <= 12; seed++) {
            CacheFixture world = CacheFixture.inMemory(seed);
            replicate(world);
            world.world
                    .client(ElastiCacheClient.class, "us-west-1")
                    .createReplicationGroup(r -> r.replicationGroupId("sessions-third")
                            .replicationGroupDescription("another secondary")
                            .globalReplicationGroupId(ID));
            world.pass(Duration.ofMinutes(40));
            failover(world, CacheFixture.WEST, CacheFixture.WEST, "sessions-dr");
            failover(world, "us-west-1", "us-west-1", "sessions-third");
            world.pass(Duration.ofMinutes(5));
            assertThat(roles(world))
                    .filteredOn(role -> role.contains("PRIMARY"))
                    .hasSize(1);
            winners.add(roles(world).get(0));
        }
        assertThat(winners).containsExactly("us-west-1 PRIMARY associated", "us-west-2 PRIMARY associated");
    }

    @Test
    void aSecondaryThatIsLetGoStandsAlone() {
        replicate(cache);
        Instant asked = cache.world.timeline().now();
        GlobalReplicationGroup answer = disassociate(CacheFixture.WEST, "sessions-dr");
        assertThat(answer.status()).isEqualTo("modifying");
        assertThat(roles(cache)).containsExactly("us-east-1 PRIMARY associated", "us-west-2 SECONDARY disassociating");
        cache.pass(Duration.ofMinutes(15));
        assertThat(cache.east
                        .describeGlobalReplicationGroups(r -> r.globalReplicationGroupId(ID))
                        .globalReplicationGroups()
                        .get(0)
                        .status())
                .isEqualTo("primary-only");
        assertThat(cache.west.describeGlobalReplicationGroups(r -> {}).globalReplicationGroups())
                .isEmpty();
        assertThat(cache.west
                        .describeReplicationGroups(r -> r.replicationGroupId("sessions-dr"))
                        .replicationGroups()
                        .get(0)
                        .globalReplicationGroupInfo())
                .isNull();
        assertThat(following().independent()).contains(asked);
        assertThat(following().moment()).isBefore(asked);
        cache.west.deleteReplicationGroup(r -> r.replicationGroupId("sessions-dr"));
    }

    @Test
    void aReopenedWorldKeepsTheRoles(@TempDir Path folder) {
        ReplicatedCache before;
        try (World world = World.open(folder, 7)) {
            CacheFixture there = CacheFixture.over(world);
            replicate(there);
            failover(there, CacheFixture.WEST, CacheFixture.WEST, "sessions-dr");
            there.pass(Duration.ofMinutes(5));
            before = world.replicatedCache(CacheFixture.WEST, "sessions-dr").orElseThrow();
        }
        try (World world = World.open(folder, 7)) {
            assertThat(roles(CacheFixture.looking(world)).get(0)).startsWith("us-west-2 PRIMARY");
            assertThat(world.replicatedCache(CacheFixture.WEST, "sessions-dr")).contains(before);
        }
    }

    private ReplicatedCache following() {
        return cache.world.replicatedCache(CacheFixture.WEST, "sessions-dr").orElseThrow();
    }

    private static void replicate(CacheFixture cache) {
        cache.east.createGlobalReplicationGroup(
                r -> r.globalReplicationGroupIdSuffix("sessions").primaryReplicationGroupId("sessions"));
        cache.pass(Duration.ofMinutes(15));
        join(cache);
        cache.pass(Duration.ofMinutes(40));
    }

    private static void join(CacheFixture cache) {
        cache.west.createReplicationGroup(r -> r.replicationGroupId("sessions-dr")
                .replicationGroupDescription("secondary")
                .globalReplicationGroupId(ID));
    }

    private static GlobalReplicationGroup failover(CacheFixture cache, String asked, String region, String group) {
        return cache.world
                .client(ElastiCacheClient.class, asked)
                .failoverGlobalReplicationGroup(r ->
                        r.globalReplicationGroupId(ID).primaryRegion(region).primaryReplicationGroupId(group))
                .globalReplicationGroup();
    }

    private GlobalReplicationGroup disassociate(String region, String group) {
        return cache.west
                .disassociateGlobalReplicationGroup(r -> r.globalReplicationGroupId(ID)
                        .replicationGroupRegion(region)
                        .replicationGroupId(group))
                .globalReplicationGroup();
    }

    private static GlobalReplicationGroup find(CacheFixture cache) {
        return cache.west
                .describeGlobalReplicationGroups(
                        r -> r.globalReplicationGroupId(ID).showMemberInfo(true))
                .globalReplicationGroups()
                .get(0);
    }

    private static List<String> roles(CacheFixture cache) {
        return find(cache).members().stream()
                .map(member -> member.replicationGroupRegion() + " " + member.role() + " " + member.status())
                .toList();
    }

    private static void refused(String code, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        ElastiCacheException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
