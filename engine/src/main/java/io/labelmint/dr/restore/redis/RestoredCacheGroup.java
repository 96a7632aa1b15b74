package io.labelmint.dr.restore.redis;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.CacheClusters;
import io.labelmint.dr.observatory.CacheSnapshotTags;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Progress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.Endpoint;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.SecurityGroupMembership;

/**
 * How far a restored group is, read from the replication groups of its region.
 *
 * <p>Whose it is, tags say, and ElastiCache does not show tags of a group that is busy ("Cluster not in available state to
 * perform tagging operations": terraform-provider-aws #24968). Until it is available nothing is done with it anyway, so
 * that is when they are read; a group that is not ours is waited for and then refused.
 */
final class RestoredCacheGroup {
    static final String AVAILABLE = "available";

    /**
     * What ElastiCache does not get out of by itself: {@code create-failed} by the API Reference, ReplicationGroup; {@code
     * restore-failed} by the user guide, "Seeding a new cluster with an externally created backup", for data that does
     * not fit the node.
     */
    static final Set<String> FAILED = Set.of("create-failed", "restore-failed");

    private final Observatory observatory;
    private final CacheTarget target;

    RestoredCacheGroup(Observatory observatory, CacheTarget target) {
        this.observatory = observatory;
        this.target = target;
    }

    /** The group of that id; ElastiCache keeps ids in lower case. */
    static Optional<ReplicationGroup> find(List<ReplicationGroup> all, String id) {
        return all.stream()
                .filter(group -> group.replicationGroupId().equalsIgnoreCase(id))
                .findFirst();
    }

    /**
     * How far it is.
     *
     * @param restored what is known of what it is restored from
     */
    Progress progress(Facts restored) {
        return observatory
                .read(new ReplicationGroups(target.region()))
                .fold(
                        all -> find(all, target.group())
                                .map(found -> progress(found, restored))
                                .orElseGet(Progress.Absent::new),
                        Progress.Unknown::new);
    }

    private Progress progress(ReplicationGroup found, Facts restored) {
        String status = found.status();
        if (FAILED.contains(status) || status.equals("deleting")) {
            return new Progress.Failed(Problem.of(
                            "restore.failed",
                            "The restored group " + target.group() + " is " + status + ".",
                            "See the events of the group in the ElastiCache console of " + target.region()
                                    + " for the reason, then restore again.")
                    .with("arn", found.arn())
                    .with("status", status));
        }
        if (!status.equals(AVAILABLE)) {
            return new Progress.InProgress(status);
        }
        return observatory
                .read(new CacheSnapshotTags(target.region(), found.arn()))
                .fold(
                        tags -> owned(found, tags.getOrDefault(OperationTag.KEY, "nobody"), restored),
                        Progress.Unknown::new);
    }

    private Progress owned(ReplicationGroup found, String owner, Facts restored) {
        if (!owner.equals(target.operation().value())) {
            return new Progress.Failed(taken(found, owner, "not to operation " + target.operation()));
        }
        Optional<Endpoint> endpoint = endpoint(found);
        if (endpoint.isEmpty()) {
            return new Progress.InProgress("available, without endpoints");
        }
        return observatory
                .read(new CacheClusters(target.region()))
                .fold(all -> asDeclared(found, members(found, all), endpoint.get(), restored), Progress.Unknown::new);
    }

    /** A name that is taken by somebody else's group. */
    static Problem taken(ReplicationGroup found, String owner, String butNot) {
        return Problem.of(
                        "name.taken",
                        "A replication group " + found.replicationGroupId() + " exists and belongs to " + owner + ", "
                                + butNot + ".",
                        "If `dr status` shows that operation as open, finish it with `dr resume`; otherwise restore under another name, or"
                                + " find out who made it and delete it.")
                .with("arn", found.arn());
    }

    private static List<CacheCluster> members(ReplicationGroup group, List<CacheCluster> all) {
        return all.stream()
                .filter(cluster -> group.memberClusters().contains(cluster.cacheClusterId()))
                .toList();
    }

    private Progress asDeclared(ReplicationGroup found, List<CacheCluster> members, Endpoint endpoint, Facts restored) {
        if (members.isEmpty()) {
            return new Progress.InProgress("available, without nodes");
        }
        Set<String> deviations = new TreeSet<>();
        if (Boolean.TRUE.equals(found.clusterEnabled()) != target.shape().clusterMode()
                || found.nodeGroups().size() != target.shape().shards()) {
            deviations.add(found.nodeGroups().size() + " shards");
        }
        if (Boolean.TRUE.equals(found.transitEncryptionEnabled())
                != target.shape().encryptedInTransit()) {
            deviations.add("encryption in transit " + found.transitEncryptionEnabled());
        }
        if (Boolean.TRUE.equals(found.atRestEncryptionEnabled())
                != target.shape().encryptedAtRest()) {
            deviations.add("encryption at rest " + found.atRestEncryptionEnabled());
        }
        members.forEach(member -> deviations.addAll(deviations(member)));
        return deviations.isEmpty()
                ? new Progress.Done(facts(found, members.get(0), endpoint).and(restored))
                : new Progress.Failed(Problem.of(
                                "restore.not-as-declared",
                                "The restored group " + target.group() + " is not as declared: "
                                        + String.join("; ", deviations) + ".",
                                "Change the group in the ElastiCache console of " + target.region()
                                        + ", or restore again.")
                        .with("arn", found.arn()));
    }

    private Set<String> deviations(CacheCluster member) {
        Set<String> deviations = new TreeSet<>();
        String parameters = member.cacheParameterGroup() == null
                ? "none"
                : member.cacheParameterGroup().cacheParameterGroupName();
        if (!target.place().parameterGroup().equals(parameters)) {
            deviations.add("parameter group " + parameters);
        }
        Set<String> securityGroups = member.securityGroups().stream()
                .map(SecurityGroupMembership::securityGroupId)
                .collect(Collectors.toSet());
        if (!securityGroups.equals(Set.copyOf(target.place().securityGroups()))) {
            deviations.add("security groups " + String.join(", ", new TreeSet<>(securityGroups)));
        }
        if (!target.place().subnetGroup().equals(member.cacheSubnetGroupName())) {
            deviations.add("subnet group " + member.cacheSubnetGroupName());
        }
        return deviations;
    }

    /** Where clients connect to: with cluster mode the endpoint that tells of the others. */
    static Optional<Endpoint> endpoint(ReplicationGroup found) {
        Endpoint endpoint = Boolean.TRUE.equals(found.clusterEnabled())
                ? found.configurationEndpoint()
                : found.nodeGroups().isEmpty()
                        ? null
                        : found.nodeGroups().get(0).primaryEndpoint();
        return Optional.ofNullable(endpoint).filter(known -> known.address() != null && known.port() != null);
    }

    private Facts facts(ReplicationGroup found, CacheCluster member, Endpoint endpoint) {
        return Facts.of(
                "arn", found.arn(),
                "endpoint", endpoint.address(),
                "port", endpoint.port(),
                "status", found.status(),
                "nodeType", found.cacheNodeType(),
                "engineVersion", member.engineVersion(),
                "clusterMode", target.shape().clusterMode(),
                "shards", found.nodeGroups().size(),
                "nodes", found.memberClusters().size(),
                "encryptedInTransit", target.shape().encryptedInTransit(),
                "encryptedAtRest", target.shape().encryptedAtRest());
    }
}
