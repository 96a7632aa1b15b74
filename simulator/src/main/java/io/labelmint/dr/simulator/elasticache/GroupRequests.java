package io.labelmint.dr.simulator.elasticache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.elasticache.model.AutomaticFailoverStatus;
import software.amazon.awssdk.services.elasticache.model.ClusterMode;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;

/** What a CreateReplicationGroup request asks for, by the rules of its API reference. */
final class GroupRequests {
    private static final int MOST_REPLICAS = 5;

    /** 500 since Redis 5.0.6, with an increased quota; 90 without: API reference, CreateReplicationGroup. */
    private static final int MOST_SHARDS = 90;

    private GroupRequests() {}

    /** Throws for parameters whose effect is not simulated, rather than ignoring them. */
    static void refuseWhatIsNotSimulated(CreateReplicationGroupRequest request) {
        List<String> given = new ArrayList<>();
        Map<String, Boolean> parameters = new LinkedHashMap<>();
        parameters.put("PrimaryClusterId", request.primaryClusterId() != null);
        parameters.put(
                "NodeGroupConfiguration without SnapshotArns",
                request.hasNodeGroupConfiguration() && !request.hasSnapshotArns());
        parameters.put("PreferredCacheClusterAZs", request.hasPreferredCacheClusterAZs());
        parameters.put("ServerlessCacheSnapshotName", request.serverlessCacheSnapshotName() != null);
        parameters.put("AuthToken", request.authToken() != null);
        parameters.put("LogDeliveryConfigurations", request.hasLogDeliveryConfigurations());
        parameters.put("DataTieringEnabled", Boolean.TRUE.equals(request.dataTieringEnabled()));
        parameters.put("ClusterMode=compatible", request.clusterMode() == ClusterMode.COMPATIBLE);
        parameters.forEach((name, isGiven) -> {
            if (isGiven) {
                given.add(name);
            }
        });
        if (!given.isEmpty()) {
            throw new UnsupportedOperationException("CreateReplicationGroup with " + given + " is not simulated");
        }
    }

    static boolean clusterMode(CreateReplicationGroupRequest request) {
        String parameters = request.cacheParameterGroupName();
        return request.clusterMode() == ClusterMode.ENABLED
                || shards(request) > 1
                || (parameters != null && parameters.endsWith(".cluster.on"));
    }

    static int shards(CreateReplicationGroupRequest request) {
        int shards = request.hasNodeGroupConfiguration()
                ? request.nodeGroupConfiguration().size()
                : Objects.requireNonNullElse(request.numNodeGroups(), 1);
        if (shards < 1 || shards > MOST_SHARDS) {
            throw ElastiCacheErrors.invalidValue("NumNodeGroups must be between 1 and " + MOST_SHARDS + ": " + shards);
        }
        return shards;
    }

    static int nodesPerShard(CreateReplicationGroupRequest request, boolean clusterMode) {
        Integer replicas = request.hasNodeGroupConfiguration()
                ? request.nodeGroupConfiguration().get(0).replicaCount()
                : request.replicasPerNodeGroup();
        Integer nodes = request.numCacheClusters();
        if (nodes != null && (replicas != null || clusterMode)) {
            throw ElastiCacheErrors.invalidCombination(
                    "NumCacheClusters cannot be used with ReplicasPerNodeGroup or with more than one node group.");
        }
        int perShard = replicas != null ? replicas + 1 : Objects.requireNonNullElse(nodes, 1);
        if (perShard < 1 || perShard > MOST_REPLICAS + 1) {
            throw ElastiCacheErrors.invalidValue(
                    "A node group has a primary and at most " + MOST_REPLICAS + " replicas.");
        }
        return perShard;
    }

    /** The second sentence is AWS's; people quote it when deploying with CloudFormation. */
    static boolean failover(CreateReplicationGroupRequest request, boolean clusterMode, int nodesPerShard) {
        boolean failover = Boolean.TRUE.equals(request.automaticFailoverEnabled());
        if (clusterMode && !failover) {
            throw ElastiCacheErrors.invalidCombination(
                    "AutomaticFailoverEnabled must be enabled for Valkey or Redis OSS"
                            + " (cluster mode enabled) replication groups.");
        }
        if (!clusterMode && failover && nodesPerShard < 2) {
            throw ElastiCacheErrors.invalidCombination(
                    "When using automatic failover, there must be at least 2 cache clusters in the replication group.");
        }
        return failover;
    }

    /**
     * The request for a secondary with what it takes from the primary filled in. Those parameters must not be given:
     * user guide, "Using global datastores (CLI)", create-replication-group.
     */
    static CreateReplicationGroupRequest following(CacheGroup primary, CreateReplicationGroupRequest request) {
        boolean given = request.automaticFailoverEnabled() != null
                || request.numNodeGroups() != null
                || request.cacheParameterGroupName() != null
                || request.cacheNodeType() != null
                || request.engine() != null
                || request.engineVersion() != null
                || request.transitEncryptionEnabled() != null
                || request.atRestEncryptionEnabled() != null;
        if (given) {
            throw ElastiCacheErrors.invalidCombination(
                    "AutomaticFailoverEnabled, NumNodeGroups, CacheParameterGroupName,"
                            + " CacheNodeType, Engine, EngineVersion, TransitEncryptionEnabled and AtRestEncryptionEnabled"
                            + " are taken from the primary replication group of the Global datastore.");
        }
        boolean failover = primary.fixed.automaticFailover() == AutomaticFailoverStatus.ENABLED;
        CreateReplicationGroupRequest.Builder following = request.toBuilder()
                .cacheNodeType(primary.cluster.cacheNodeType())
                .engine(primary.cluster.engine())
                .engineVersion(primary.cluster.engineVersion())
                .automaticFailoverEnabled(failover)
                .transitEncryptionEnabled(primary.fixed.transitEncryptionEnabled())
                .transitEncryptionMode(primary.fixed.transitEncryptionMode())
                .atRestEncryptionEnabled(primary.fixed.atRestEncryptionEnabled())
                .clusterMode(primary.clusterMode() ? ClusterMode.ENABLED : ClusterMode.DISABLED)
                .numNodeGroups(primary.shards().size());
        // Each region may have its own number of replicas; that the primary's is the default is an assumption.
        if (request.numCacheClusters() == null && request.replicasPerNodeGroup() == null) {
            following.replicasPerNodeGroup(
                    primary.nodes.size() / primary.shards().size() - 1);
        }
        return following.build();
    }
}
