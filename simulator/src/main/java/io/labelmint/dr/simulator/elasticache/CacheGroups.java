package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheClustersRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheClustersResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/** The replication groups of all regions, and how they and their cache clusters are found and described. */
final class CacheGroups {
    /** ElastiCache API reference, DescribeReplicationGroups and DescribeCacheClusters, MaxRecords. */
    private static final int MOST_RECORDS = 100;

    private final Regional<CacheGroup> groups = new Regional<>();

    void declare(Operations operations) {
        operations
                .read("DescribeReplicationGroups", DescribeReplicationGroupsRequest.class, this::describeGroups)
                .read("DescribeCacheClusters", DescribeCacheClustersRequest.class, this::describeClusters);
    }

    /** The replication groups of the client's region that are not gone. */
    Collection<CacheGroup> all(Context context) {
        return groups.all(context.region()).stream()
                .filter(group -> !group.isGone(context.now()))
                .toList();
    }

    /** The replication groups of all regions that are not gone at {@code now}. */
    Collection<CacheGroup> all(Instant now) {
        return groups.all().stream().filter(group -> !group.isGone(now)).toList();
    }

    /** The replication group {@code id} of {@code region}, gone or not. */
    Optional<CacheGroup> find(String region, String id) {
        return groups.find(region, id);
    }

    /** "Nodes per Region", 300 unless it was raised: user guide, "Quotas for ElastiCache". */
    private static final int MOST_NODES = 300;

    /** Makes sure that the account may have {@code nodes} more in the client's region. */
    void requireRoom(Context context, int nodes) {
        int most = context.scripts()
                .get(ElastiCacheScripts.nodeQuota(context.region()))
                .map(Integer::valueOf)
                .orElse(MOST_NODES);
        if (placed(context).count() + nodes > most) {
            throw ElastiCacheErrors.nodeQuota();
        }
    }

    /** The group in {@code region} that {@code snapshot} was taken of, gone or not. */
    Optional<CacheGroup> sourceOf(String region, Snapshot snapshot) {
        return groups.all(region).stream()
                .filter(group -> snapshot.replicationGroupId() != null
                        ? group.id().equals(snapshot.replicationGroupId())
                        : group.nodes.stream().anyMatch(node -> node.id().equals(snapshot.cacheClusterId())))
                .findFirst();
    }

    void add(CacheGroup group) {
        groups.put(group.region, group.id(), group);
    }

    Optional<CacheGroup> find(Context context, String id) {
        return groups.find(context.region(), ElastiCacheNames.existing(id))
                .filter(group -> !group.isGone(context.now()));
    }

    CacheGroup require(Context context, String id) {
        return find(context, id).orElseThrow(() -> ElastiCacheErrors.groupNotFound(id));
    }

    /** The cache cluster {@code id} of the client's region. */
    Optional<Placed> cluster(Context context, String id) {
        String wanted = ElastiCacheNames.existing(id);
        return placed(context).filter(each -> each.node().id().equals(wanted)).findFirst();
    }

    private DescribeReplicationGroupsResponse describeGroups(
            Context context, DescribeReplicationGroupsRequest request) {
        String id = request.replicationGroupId();
        List<CacheGroup> found = all(context).stream()
                .filter(group -> context.sees(group.arn(), group.fixed.replicationGroupCreateTime()))
                .filter(group -> id == null || group.id().equals(ElastiCacheNames.existing(id)))
                .toList();
        if (id != null && found.isEmpty()) {
            throw ElastiCacheErrors.groupNotFound(id);
        }
        Page<CacheGroup> page =
                ElastiCacheListing.page(found, CacheGroup::id, request.marker(), request.maxRecords(), MOST_RECORDS);
        return DescribeReplicationGroupsResponse.builder()
                .replicationGroups(page.items().stream()
                        .map(group -> GroupDescriptions.of(context, group))
                        .toList())
                .marker(page.marker())
                .build();
    }

    private DescribeCacheClustersResponse describeClusters(Context context, DescribeCacheClustersRequest request) {
        String id = request.cacheClusterId();
        // Cache clusters outside of replication groups are not simulated, so that there are none to show.
        boolean standalone = Boolean.TRUE.equals(request.showCacheClustersNotInReplicationGroups());
        List<Placed> found = placed(context)
                .filter(each -> !standalone)
                .filter(each ->
                        context.sees(each.group().arn(), each.group().fixed.replicationGroupCreateTime()))
                .filter(each -> id == null || each.node().id().equals(ElastiCacheNames.existing(id)))
                .sorted(Comparator.comparing(each -> each.node().id()))
                .toList();
        if (id != null && found.isEmpty()) {
            throw ElastiCacheErrors.clusterNotFound(id);
        }
        Page<Placed> page = ElastiCacheListing.page(
                found, each -> each.node().id(), request.marker(), request.maxRecords(), MOST_RECORDS);
        boolean nodes = Boolean.TRUE.equals(request.showCacheNodeInfo());
        return DescribeCacheClustersResponse.builder()
                .cacheClusters(page.items().stream()
                        .map(each -> GroupDescriptions.of(context, each.group(), each.node(), nodes))
                        .toList())
                .marker(page.marker())
                .build();
    }

    private Stream<Placed> placed(Context context) {
        return all(context).stream().flatMap(group -> group.nodes.stream().map(node -> new Placed(group, node)));
    }

    /** A cache cluster with the replication group it belongs to. */
    record Placed(CacheGroup group, CacheNode node) {}
}
