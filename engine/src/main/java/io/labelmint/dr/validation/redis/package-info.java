/**
 * The questions of {@link io.labelmint.dr.validation} put to Redis and Valkey, over one connection a shard of a well-kept
 * client, Jedis. Of its messages nothing is passed on but the word the server begins an error with.
 */
package io.labelmint.dr.validation.redis;
