package io.labelmint.dr.job;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.review.Area;
import io.labelmint.dr.review.Review;
import io.labelmint.dr.run.Engine;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Looks back, in the areas that are asked for, and says how the estate stands because of it. */
final class ReviewWork {
    private final RunningJob run;
    private final Job job;
    private final Engine engine;
    private final Estate estate;
    private final ReviewRequest request;
    private final Set<String> made = new HashSet<>();

    ReviewWork(RunningJob run, Job job) {
        this.run = run;
        this.job = job;
        this.engine = run.engine();
        this.estate = run.estate();
        this.request = job.review().orElseThrow();
    }

    /** Adds everything it finds to the run. */
    CompletableFuture<Void> findings() {
        // One picture for all of it: what is concluded from the same answers cannot contradict each other.
        Observatory picture =
                new Remembering(engine.observatory().since(engine.timeline().now()));
        request.audit().ifPresent(audit -> run.add(audit.finding(estate.name(), run.actor())));
        CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
        for (Area area : request.areas()) {
            chain = chain.thenCompose(nothing -> area(area, picture));
        }
        return chain.thenRun(this::standing);
    }

    private CompletableFuture<Void> area(Area area, Observatory picture) {
        Review review = new Review(estate, engine.ledgers(), run.counting(), picture, run.slot());
        CompletableFuture<Void> chain =
                run.look(() -> review.of(area, job.stores(estate))).thenAccept(found -> found.forEach(run::add));
        for (Check check : Capabilities.review(area, engine.ledgers(), run.counting())) {
            if (made.add(check.id())) { // what belongs to two areas is asked once
                chain = chain.thenCompose(nothing -> run.check(check, picture));
            }
        }
        return chain;
    }

    /** What is open, and what all of it comes to: of the whole estate, or not at all. */
    private void standing() {
        if (!job.only().isEmpty()) {
            return;
        }
        CorrectiveActions.finding(
                        engine.ledgers(),
                        estate,
                        run.counting(),
                        engine.timeline().now())
                .ifPresent(run::add);
        run.add(EstateScore.finding(
                estate,
                EstateScore.of(
                        engine.ledgers(),
                        estate,
                        run.counting(),
                        engine.timeline().now())));
    }
}
