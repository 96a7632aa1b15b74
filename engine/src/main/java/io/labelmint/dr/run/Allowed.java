package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.Postponed;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Runs what reads AWS as soon as the request budget allows, and again for a while if AWS does not answer; each time from
 * the start, so what is run may only read. Work with several questions reads through a {@link
 * io.labelmint.dr.observatory.Remembering} observatory, so that each try gets further than the one before.
 */
public final class Allowed {
    /** How long one may be held up by the request budget: a long list costs minutes, AWS throttling for ever does not end. */
    static final Duration POSTPONED_PATIENCE = Duration.ofMinutes(30);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(20);

    private Allowed() {}

    /** The result of {@code work}, run on the lane named {@code lane}. */
    public static <T> CompletableFuture<T> run(Timeline timeline, Lanes lanes, String lane, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Instant begin = timeline.now();
        Runnable attempt = new Runnable() {
            @Override
            public void run() {
                try {
                    result.complete(work.get());
                } catch (Postponed e) {
                    again(Duration.between(timeline.now(), e.until()), POSTPONED_PATIENCE, postponed());
                } catch (Unanswered e) {
                    again(ASK_AGAIN, Patience.with(e.problem()), e.problem());
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                } catch (Error e) {
                    result.completeExceptionally(e); // somebody waits for it
                    throw e;
                }
            }

            private void again(Duration delay, Duration patience, Problem problem) {
                if (Duration.between(begin, timeline.now()).compareTo(patience) >= 0) {
                    result.completeExceptionally(problem.asException());
                } else {
                    or(() -> timeline.in(delay, () -> or(() -> lanes.run(lane, this))));
                }
            }

            /** What cannot be scheduled, because the process is ending, will not be. */
            private void or(Runnable scheduling) {
                try {
                    scheduling.run();
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            }
        };
        try {
            lanes.run(lane, attempt);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    /** What to tell a person whose question the request budget held up for too long. */
    static Problem postponed() {
        return Problem.of(
                "reading.postponed",
                "What had to be read was held up for " + POSTPONED_PATIENCE.toMinutes()
                        + " min, because AWS or the request budget allows no more calls.",
                "Find out in CloudTrail what else in the account calls the same API so often, then run the job again.");
    }
}
