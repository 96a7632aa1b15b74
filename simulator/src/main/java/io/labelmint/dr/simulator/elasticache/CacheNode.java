package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Lifecycle;

/**
 * A node of a replication group: what the API calls a cache cluster with one node.
 *
 * @param id the cache cluster id, for example {@code sessions-001}
 * @param arn of the cache cluster
 * @param shard the node group it is in, for example {@code 0001}
 * @param primary whether it takes the writes of its shard
 * @param zone where it runs
 * @param lifecycle its statuses
 */
record CacheNode(String id, String arn, String shard, boolean primary, String zone, Lifecycle lifecycle) {
    /** Every cache cluster of Redis has one node, and this is its name. */
    static final String NODE_ID = "0001";
}
