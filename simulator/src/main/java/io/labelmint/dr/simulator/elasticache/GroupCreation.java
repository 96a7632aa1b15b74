package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.AutomaticFailoverStatus;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.ClusterMode;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.MultiAZStatus;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.TransitEncryptionMode;

/** CreateReplicationGroup: a group of its own, or the secondary of a global datastore. */
final class GroupCreation {
    private static final int REDIS_PORT = 6379;
    private static final String DEFAULT_VERSION = "7.1";

    /** User guide, "Scheduling automatic backups". */
    private static final int MOST_RETENTION = 35;

    private final CacheGroups groups;
    private final GlobalDatastores globals;
    private final KmsSimulator kms;
    private final ElastiCacheTags tags;
    private final GroupRestores restores;
    private final CachePlaces places;

    GroupCreation(
            CacheGroups groups,
            GlobalDatastores globals,
            KmsSimulator kms,
            ElastiCacheTags tags,
            GroupRestores restores,
            CachePlaces places) {
        this.groups = groups;
        this.globals = globals;
        this.kms = kms;
        this.tags = tags;
        this.restores = restores;
        this.places = places;
    }

    void declare(Operations operations) {
        operations.change("CreateReplicationGroup", CreateReplicationGroupRequest.class, this::create);
    }

    private CreateReplicationGroupResponse create(Context context, CreateReplicationGroupRequest request) {
        GroupRequests.refuseWhatIsNotSimulated(request);
        String id = ElastiCacheNames.newGroup(request.replicationGroupId());
        if (request.replicationGroupDescription() == null) {
            throw ElastiCacheErrors.missing("ReplicationGroupDescription");
        }
        if (groups.find(context, id).isPresent()) {
            throw ElastiCacheErrors.groupExists(id);
        }
        GlobalDatastore datastore = null;
        CreateReplicationGroupRequest effective = request;
        if (request.globalReplicationGroupId() != null) {
            datastore = globals.joinable(context, request.globalReplicationGroupId());
            effective = GroupRequests.following(datastore.primary(context.now()), request);
        }
        Optional<RestoredCache> restored = restores.restored(context, request);
        CacheGroup group = group(context, id, effective, restored);
        restored.ifPresent(from -> group.restored = from);
        tags.add(group.arn(), request.tags());
        // Tags on replication groups are replicated to all nodes: API reference, Tags.
        group.nodes.forEach(node -> tags.add(node.arn(), request.tags()));
        groups.add(group);
        if (datastore != null) {
            globals.join(context, datastore, group);
        }
        return CreateReplicationGroupResponse.builder()
                .replicationGroup(GroupDescriptions.of(context, group))
                .build();
    }

    private CacheGroup group(
            Context context, String id, CreateReplicationGroupRequest request, Optional<RestoredCache> restored) {
        if (request.cacheNodeType() == null) {
            throw ElastiCacheErrors.missing("CacheNodeType");
        }
        ElastiCacheTags.admit(request.tags());
        boolean clusterMode = GroupRequests.clusterMode(request);
        int shards = GroupRequests.shards(request);
        int nodesPerShard = GroupRequests.nodesPerShard(request, clusterMode);
        boolean failover = GroupRequests.failover(request, clusterMode, nodesPerShard);
        String key = request.kmsKeyId() == null
                ? null
                : kms.resolve(context.region(), request.kmsKeyId())
                        .orElseThrow(() -> ElastiCacheErrors.invalidKey(request.kmsKeyId()));
        String arn = context.arn("elasticache", "replicationgroup:" + id);
        groups.requireRoom(context, shards * nodesPerShard);
        Lifecycle lifecycle = GroupRestores.lifecycle(context, id, arn, restored);
        List<CacheNode> nodes = nodes(context, id, clusterMode, shards, nodesPerShard, lifecycle);
        CacheCluster cluster = cluster(context, id, arn, clusterMode, request);
        ReplicationGroup fixed = ReplicationGroup.builder()
                .replicationGroupId(id)
                .arn(arn)
                .description(request.replicationGroupDescription())
                .replicationGroupCreateTime(context.now())
                .memberClusters(nodes.stream().map(CacheNode::id).toList())
                .snapshottingClusterId(snapshotting(clusterMode, cluster.snapshotRetentionLimit(), nodes))
                .snapshotRetentionLimit(cluster.snapshotRetentionLimit())
                .snapshotWindow(cluster.snapshotWindow())
                .clusterEnabled(clusterMode)
                .clusterMode(clusterMode ? ClusterMode.ENABLED : ClusterMode.DISABLED)
                .cacheNodeType(cluster.cacheNodeType())
                .engine(cluster.engine())
                .automaticFailover(failover ? AutomaticFailoverStatus.ENABLED : AutomaticFailoverStatus.DISABLED)
                .multiAZ(Boolean.TRUE.equals(request.multiAZEnabled()) ? MultiAZStatus.ENABLED : MultiAZStatus.DISABLED)
                .autoMinorVersionUpgrade(cluster.autoMinorVersionUpgrade())
                .atRestEncryptionEnabled(cluster.atRestEncryptionEnabled())
                .transitEncryptionEnabled(cluster.transitEncryptionEnabled())
                .transitEncryptionMode(transitMode(request))
                .authTokenEnabled(false)
                .userGroupIds(request.userGroupIds())
                .kmsKeyId(key)
                .dataTiering("disabled")
                .build();
        int port = Objects.requireNonNullElse(request.port(), REDIS_PORT);
        return new CacheGroup(context.region(), fixed, cluster, port, nodes, lifecycle);
    }

    /**
     * Both encrypted and plain connections are allowed only where that was asked for: API reference, CreateReplicationGroup,
     * TransitEncryptionMode.
     */
    private static TransitEncryptionMode transitMode(CreateReplicationGroupRequest request) {
        return Boolean.TRUE.equals(request.transitEncryptionEnabled())
                ? Objects.requireNonNullElse(request.transitEncryptionMode(), TransitEncryptionMode.REQUIRED)
                : null;
    }

    private CacheCluster cluster(
            Context context, String id, String arn, boolean clusterMode, CreateReplicationGroupRequest request) {
        int retention = Objects.requireNonNullElse(request.snapshotRetentionLimit(), 0);
        if (retention < 0 || retention > MOST_RETENTION) {
            throw ElastiCacheErrors.invalidValue(
                    "SnapshotRetentionLimit must be between 0 and " + MOST_RETENTION + ": " + retention);
        }
        String engine = Objects.requireNonNullElse(request.engine(), "redis");
        String version = Objects.requireNonNullElse(request.engineVersion(), DEFAULT_VERSION);
        String parameters = "default." + CacheFamilies.of(engine, version) + (clusterMode ? ".cluster.on" : "");
        int hour = (int) (24 * context.seed().fraction("snapshot-window", arn));
        String window = String.format(Locale.ROOT, "%02d:00-%02d:00", hour, (hour + 1) % 24);
        places.admit(context, request, CacheFamilies.of(engine, version), parameters, clusterMode);
        return CacheCluster.builder()
                .securityGroups(places.memberships(context, request))
                .replicationGroupId(id)
                .cacheNodeType(request.cacheNodeType())
                .engine(engine)
                .engineVersion(version)
                .numCacheNodes(1)
                .cacheClusterCreateTime(context.now())
                .cacheParameterGroup(group -> group.cacheParameterGroupName(
                                Objects.requireNonNullElse(request.cacheParameterGroupName(), parameters))
                        .parameterApplyStatus("in-sync"))
                .cacheSubnetGroupName(Objects.requireNonNullElse(request.cacheSubnetGroupName(), "default"))
                .preferredMaintenanceWindow(
                        Objects.requireNonNullElse(request.preferredMaintenanceWindow(), "sun:05:00-sun:06:00"))
                .autoMinorVersionUpgrade(!Boolean.FALSE.equals(request.autoMinorVersionUpgrade()))
                .snapshotRetentionLimit(retention)
                .snapshotWindow(Objects.requireNonNullElse(request.snapshotWindow(), window))
                // Default: true when using Valkey, false when using Redis OSS (API reference).
                .atRestEncryptionEnabled(
                        Objects.requireNonNullElse(request.atRestEncryptionEnabled(), engine.equals("valkey")))
                .transitEncryptionEnabled(Boolean.TRUE.equals(request.transitEncryptionEnabled()))
                .authTokenEnabled(false)
                .build();
    }

    /** {@code id-001} and so on, or with cluster mode {@code id-0001-001}: API reference, the examples. */
    private static List<CacheNode> nodes(
            Context context, String id, boolean clusterMode, int shards, int nodesPerShard, Lifecycle lifecycle) {
        List<CacheNode> nodes = new ArrayList<>();
        for (int shard = 1; shard <= shards; shard++) {
            String shardId = String.format(Locale.ROOT, "%04d", shard);
            for (int number = 1; number <= nodesPerShard; number++) {
                String name = id + (clusterMode ? "-" + shardId : "") + String.format(Locale.ROOT, "-%03d", number);
                String zone = context.region() + "abc".charAt((shard + number - 2) % 3);
                Lifecycle own =
                        new Lifecycle(context.now(), "creating").become(lifecycle.restsAt(), lifecycle.atRest());
                String arn = context.arn("elasticache", "cluster:" + name);
                nodes.add(new CacheNode(name, arn, shardId, number == 1, zone, own));
            }
        }
        return nodes;
    }

    /** The daily snapshot's source: a replica if there is one (API reference, CreateReplicationGroup, example). */
    private static String snapshotting(boolean clusterMode, int retention, List<CacheNode> nodes) {
        return clusterMode || retention == 0
                ? null
                : nodes.get(Math.min(1, nodes.size() - 1)).id();
    }
}
