package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.run.FakeWorld.Call;
import io.labelmint.dr.run.FakeWorld.Make;
import io.labelmint.dr.run.Outcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How operations of several actions end. */
final class EndsTest {
    private static final Logger LOG = Logger.getLogger(RunListener.class.getName());

    private final Bench bench = new Bench();
    private final FakeWorld world = bench.world;

    @AfterEach
    void logAgain() {
        LOG.setLevel(null);
    }

    @Test
    void whatDependsOnAFailureIsNotStartedAndTheRestGoesOn() {
        world.script("a", Call.DENIED);

        Outcome outcome = bench.run(
                Make.of("a", RepeatRule.NAME), Make.of("b", RepeatRule.NAME, "a"), Make.of("c", RepeatRule.NAME));

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(world.calls("b")).isZero();
        assertThat(world.effects("c")).isEqualTo(1);
        assertThat(bench.history().closed().orElseThrow().succeeded()).isFalse();
    }

    @Test
    void anActionThatIsStuckRecoversWhileOthersGoOn() {
        Instant back = bench.timeline.now().plus(Duration.ofMinutes(10));
        world.takes = Duration.ofMinutes(30);
        world.shows("a", () -> bench.timeline.now().isBefore(back) ? FakeWorld.unknown() : world.really("a"));

        Outcome outcome = bench.run(
                Make.of("a", RepeatRule.NAME), Make.of("b", RepeatRule.NAME), Make.of("c", RepeatRule.NAME, "a"));

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.effects("c")).isEqualTo(1);
    }

    @Test
    void somethingOverdueKeepsTheOperationOpenAndIsToldBeforeWhatFailed() {
        world.takes = Duration.ofHours(5);
        world.script("b", Call.DENIED);

        Outcome outcome = bench.run(Make.of("a", RepeatRule.NAME), Make.of("b", RepeatRule.NAME));

        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(outcome.problems()).extracting(Problem::code).containsExactly("action.overdue", "aws.denied");
        assertThat(bench.history().suspended().orElseThrow().problem().code()).isEqualTo("action.overdue");
    }

    @Test
    void aListenerThatFailsStopsNothing() {
        LOG.setLevel(Level.OFF); // what it throws is logged, and would fill the build's log here
        bench.listener = new RunListener() {
            @Override
            public void recorded(OperationId operation, Entry entry) {
                throw new IllegalStateException("the terminal is closed");
            }

            @Override
            public void waiting(
                    OperationId operation,
                    io.labelmint.dr.plan.ActionId action,
                    String phase,
                    Duration elapsed,
                    io.labelmint.dr.plan.Estimate estimate) {
                throw new IllegalStateException("the terminal is closed");
            }
        };

        assertThat(bench.run(Make.of("a", RepeatRule.NAME)).result()).isEqualTo(Result.SUCCEEDED);
    }

    @Test
    void whatAnActionThrowsFailsTheFutureAndLetsGoOfTheLedger() {
        world.shows("a", () -> {
            throw new IllegalStateException("a mistake of the program");
        });

        assertThatThrownBy(() -> bench.run(Make.of("a", RepeatRule.NAME))).hasMessage("a mistake of the program");
        world.shows("a", Progress.Absent::new);
        bench.ledgers.open(Bench.OPERATION, "another").close();
    }

    @Test
    void anErrorFailsTheFutureToo() {
        world.script("a", Call.KILLS_BEFORE);
        CompletableFuture<Outcome> future = bench.begin(Make.of("a", RepeatRule.NAME));

        assertThatThrownBy(() -> bench.timeline.join(future)).isInstanceOf(FakeWorld.Killed.class);
        assertThat(future).isCompletedExceptionally();
        bench.ledgers.open(Bench.OPERATION, "another").close();
    }

    @Test
    void anEmptyPlanSucceeds() {
        assertThat(bench.run().result()).isEqualTo(Result.SUCCEEDED);
    }
}
