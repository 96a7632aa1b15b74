package io.labelmint.dr.restore;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Deletes the instances of restore tests: that of one test when it ends, and whatever is past its time, whichever process
 * forgot it.
 */
public final class RestoreTestSweep {
    /** RDS deletes an instance within minutes; nothing waits for it. */
    private static final Estimate DELETION = new Estimate(Duration.ofMinutes(5), Duration.ofHours(2));

    private final Estate estate;

    public RestoreTestSweep(Estate estate) {
        this.estate = estate;
    }

    /** The plan that deletes what the plan {@code restored} of a test brings about. */
    public Plan of(OperationId operation, Plan restored, String store) {
        List<Action> deletions = new ArrayList<>();
        for (Action action : restored.actions()) {
            RestoreTarget target = action instanceof RestoreToPointInTime toMoment
                    ? toMoment.target()
                    : ((RestoreFromSnapshot) action).target();
            deletions.add(deletion(target.region(), store, target.instance(), target.operation()));
        }
        return new Plan(operation, estate.digest(), deletions);
    }

    /**
     * The plan that deletes what is past its time in both regions; empty if nothing is.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if a region could not be read
     */
    public Optional<Plan> expired(OperationId operation, Observatory observatory, Instant now) {
        List<Action> deletions = new ArrayList<>();
        for (TestInstance test : all(observatory)) {
            if (test.expired(now) && !test.going()) {
                deletions.add(deletion(test.region(), test.store(), test.name(), test.owner()));
            }
        }
        return deletions.isEmpty() ? Optional.empty() : Optional.of(new Plan(operation, estate.digest(), deletions));
    }

    /**
     * Every instance of a restore test of the estate.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if a region could not be read
     */
    public List<TestInstance> all(Observatory observatory) {
        return Stream.of(estate.regions().primary(), estate.regions().dr())
                .flatMap(region ->
                        TestInstance.of(
                                estate.name(),
                                region,
                                observatory.read(new DbInstances(region)).orElseThrow())
                                .stream())
                .toList();
    }

    private DeleteTestInstance deletion(String region, String store, String instance, OperationId restoredBy) {
        return new DeleteTestInstance(
                new ActionId(store + "/delete/" + region + "/" + instance),
                Set.of(),
                DELETION,
                region,
                estate.name(),
                store,
                instance,
                restoredBy);
    }
}
