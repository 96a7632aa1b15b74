package io.labelmint.dr.restore.redis;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.NodeGroupConfiguration;

/**
 * Restores a Redis group as a new replication group, from a snapshot of the same region or from files in S3.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param origin what it is restored from
 * @param target what comes of it
 */
@JsonTypeName("elasticache-restore")
public record RestoreCacheGroup(
        ActionId id, Set<ActionId> after, Estimate estimate, CacheOrigin origin, CacheTarget target) implements Action {

    /** Slots of a Redis cluster: Redis documentation, "Redis cluster specification", "Key distribution model". */
    private static final int SLOTS = 16_384;

    @Override
    public PlannedCall call() {
        CacheShape shape = target.shape();
        // Everything ElastiCache would take the default of, or of the snapshot, which is neither always the source's
        // nor
        // what was declared (Amazon ElastiCache API Reference, CreateReplicationGroup).
        CreateReplicationGroupRequest.Builder request = CreateReplicationGroupRequest.builder()
                .replicationGroupId(target.group())
                .replicationGroupDescription(target.description())
                .engine(shape.engine())
                .engineVersion(shape.engineVersion().orElse(null))
                .cacheNodeType(shape.nodeType())
                .port(shape.port())
                .cacheSubnetGroupName(target.place().subnetGroup())
                .securityGroupIds(target.place().securityGroups())
                .cacheParameterGroupName(target.place().parameterGroup())
                .atRestEncryptionEnabled(shape.encryptedAtRest())
                .kmsKeyId(target.place().key().orElse(null))
                .transitEncryptionEnabled(shape.encryptedInTransit())
                .multiAZEnabled(shape.replicas() > 0)
                // With cluster mode failover cannot be had off, and without replicas not on (the same).
                .automaticFailoverEnabled(shape.clusterMode() || shape.replicas() > 0)
                .snapshotRetentionLimit(target.snapshotDays())
                .tags(target.allTags());
        target.place().userGroup().ifPresent(request::userGroupIds);
        if (origin.files().isEmpty()) {
            request.snapshotName(origin.snapshot());
        } else {
            request.snapshotArns(origin.files());
        }
        if (!shape.clusterMode()) {
            request.numCacheClusters(shape.nodes());
        } else if (origin.files().isEmpty()) {
            request.numNodeGroups(shape.shards()).replicasPerNodeGroup(shape.replicas());
        } else {
            // "Slots must be provided when restoring from snapshot ARNs with cluster mode enabled": what ElastiCache
            // answers otherwise (terraform-provider-aws #32962).
            request.nodeGroupConfiguration(evenly(shape));
        }
        return PlannedCall.of(MutatingOperation.CREATE_REPLICATION_GROUP, target.region(), request.build());
    }

    private static List<NodeGroupConfiguration> evenly(CacheShape shape) {
        return IntStream.range(0, shape.shards())
                .mapToObj(shard -> NodeGroupConfiguration.builder()
                        .slots(shard * SLOTS / shape.shards() + "-" + ((shard + 1) * SLOTS / shape.shards() - 1))
                        .replicaCount(shape.replicas())
                        .build())
                .toList();
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.NAME;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return new RestoredCacheGroup(observatory, target)
                .progress(Facts.of(
                        "means",
                        "backup",
                        "restoredFrom",
                        origin.name(),
                        "restoredTo",
                        origin.consistentAt().orElse(null),
                        "countedNodes",
                        origin.nodes().isEmpty() ? null : String.join(",", origin.nodes())));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var created = hands.send(call(), CreateReplicationGroupResponse.class);
        return Facts.of("arn", created.replicationGroup().arn());
    }
}
