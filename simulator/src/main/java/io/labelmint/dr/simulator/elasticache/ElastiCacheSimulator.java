package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import io.labelmint.dr.simulator.s3.S3Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.elasticache.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.elasticache.model.ElastiCacheException;
import software.amazon.awssdk.services.elasticache.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.elasticache.model.ListTagsForResourceResponse;

/** Simulated Amazon ElastiCache: replication groups, their nodes and snapshots, and global datastores. */
public final class ElastiCacheSimulator implements Service {
    private final KmsSimulator kms;
    private final ElastiCacheTags tags = new ElastiCacheTags();
    private final CacheGroups groups = new CacheGroups();
    private final GlobalDatastores globals = new GlobalDatastores(groups);
    private final GlobalFailovers failovers = new GlobalFailovers(globals);
    private final CacheParameterGroups parameterGroups = new CacheParameterGroups();
    private final CacheUserGroups userGroups = new CacheUserGroups();
    private final CacheSubnetGroups subnetGroups;
    private final GroupCreation creation;
    private final GroupDeletion deletion;
    private final Snapshots snapshots;

    public ElastiCacheSimulator(KmsSimulator kms, Ec2Simulator ec2, S3Simulator s3) {
        this.kms = kms;
        this.snapshots = new Snapshots(groups, kms, tags, new SnapshotExports(groups, s3));
        this.subnetGroups = new CacheSubnetGroups(ec2);
        GroupRestores restores = new GroupRestores(groups, snapshots, s3);
        CachePlaces places = new CachePlaces(subnetGroups, parameterGroups, userGroups, ec2);
        this.creation = new GroupCreation(groups, globals, kms, tags, restores, places);
        this.deletion = new GroupDeletion(groups, tags);
    }

    @Override
    public String name() {
        return "elasticache";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return ElastiCacheClient.class;
    }

    @Override
    public void declare(Operations operations) {
        creation.declare(operations);
        deletion.declare(operations);
        parameterGroups.declare(operations);
        subnetGroups.declare(operations);
        userGroups.declare(operations);
        groups.declare(operations);
        globals.declare(operations);
        failovers.declare(operations);
        snapshots.declare(operations);
        operations
                .change("AddTagsToResource", AddTagsToResourceRequest.class, this::addTags)
                .read("ListTagsForResource", ListTagsForResourceRequest.class, this::listTags);
    }

    @Override
    public AwsServiceException.Builder error() {
        return ElastiCacheException.builder();
    }

    /** ElastiCache throttles but publishes no rates; this is generous. */
    @Override
    public Rate rate(String operation) {
        return new Rate("elasticache", 100, 200);
    }

    /** ElastiCache API reference, "Common Errors". */
    @Override
    public String throttlingCode() {
        return "Throttling";
    }

    /** The keys that the node of cache cluster {@code id} holds, as its CurrItems metric would say. */
    public Optional<Long> items(Context context, String id) {
        return running(context, id)
                .map(each -> each.group().items(context, context.now())
                        / each.group().shards().size());
    }

    /** Those of them that expire, as its CurrVolatileItems metric would say. */
    public Optional<Long> expiringItems(Context context, String id) {
        return running(context, id)
                .map(each -> each.group().expiring(context, context.now())
                        / each.group().shards().size());
    }

    /** What the replication group {@code id} of {@code region} was restored from; empty if it was not, or is not there. */
    public Optional<RestoredCache> restoredFrom(Instant now, String region, String id) {
        return groups.find(region, id)
                .filter(group -> group.lifecycle.at(now).equals(CacheGroup.AVAILABLE))
                .map(group -> group.restored);
    }

    /** What the replication group {@code id} has of the primary of its global datastore; empty if it never followed one. */
    public Optional<ReplicatedCache> replicatedFrom(Context context, String id) {
        return groups.find(context, id).flatMap(group -> GlobalReplication.of(context, group));
    }

    /**
     * How far the cache cluster {@code id} is behind the primary of its global datastore, as its
     * GlobalDatastoreReplicationLag metric would say; empty if it is not the primary node of an associated secondary.
     */
    public Optional<Duration> globalLag(Context context, String id) {
        return running(context, id)
                .filter(each -> each.node().primary())
                .flatMap(each -> GlobalReplication.lag(context, each.group()));
    }

    @Override
    public Map<String, Instant> restsAt() {
        Map<String, Instant> all = new TreeMap<>(snapshots.restsAt());
        all.putAll(globals.restsAt());
        return all;
    }

    @Override
    public List<String> inventory(Instant now) {
        List<String> lines = new ArrayList<>();
        for (CacheGroup group : groups.all(now)) {
            lines.add(group.region + " elasticache group " + group.id() + " " + group.lifecycle.atRest() + " nodes="
                    + group.nodes.size() + " shards=" + group.shards().size() + " retention=" + group.retentionDays()
                    + " encrypted=" + group.fixed.atRestEncryptionEnabled() + " key="
                    + (group.fixed.kmsKeyId() == null ? "none" : kms.nameOf(group.fixed.kmsKeyId())) + " tags="
                    + tags.of(group.arn()));
        }
        lines.addAll(globals.inventory(now));
        lines.addAll(snapshots.inventory(now));
        return lines;
    }

    private Optional<CacheGroups.Placed> running(Context context, String id) {
        return groups.cluster(context, id)
                .filter(each -> !context.now().isBefore(each.group().fixed.replicationGroupCreateTime())
                        && !each.node().lifecycle().at(context.now()).equals("creating"));
    }

    private AddTagsToResourceResponse addTags(Context context, AddTagsToResourceRequest request) {
        String arn = taggable(context, request.resourceName());
        tags.add(arn, request.tags());
        // Tags on replication groups are replicated to all nodes: API reference, AddTagsToResource.
        groups.all(context).stream()
                .filter(group -> group.arn().equals(arn))
                .flatMap(group -> group.nodes.stream())
                .forEach(node -> tags.add(node.arn(), request.tags()));
        return AddTagsToResourceResponse.builder().tagList(tags.list(arn)).build();
    }

    private ListTagsForResourceResponse listTags(Context context, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tagList(tags.list(taggable(context, request.resourceName())))
                .build();
    }

    /**
     * The ARN {@code given}, which must name something in the client's region. While a group or cluster is busy, and be it
     * with a snapshot, not even its tags can be read: terraform-provider-aws #24968, #30444 and #33859.
     */
    private String taggable(Context context, String given) {
        Arn arn = Arn.parse(given)
                .filter(parsed ->
                        parsed.service().equals(name()) && parsed.region().equals(context.region()))
                .orElseThrow(() -> ElastiCacheErrors.invalidArn(given));
        String id = arn.resource().substring(arn.resource().indexOf(':') + 1);
        return switch (arn.resource().substring(0, Math.max(0, arn.resource().indexOf(':')))) {
            case "snapshot" ->
                snapshots
                        .find(context, id)
                        .orElseThrow(() -> ElastiCacheErrors.snapshotNotFound(id))
                        .arn();
            case "replicationgroup" -> {
                CacheGroup group = groups.require(context, id);
                if (!group.status(context).equals(CacheGroup.AVAILABLE)) {
                    throw ElastiCacheErrors.groupState("Cluster not in available state to perform tagging operations.");
                }
                yield group.arn();
            }
            case "cluster" ->
                groups.cluster(context, id)
                        .filter(each ->
                                each.group().status(context, each.node()).equals(CacheGroup.AVAILABLE))
                        .orElseThrow(() -> ElastiCacheErrors.clusterNotFound(id))
                        .node()
                        .arn();
            default -> throw ElastiCacheErrors.invalidArn(given);
        };
    }
}
