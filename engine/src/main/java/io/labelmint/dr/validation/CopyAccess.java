package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.outside.Secrets;

/**
 * How an engine gets into restored copies.
 *
 * @param probes opens connections to databases
 * @param caches opens connections to Redis groups
 * @param secrets where passwords are kept
 */
public record CopyAccess(DatabaseProbes probes, CacheProbes caches, Secrets secrets) {

    /** None: an engine that asks no copy. */
    public static CopyAccess none() {
        Problem problem = Problem.of(
                "probe.none", "This engine asks no copies.", "Give it a way to do so where it is put together.");
        return new CopyAccess(
                (address, timeLimit) -> {
                    throw problem.asException();
                },
                (address, timeLimit) -> {
                    throw problem.asException();
                },
                reference -> {
                    throw problem.asException();
                });
    }

    /**
     * The address of the copy of {@code database} at {@code host}, with the password read now.
     *
     * @throws io.labelmint.dr.ProblemException if the password is not where the estate says
     */
    public DatabaseAddress address(PostgresDatabase database, String host, int port) {
        return DatabaseAddress.of(database.validation().orElseThrow(), host, port, secrets);
    }

    /**
     * The address of the copy of {@code redis} at {@code host}, with the password read now.
     *
     * @param clusterMode whether its keys are spread over shards
     * @throws io.labelmint.dr.ProblemException if the password is not where the estate says
     */
    public CacheAddress address(RedisGroup redis, String host, int port, boolean clusterMode) {
        return CacheAddress.of(redis.validation().orElseThrow(), host, port, clusterMode, secrets);
    }
}
