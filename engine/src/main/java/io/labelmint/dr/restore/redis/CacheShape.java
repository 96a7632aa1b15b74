package io.labelmint.dr.restore.redis;

import java.util.Optional;

/**
 * What a restored replication group is made of.
 *
 * @param engine {@code redis} or {@code valkey}
 * @param engineVersion its version; empty if nobody can say, and then the one ElastiCache gives the parameter group's family
 * @param nodeType cache node type
 * @param port TCP port
 * @param clusterMode whether its keys are spread over shards by slots
 * @param shards number of shards; one without cluster mode
 * @param replicas replicas of each shard
 * @param encryptedInTransit whether it speaks TLS
 * @param encryptedAtRest whether what it stores is encrypted
 */
public record CacheShape(
        String engine,
        Optional<String> engineVersion,
        String nodeType,
        int port,
        boolean clusterMode,
        int shards,
        int replicas,
        boolean encryptedInTransit,
        boolean encryptedAtRest) {

    /** Number of its nodes. */
    public int nodes() {
        return shards * (1 + replicas);
    }
}
