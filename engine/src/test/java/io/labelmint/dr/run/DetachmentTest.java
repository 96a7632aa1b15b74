package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.run.FakeWorld.Make;
import io.labelmint.dr.run.Outcome.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Letting go of an operation that goes on, as an abort does. */
final class DetachmentTest {
    private final Bench bench = new Bench();
    private final FakeWorld world = bench.world;
    private final Detachment detachment = new Detachment();

    @Test
    void whatAwsWasAskedForGoesOnAndNothingElseIsBegun() {
        CompletableFuture<Outcome> running = begin(Make.of("a", RepeatRule.NAME), Make.of("b", RepeatRule.NAME, "a"));
        bench.timeline.runUntil(bench.timeline.now().plus(Duration.ofMinutes(1)));

        detachment.request("aborted by admin");
        Outcome outcome = bench.timeline.join(running);

        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(outcome.problems())
                .extracting(Problem::summary)
                .first()
                .asString()
                .contains("aborted by admin");
        assertThat(world.effects("a")).isEqualTo(1);
        assertThat(world.calls("b")).isZero();
        assertThat(bench.history().suspended()).isPresent();
    }

    @Test
    void itIsFinishedLaterAndNothingIsDoneTwice() {
        Action[] actions = {Make.of("a", RepeatRule.NAME), Make.of("b", RepeatRule.NAME, "a")};
        CompletableFuture<Outcome> running = begin(actions);
        bench.timeline.runUntil(bench.timeline.now().plus(Duration.ofMinutes(1)));
        detachment.request("aborted by admin");
        bench.timeline.join(running);

        Outcome outcome = bench.run(actions);

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isEqualTo(1);
        assertThat(world.calls("b")).isEqualTo(1);
    }

    @Test
    void beforeTheFirstStepNothingIsCalledAtAll() {
        detachment.request("the controller shuts down");

        Outcome outcome = bench.timeline.join(begin(Make.of("a", RepeatRule.NAME)));

        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(world.calls("a")).isZero();
        assertThat(bench.count(Fact.Intended.class)).isZero();
    }

    @Test
    void aCallThatIsBeingMadeIsAnsweredAndRecorded() {
        world.duringCall = () -> detachment.request("aborted by admin");

        Outcome outcome = bench.timeline.join(begin(Make.of("a", RepeatRule.NAME)));

        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(bench.count(Fact.Accepted.class)).isEqualTo(1);
    }

    private CompletableFuture<Outcome> begin(Action... actions) {
        PlanRunner.Order order =
                new PlanRunner.Order(RunKind.REHEARSAL, "a test", "acme", "somebody", "this process", detachment);
        return bench.runner(bench.ledgers).run(Bench.plan(actions), order, bench.listener);
    }
}
