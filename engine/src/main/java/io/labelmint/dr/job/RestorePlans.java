package io.labelmint.dr.job;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.BucketRestorePlanner;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.restore.redis.CacheRestorePlanner;
import io.labelmint.dr.run.Engine;
import java.util.List;
import java.util.Optional;

/** How the stores of an estate are restored, each by its kind. */
final class RestorePlans {
    private final Engine engine;
    private final Estate estate;

    RestorePlans(Engine engine, Estate estate) {
        this.engine = engine;
        this.estate = estate;
    }

    /** Whether {@code store} is of a kind that can be restored. */
    static boolean restores(Store store) {
        return store instanceof PostgresDatabase || store instanceof RedisGroup || store instanceof Bucket;
    }

    /** The restore test the estate declares of {@code store}; empty if it declares none. */
    Optional<RestoreTrial> trial(Store store) {
        if (store instanceof Bucket bucket) {
            return bucket.restoreTest().map(test -> new BucketTrial(engine, estate, bucket, test));
        }
        if (store instanceof RedisGroup redis) {
            return redis.restores().test().map(test -> new CacheTrial(engine, estate, redis, test));
        }
        PostgresDatabase database = (PostgresDatabase) store;
        return database.restores().test().map(test -> new DatabaseTrial(engine, estate, database, test));
    }

    /**
     * What is found in a restored copy of {@code store}, which takes as long as it takes.
     *
     * @param copy facts of what restored it
     */
    List<Finding> look(Store store, Facts copy) {
        if (store instanceof Bucket) {
            // Whatever was copied was held against its manifest, piece by piece; a test looks at a sample once more.
            return List.of();
        }
        return store instanceof RedisGroup redis
                ? CacheTrial.look(engine, estate, redis, copy)
                : DatabaseTrial.look(engine, estate, (PostgresDatabase) store, copy);
    }

    /**
     * {@code request} with what it leaves to the moment made certain, so that what is approved is what is restored.
     *
     * @throws io.labelmint.dr.ProblemException if there is no such point
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    RestoreRequest fixed(Store store, RestoreRequest request, Observatory observatory) {
        if (store instanceof Bucket) {
            return request.to(new BucketRestorePlanner(
                            estate, observatory, engine.timeline().now())
                    .fixed(request.point(), request.inPlace()));
        }
        RestorePoint point = store instanceof RedisGroup redis
                ? new CacheRestorePlanner(estate, observatory).fixed(redis, request.side(), request.point())
                : new RestorePlanner(estate, observatory)
                        .fixed((PostgresDatabase) store, request.side(), request.point());
        return request.to(point);
    }

    /**
     * The plan of a restore somebody asked for.
     *
     * @throws io.labelmint.dr.ProblemException if something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    Plan lasting(Store store, RestoreRequest request, OperationId operation, Observatory observatory) {
        if (store instanceof Bucket bucket) {
            BucketRestorePlanner planner = new BucketRestorePlanner(
                    estate, observatory, engine.timeline().now());
            return request.inPlace()
                    ? planner.inPlace(operation, bucket, request.side(), request.point(), request.prefix())
                    : planner.beside(
                            operation, bucket, request.side(), request.point(), request.prefix(), request.target());
        }
        if (store instanceof RedisGroup redis) {
            return new CacheRestorePlanner(estate, observatory)
                    .lasting(operation, redis, request.side(), request.point(), request.target());
        }
        return new RestorePlanner(estate, observatory)
                .lasting(
                        operation,
                        (PostgresDatabase) store,
                        request.side(),
                        request.point(),
                        request.target(),
                        request.forProduction());
    }
}
