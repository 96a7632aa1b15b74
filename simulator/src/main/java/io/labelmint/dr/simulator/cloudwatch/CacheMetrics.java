package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.elasticache.ElastiCacheSimulator;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * The metrics of ElastiCache: CurrItems and CurrVolatileItems of every node, and GlobalDatastoreReplicationLag of a secondary's primary nodes,
 * which is "the lag between the secondary Region's primary node and the primary Region's primary node" in seconds
 * (ElastiCache user guide, "Metrics for Redis").
 *
 * <p>Each metric "is calculated at the cache node level" (same page) and found by CacheClusterId and CacheNodeId ("Monitoring
 * CloudWatch cluster and node metrics"). AWS's own catalogue in aws-cdk (elasticache-canned-metrics) has it by
 * CacheClusterId alone as well.
 */
final class CacheMetrics implements MetricSource {
    private static final String NAMESPACE = "AWS/ElastiCache";
    private static final String CLUSTER = "CacheClusterId";
    private static final String NODE = "CacheNodeId";

    private final ElastiCacheSimulator elastiCache;

    CacheMetrics(ElastiCacheSimulator elastiCache) {
        this.elastiCache = elastiCache;
    }

    @Override
    public Optional<Sample> sample(Context minute, MetricId metric) {
        String node = metric.dimensions().get(NODE);
        if (node != null && !node.equals("0001")) {
            return Optional.empty();
        }
        String cluster = metric.dimensions().get(CLUSTER);
        if (is(metric, "CurrItems")) {
            return elastiCache.items(minute, cluster).map(items -> Sample.of(minute.now(), items, StandardUnit.COUNT));
        }
        if (is(metric, "CurrVolatileItems")) {
            return elastiCache
                    .expiringItems(minute, cluster)
                    .map(items -> Sample.of(minute.now(), items, StandardUnit.COUNT));
        }
        if (is(metric, "GlobalDatastoreReplicationLag")) {
            return elastiCache
                    .globalLag(minute, cluster)
                    .map(lag -> Sample.of(minute.now(), lag.toMillis() / 1000.0, StandardUnit.SECONDS));
        }
        return Optional.empty();
    }

    private static boolean is(MetricId metric, String name) {
        return metric.is(NAMESPACE, name, CLUSTER) || metric.is(NAMESPACE, name, CLUSTER, NODE);
    }
}
