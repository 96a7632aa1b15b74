package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.emulator.Ability;
import io.labelmint.dr.emulator.Emulator;
import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.restore.TestInstance;
import io.labelmint.dr.restore.redis.CacheOrigin;
import io.labelmint.dr.restore.redis.CacheRestorePlanner;
import io.labelmint.dr.restore.redis.CacheShape;
import io.labelmint.dr.restore.redis.CacheTarget;
import io.labelmint.dr.restore.redis.RestoreCacheGroup;
import io.labelmint.dr.restore.redis.TestCacheGroup;
import io.labelmint.dr.time.SystemTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/**
 * The actions of a restore of Redis over HTTP, one look and one call at a time. Their calls are AWS's calls, but moto lists
 * no nodes of a replication group, so none ever is as declared; it knows no parameter groups, exports nothing, and what it
 * deletes stays {@code deleting}.
 */
@Tag("emulator")
class CacheRestoreIT {
    private static final String REGION = "us-east-1";
    private static final Instant EXPIRES = Instant.parse("2026-11-22T14:00:00Z");
    private static final Inputs NOTHING = new Inputs(Map.of(), Facts.NONE);

    static Stream<Emulator> emulators() {
        return Emulator.thatCan(Ability.CACHE_SNAPSHOTS);
    }

    @ParameterizedTest
    @MethodSource("emulators")
    void aGroupIsRestoredOnceAndOnlyTheCopyIsDeleted(Emulator emulator) {
        String estate = Emulator.fresh("acme");
        OperationId operation = OperationId.scheduled(estate, "restore-test", "sessions", "20261122-1");
        try (SdkAws aws = emulator.connect("cache-restore-it");
                SystemTimeline timeline = new SystemTimeline()) {
            ElastiCacheClient elastiCache = aws.mutating().client(ElastiCacheClient.class, REGION);
            source(elastiCache, estate);
            Hands hands = new Hands(aws.mutating());
            RestoreCacheGroup restore = restore(operation, estate);

            assertThat(look(aws, timeline, restore)).isInstanceOf(Progress.Absent.class);
            Facts accepted = restore.start(hands, NOTHING);
            // Another machine, whose ledgers know nothing: it finds what is there, and that it is its own.
            assertThat(look(aws, timeline, restore)).isEqualTo(new Progress.InProgress("available, without nodes"));
            ReplicationGroup restored = group(elastiCache, restore.target().group());
            assertThat(restored.arn()).isEqualTo(accepted.get("arn"));
            assertThat(restored.transitEncryptionEnabled()).isTrue();
            assertThat(elastiCache
                            .listTagsForResource(request -> request.resourceName(restored.arn()))
                            .tagList())
                    .anyMatch(tag -> tag.value().equals(operation.value()));

            OperationId other = OperationId.scheduled(estate, "restore-test", "sessions", "20261129-1");
            RestoreCacheGroup taken = new RestoreCacheGroup(
                    restore.id(), Set.of(), restore.estimate(), restore.origin(), as(restore.target(), other));
            assertThat(look(aws, timeline, taken))
                    .isInstanceOfSatisfying(
                            Progress.Failed.class,
                            failed -> assertThat(failed.problem().code()).isEqualTo("name.taken"));

            Plan restoring = new Plan(operation, "digest", List.of(restore));
            Action hostile = CacheRestorePlanner.destruction(other, restoring, estate, "another-store")
                    .actions()
                    .get(0);
            assertThat(look(aws, timeline, hostile)).isInstanceOf(Progress.Failed.class);
            Action deletion = CacheRestorePlanner.destruction(other, restoring, estate, "sessions")
                    .actions()
                    .get(0);
            assertThat(look(aws, timeline, deletion)).isInstanceOf(Progress.Absent.class);
            deletion.start(hands, NOTHING);
            assertThat(look(aws, timeline, deletion)).isEqualTo(new Progress.InProgress("deleting"));
            assertThat(group(elastiCache, estate).status()).isEqualTo("available");
        }
    }

    /** What AWS says now; a fresh observatory remembers nothing. */
    private static Progress look(SdkAws aws, SystemTimeline timeline, Action action) {
        Observatory observatory = new AwsObservatory(aws.reading(), timeline, new RegionHealth(timeline));
        return action.observe(observatory, NOTHING);
    }

    private static RestoreCacheGroup restore(OperationId operation, String estate) {
        CacheTarget target = new CacheTarget(
                operation,
                REGION,
                TestCacheGroup.nameOf(operation, "sessions"),
                "restore test of " + estate + "/sessions by " + operation.value() + " until " + EXPIRES,
                new CachePlace(
                        "default",
                        List.of("sg-0a1b2c3d4e5f60718"),
                        "default.redis7",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new CacheShape("redis", Optional.of("7.1"), "cache.t4g.micro", 6379, false, 1, 0, true, true),
                0,
                TestInstance.tags(estate, "sessions", EXPIRES));
        return new RestoreCacheGroup(
                new ActionId("sessions/restore"),
                Set.of(),
                new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(5)),
                new CacheOrigin(estate + "-snapshot", List.of(), Optional.empty(), List.of()),
                target);
    }

    private static CacheTarget as(CacheTarget target, OperationId other) {
        return new CacheTarget(
                other,
                target.region(),
                target.group(),
                target.description(),
                target.place(),
                target.shape(),
                target.snapshotDays(),
                target.tags());
    }

    private static void source(ElastiCacheClient elastiCache, String name) {
        elastiCache.createReplicationGroup(request -> request.replicationGroupId(name)
                .replicationGroupDescription("sessions")
                .engine("redis")
                .cacheNodeType("cache.t4g.micro")
                .numCacheClusters(1));
        elastiCache.createSnapshot(request -> request.replicationGroupId(name).snapshotName(name + "-snapshot"));
    }

    private static ReplicationGroup group(ElastiCacheClient elastiCache, String name) {
        return elastiCache
                .describeReplicationGroups(request -> request.replicationGroupId(name))
                .replicationGroups()
                .get(0);
    }
}
