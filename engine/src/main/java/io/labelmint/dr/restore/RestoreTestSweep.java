package io.labelmint.dr.restore;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Deletes copies of restore tests that are past their time, whichever process forgot them. */
public final class RestoreTestSweep {
    private final Estate estate;

    public RestoreTestSweep(Estate estate) {
        this.estate = estate;
    }

    /**
     * The plan that deletes what is past its time in both regions; empty if nothing is.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if a region could not be read
     */
    public Optional<Plan> expired(OperationId operation, Observatory observatory, Instant now) {
        List<Action> deletions = all(observatory).stream()
                .filter(copy -> copy.expired(now) && !copy.going())
                .map(copy -> copy.deletion(estate.name()))
                .toList();
        return deletions.isEmpty() ? Optional.empty() : Optional.of(new Plan(operation, estate.digest(), deletions));
    }

    /**
     * What is past its time, how long it has been there and, as far as the estate has prices, what that cost; empty if
     * nothing is.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if a region could not be read
     */
    public String words(Observatory observatory, Instant now) {
        List<String> words = all(observatory).stream()
                .filter(copy -> copy.expired(now) && !copy.going())
                .map(copy -> copy.words(now)
                        + copy.priced()
                                .flatMap(of -> estate.prices().of(of, copy.age(now)))
                                .map(cost -> ", which cost " + cost + " without storage")
                                .orElse(""))
                .toList();
        return words.isEmpty() ? "" : ": " + String.join("; ", words);
    }

    /**
     * Every copy of a restore test of the estate.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if a region could not be read
     */
    public List<TestCopy> all(Observatory observatory) {
        return Stream.of(estate.regions().primary(), estate.regions().dr())
                .<TestCopy>flatMap(region -> TestCopies.in(region, estate, observatory).copies().stream())
                .toList();
    }
}
