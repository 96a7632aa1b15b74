package io.labelmint.dr.check;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.RedisGroup.GlobalDatastore;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupMember;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/**
 * How far a Global Datastore's secondary in the DR region lags, read in the DR region only, because that is where it has
 * to be readable when the primary region is gone.
 *
 * <p>The lag is {@code GlobalDatastoreReplicationLag} in {@code AWS/ElastiCache}, in seconds: "the lag between the
 * secondary Region's primary node and the primary Region's primary node; for cluster mode enabled, the maximum delay
 * among the shards" (ElastiCache User Guide, "Metrics for Valkey and Redis OSS", which also says that each metric is
 * calculated per node). {@code ReplicationLag} is another metric, of replicas within a region. Which node is the
 * secondary's primary changes, so all of them are asked and those that are silent say nothing.
 */
final class GlobalDatastoreLag {
    static final String NAMESPACE = "AWS/ElastiCache";
    static final String METRIC = "GlobalDatastoreReplicationLag";

    /** ElastiCache publishes every minute; some minutes more bridge a late one. */
    private static final Duration SPAN = Duration.ofMinutes(10);

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final GlobalDatastore declared;
    private final String region;
    private final Observatory observatory;
    private final Instant now;

    GlobalDatastoreLag(GlobalDatastore declared, String region, Observatory observatory, Instant now) {
        this.declared = declared;
        this.region = region;
        this.observatory = observatory;
        this.now = now;
    }

    /** Judges whether the secondary is associated, and whether it lags less than {@code limit}. */
    void judge(Assessment assessment, Duration limit) {
        assessment.of(observatory.read(new GlobalDatastores(region)), all -> {
            if (associated(assessment, all)) {
                assessment.of(
                        observatory.read(new ReplicationGroups(region)), groups -> lag(assessment, groups, limit));
            }
        });
    }

    private boolean associated(Assessment assessment, List<GlobalReplicationGroup> all) {
        Optional<GlobalReplicationGroup> found = all.stream()
                .filter(candidate -> declared.id().equals(candidate.globalReplicationGroupId()))
                .findFirst();
        Optional<GlobalReplicationGroupMember> member = found.map(GlobalReplicationGroup::members).stream()
                .flatMap(Collection::stream)
                .filter(candidate -> declared.drReplicationGroup().equals(candidate.replicationGroupId()))
                .filter(candidate -> region.equals(candidate.replicationGroupRegion()))
                .findFirst();
        assessment.fact("globalDatastore", declared.id());
        assessment.fact("status", found.map(GlobalReplicationGroup::status).orElse("absent"));
        assessment.fact("member", declared.drReplicationGroup());
        assessment.fact(
                "memberRole", member.map(GlobalReplicationGroupMember::role).orElse("none"));
        assessment.fact(
                "memberStatus", member.map(GlobalReplicationGroupMember::status).orElse("absent"));
        // A member is primary or secondary, and associated when it takes part (ElastiCache API Reference,
        // GlobalReplicationGroupMember); AWS spells both in upper and lower case.
        if (member.filter(candidate -> "associated".equalsIgnoreCase(candidate.status()))
                .isEmpty()) {
            assessment.wrong(
                    "Group " + declared.drReplicationGroup() + " in " + region + " is not an associated member of "
                            + "global datastore " + declared.id() + ".",
                    "Add it to the global datastore (what it holds is wiped then), or correct the estate file.");
            return false;
        }
        if (!"secondary".equalsIgnoreCase(member.get().role())) {
            assessment.wrong(
                    "Group " + declared.drReplicationGroup() + " in " + region + " is the "
                            + member.get().role() + " of global datastore " + declared.id() + ", not a secondary.",
                    "If the estate has failed over, fail it back; otherwise find out who promoted it.");
            return false;
        }
        return true;
    }

    private void lag(Assessment assessment, List<ReplicationGroup> groups, Duration limit) {
        List<Metric> metrics = groups.stream()
                .filter(group -> declared.drReplicationGroup().equals(group.replicationGroupId()))
                .flatMap(group -> group.memberClusters().stream())
                .sorted()
                .map(node -> Metric.of(NAMESPACE, METRIC, Map.of("CacheClusterId", node), "Maximum"))
                .toList();
        Reading<Map<Metric, SortedMap<Instant, Double>>> series =
                observatory.read(Metrics.last(SPAN, region, metrics, PERIOD, now));
        assessment.of(series, points -> judge(assessment, points.values(), limit));
    }

    private void judge(Assessment assessment, Collection<SortedMap<Instant, Double>> series, Duration limit) {
        Optional<Double> worst =
                series.stream().flatMap(points -> points.values().stream()).max(Double::compare);
        assessment.fact("limitSeconds", limit.toSeconds());
        if (worst.isEmpty()) {
            assessment.unknown(Problem.of(
                    "redis.lag-unknown",
                    "CloudWatch has no " + METRIC + " of " + declared.drReplicationGroup() + " in the last "
                            + Ages.words(SPAN) + ".",
                    "See in CloudWatch in " + region + " since when it is silent; without it nobody knows what a"
                            + " failover would lose."));
            return;
        }
        assessment.fact("lagSeconds", worst.get());
        Duration lag = Duration.ofMillis(Math.round(worst.get() * 1000));
        if (lag.compareTo(limit) > 0) {
            assessment.wrong(
                    "The secondary in " + region + " lagged " + Ages.words(lag) + " within the last " + Ages.words(SPAN)
                            + ", and may lag " + Ages.words(limit) + ".",
                    "See whether the primary writes more than the line between the regions takes, and the CPU of the"
                            + " secondary's nodes.");
        }
    }
}
