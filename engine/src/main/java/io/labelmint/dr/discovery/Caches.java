package io.labelmint.dr.discovery;

import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.observatory.CacheClusters;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.AutomaticFailoverStatus;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupMember;
import software.amazon.awssdk.services.elasticache.model.MultiAZStatus;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/** The Redis replication groups on ElastiCache, with their Global Datastores. */
final class Caches {
    /** Role of the member that is written to (ElastiCache API Reference, GlobalReplicationGroupMember). */
    private static final String PRIMARY = "PRIMARY";

    private static final String REDIS = "redis";

    private final Regions regions;
    private final Ids ids;
    private final List<ReplicationGroup> groups;
    private final List<CacheCluster> clusters;
    private final List<GlobalReplicationGroup> datastores;
    private final List<String> uncovered = new ArrayList<>();

    Caches(Regions regions, Sight sight, Ids ids) {
        this.regions = regions;
        this.ids = ids;
        this.groups = sight.list("replication groups", new ReplicationGroups(regions.primary()));
        this.clusters = sight.list("cache clusters", new CacheClusters(regions.primary()));
        this.datastores = sight.list("global datastores", new GlobalDatastores(regions.primary()));
    }

    /** One for each group that can be declared. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (ReplicationGroup group : groups) {
            Optional<String> reason = notDeclared(group);
            reason.ifPresent(why -> uncovered.add("ElastiCache replication group " + group.replicationGroupId() + " ("
                    + engine(group) + "): " + why));
            if (reason.isEmpty()) {
                entries.add(entry(group));
            }
        }
        clusters.stream()
                .filter(cluster -> cluster.replicationGroupId() == null)
                .forEach(cluster -> uncovered.add("ElastiCache cluster " + cluster.cacheClusterId() + " ("
                        + cluster.engine() + " " + cluster.engineVersion()
                        + "): not covered, only Redis replication groups are."));
        return entries;
    }

    /** Caches that cannot be declared; known after {@link #entries}. */
    List<String> uncovered() {
        return List.copyOf(uncovered);
    }

    private Optional<String> notDeclared(ReplicationGroup group) {
        if (group.replicationGroupId().startsWith(Restores.TEST_PREFIX)) {
            return Optional.of("left out, it is named as the copies of restore tests are, which are deleted.");
        }
        if (group.engine() != null && !REDIS.equals(group.engine())) {
            return Optional.of("not covered, only Redis is.");
        }
        return datastore(group)
                .filter(global -> member(global, regions.primary())
                        .filter(member -> PRIMARY.equals(member.role()))
                        .isEmpty())
                .map(global -> "left out, it is a secondary of the global datastore "
                        + global.globalReplicationGroupId() + ", whose primary is not in " + regions.primary() + ".");
    }

    private Entry entry(ReplicationGroup group) {
        Optional<GlobalReplicationGroup> global = datastore(group);
        Optional<GlobalReplicationGroupMember> dr = global.flatMap(all -> member(all, regions.dr()));
        Entry entry = new Entry("caches", ids.of(group.replicationGroupId(), "cache"), facts(group, dr));
        entry.with("replicationGroup", group.replicationGroupId()).line("snapshots: { every: 6h }");
        dr.ifPresent(member -> entry.line("globalDatastore:")
                .line("  id: " + Entry.plain(global.get().globalReplicationGroupId()))
                .line("  drReplicationGroup: " + Entry.plain(member.replicationGroupId())));
        return entry.objectives("24h", "4h");
    }

    private String facts(ReplicationGroup group, Optional<GlobalReplicationGroupMember> dr) {
        int nodes = group.memberClusters().size();
        return engine(group) + ", " + group.cacheNodeType() + ", " + nodes + (nodes == 1 ? " node, " : " nodes, ")
                + (group.multiAZ() == MultiAZStatus.ENABLED ? "Multi-AZ" : "not Multi-AZ") + ", "
                + (group.automaticFailover() == AutomaticFailoverStatus.ENABLED ? "" : "no automatic failover, ")
                + (Boolean.TRUE.equals(group.clusterEnabled()) ? "cluster mode, " : "")
                + (Boolean.TRUE.equals(group.atRestEncryptionEnabled()) ? "encrypted" : "not encrypted") + ", "
                + dr.map(member -> member.replicationGroupId() + " follows it in " + regions.dr())
                        .orElse("no global datastore into " + regions.dr());
    }

    private String engine(ReplicationGroup group) {
        String version = clusters.stream()
                .filter(cluster -> group.replicationGroupId().equals(cluster.replicationGroupId()))
                .map(CacheCluster::engineVersion)
                .findFirst()
                .map(found -> " " + found)
                .orElse("");
        String engine = group.engine() == null ? REDIS : group.engine();
        return (engine.equals(REDIS) ? "Redis" : engine) + version;
    }

    private Optional<GlobalReplicationGroup> datastore(ReplicationGroup group) {
        return datastores.stream()
                .filter(global -> member(global, regions.primary())
                        .filter(member -> group.replicationGroupId().equals(member.replicationGroupId()))
                        .isPresent())
                .findFirst();
    }

    private static Optional<GlobalReplicationGroupMember> member(GlobalReplicationGroup global, String region) {
        return global.members().stream()
                .filter(member -> region.equals(member.replicationGroupRegion()))
                .findFirst();
    }
}
