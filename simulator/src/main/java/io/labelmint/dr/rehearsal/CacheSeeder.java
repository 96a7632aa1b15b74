package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.RedisGroup.GlobalDatastore;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;

/**
 * Creates the Redis groups of an estate, in three steps between which AWS needs time: the groups, the global datastores
 * around them, the secondaries in the DR region.
 */
final class CacheSeeder {
    /** The smallest of a family that global datastores accept. */
    private static final String NODE_TYPE = "cache.r6g.large";

    private final Estate estate;
    private final Aws aws;

    CacheSeeder(Estate estate, Aws aws) {
        this.estate = estate;
        this.aws = aws;
    }

    /** A primary and a replica of one shard each. */
    void groups() {
        estate.caches()
                .forEach(redis -> in(estate.regions().primary())
                        .createReplicationGroup(request -> request.replicationGroupId(redis.replicationGroup())
                                .replicationGroupDescription(redis.id())
                                .engine("redis")
                                .cacheNodeType(NODE_TYPE)
                                .numCacheClusters(2)
                                .automaticFailoverEnabled(true)
                                .multiAZEnabled(true)
                                .atRestEncryptionEnabled(true)
                                .transitEncryptionEnabled(true)));
    }

    /** The global datastores, once the groups are available. */
    void globalDatastores() {
        for (RedisGroup redis : estate.caches()) {
            redis.globalDatastore()
                    .ifPresent(global -> in(estate.regions().primary())
                            .createGlobalReplicationGroup(
                                    request -> request.globalReplicationGroupIdSuffix(suffix(global))
                                            .globalReplicationGroupDescription(redis.id())
                                            .primaryReplicationGroupId(redis.replicationGroup())));
        }
    }

    /** The secondaries, once the global datastores have their primaries. */
    void secondaries() {
        for (RedisGroup redis : estate.caches()) {
            redis.globalDatastore()
                    .ifPresent(global -> in(estate.regions().dr())
                            .createReplicationGroup(request -> request.replicationGroupId(global.drReplicationGroup())
                                    .replicationGroupDescription(redis.id())
                                    .globalReplicationGroupId(global.id())
                                    .numCacheClusters(2)
                                    .multiAZEnabled(true)));
        }
    }

    /** AWS puts a prefix and a hyphen before what one chooses. */
    private static String suffix(GlobalDatastore global) {
        return global.id().substring(global.id().indexOf('-') + 1);
    }

    private ElastiCacheClient in(String region) {
        return aws.client(ElastiCacheClient.class, region);
    }
}
