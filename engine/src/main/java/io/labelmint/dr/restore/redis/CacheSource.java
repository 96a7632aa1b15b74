package io.labelmint.dr.restore.redis;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.CacheClusters;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/**
 * The group that was lost, or is to be tested, as far as it can be asked: snapshots and files do not say whether it speaks
 * TLS, asks for a password, or has replicas. Where its region is silent or it is gone, its secondary in a global datastore
 * is a witness, and without one what is safe is assumed: that everything is encrypted.
 *
 * @param group the group, or its secondary
 * @param member one of its nodes, which knows the version
 */
record CacheSource(Optional<ReplicationGroup> group, Optional<CacheCluster> member) {

    static CacheSource of(Estate estate, RedisGroup redis, Observatory observatory) {
        CacheSource primary = read(estate.regions().primary(), redis.replicationGroup(), observatory);
        return primary.group().isPresent()
                ? primary
                : redis.globalDatastore()
                        .map(global -> read(estate.regions().dr(), global.drReplicationGroup(), observatory))
                        .orElse(primary);
    }

    /** A restore must do without what does not answer. */
    private static CacheSource read(String region, String id, Observatory observatory) {
        Optional<ReplicationGroup> group = observatory
                .read(new ReplicationGroups(region))
                .fold(all -> RestoredCacheGroup.find(all, id), unread -> Optional.empty());
        Optional<CacheCluster> member = group.flatMap(found -> observatory
                .read(new CacheClusters(region))
                .fold(
                        all -> all.stream()
                                .filter(cluster -> found.memberClusters().contains(cluster.cacheClusterId()))
                                .findFirst(),
                        unread -> Optional.empty()));
        return new CacheSource(group, member);
    }

    boolean encryptedInTransit() {
        return group.map(found -> !Boolean.FALSE.equals(found.transitEncryptionEnabled()))
                .orElse(true);
    }

    boolean encryptedAtRest() {
        return group.map(found -> !Boolean.FALSE.equals(found.atRestEncryptionEnabled()))
                .orElse(true);
    }

    /** Whether it asks for a password; where it cannot be asked, the estate knows whether one is kept for it. */
    boolean asksForPassword(RedisGroup redis) {
        return redis.validation().flatMap(declared -> declared.password()).isPresent()
                || group.filter(found -> Boolean.TRUE.equals(found.authTokenEnabled())
                                || !found.userGroupIds().isEmpty())
                        .isPresent();
    }

    /** Replicas of each of its shards; one where nobody can say. */
    int replicas() {
        return group.filter(found -> !found.nodeGroups().isEmpty())
                .map(found -> found.memberClusters().size() / found.nodeGroups().size() - 1)
                .orElse(1);
    }

    /** Whether it has cluster mode; empty where nobody can say. */
    Optional<Boolean> clusterMode() {
        return group.map(ReplicationGroup::clusterEnabled);
    }

    /** How many shards it has; empty where nobody can say. */
    Optional<Integer> shards() {
        return group.map(found -> found.nodeGroups().size()).filter(number -> number > 0);
    }

    Optional<String> nodeType() {
        return group.map(ReplicationGroup::cacheNodeType);
    }

    int snapshotDays() {
        return group.map(ReplicationGroup::snapshotRetentionLimit).orElse(1);
    }
}
