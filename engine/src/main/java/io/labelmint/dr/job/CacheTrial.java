package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.redis.CacheRestorePlanner;
import io.labelmint.dr.restore.redis.RestoreCacheGroup;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.validation.CountedKeys;
import io.labelmint.dr.validation.RedisValidation;
import io.labelmint.dr.validation.SourceKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The restore test of a Redis group: a replication group in its isolated place, asked in levels. */
record CacheTrial(Engine engine, Estate estate, RedisGroup store, CacheRestores.Test test) implements RestoreTrial {
    @Override
    public String region() {
        return test.side().of(estate.regions());
    }

    @Override
    public Plan restore(OperationId operation, Observatory observatory, Instant now) {
        return new CacheRestorePlanner(estate, observatory).test(operation, store, now, now.plus(test.keepFor()));
    }

    @Override
    public Optional<Rent> rent(Plan restored, Observatory observatory) {
        return restored.actions().stream()
                .filter(RestoreCacheGroup.class::isInstance)
                .map(action -> ((RestoreCacheGroup) action).target().shape())
                .map(shape -> new Rent(shape.nodeType(), shape.nodes(), test.keepFor()))
                .findFirst();
    }

    @Override
    public List<Finding> look(Facts copy) {
        return look(engine, estate, store, copy);
    }

    /** What is found in any restored copy of {@code store}, of whose restore {@code copy} tells. */
    static List<Finding> look(Engine engine, Estate estate, RedisGroup store, Facts copy) {
        Supplier<CountedKeys> source = source(engine, estate, copy);
        return new RedisValidation(engine.copies().caches(), engine.timeline())
                .validate(
                        store,
                        () -> engine.copies()
                                .address(
                                        store,
                                        copy.get("endpoint"),
                                        Integer.parseInt(copy.get("port")),
                                        Boolean.parseBoolean(copy.get("clusterMode"))),
                        copy.get("restoredFrom"),
                        source);
    }

    /** Read before the copy is asked, because reading may have to be put off, and then all of it is done again. */
    private static Supplier<CountedKeys> source(Engine engine, Estate estate, Facts copy) {
        String moment = copy.get("restoredTo");
        String nodes = copy.get("countedNodes");
        if (moment == null || nodes == null) {
            Problem problem = Problem.of(
                    "restore.moment-unknown",
                    "Nobody can say when the file's snapshot was taken: its region is silent, or has it no more.",
                    "Test a younger one, or test again when " + estate.regions().primary() + " answers.");
            return () -> {
                throw problem.asException();
            };
        }
        try {
            CountedKeys counted = new SourceKeys(
                            engine.observatory(), estate.regions().primary())
                    .at(
                            Instant.parse(moment),
                            List.of(nodes.split(",", -1)),
                            engine.timeline().now());
            return () -> counted;
        } catch (ProblemException e) {
            return () -> {
                throw e;
            };
        }
    }

    @Override
    public Plan destroy(OperationId operation, Plan restored, OperationId asking, Observatory observatory) {
        return CacheRestorePlanner.destruction(operation, restored, estate.name(), store.id());
    }
}
