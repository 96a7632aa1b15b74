package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.run.FakeWorld.Call;
import io.labelmint.dr.run.FakeWorld.Make;
import io.labelmint.dr.time.SystemTimeline;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The runner on real threads. Delays are a thousandth of what they are, so that nobody waits. */
@Timeout(60)
final class ThreadsTest {
    private final SystemTimeline system = new SystemTimeline();
    private final Timeline hasty = new Timeline() {
        @Override
        public Instant now() {
            return system.now();
        }

        @Override
        public long nanos() {
            return system.nanos();
        }

        @Override
        public Scheduled in(Duration delay, Runnable task) {
            return system.in(delay.dividedBy(1000), task);
        }

        @Override
        public <T> T join(CompletableFuture<T> future) {
            return system.join(future);
        }
    };
    private final Lanes lanes = Lanes.threads();
    private final FakeWorld world = new FakeWorld(hasty);
    private final MemoryLedgers ledgers = new MemoryLedgers(hasty, Bench.JSON);
    private final PlanRunner runner = new PlanRunner(ledgers, world, world.hands(), hasty, lanes, Bench.JSON);

    @AfterEach
    void close() {
        lanes.close();
        system.close();
    }

    @Test
    void manyOperationsInManyRegionsEachDoEverythingOnce() {
        world.takes = Duration.ofMillis(3);
        List<CompletableFuture<Outcome>> futures = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            List<Action> actions = new ArrayList<>();
            for (int j = 0; j < 8; j++) {
                String name = i + "/" + j;
                String region = "region-" + j % 4;
                actions.add(
                        j < 4
                                ? Make.in(region, name, RepeatRule.NAME)
                                : Make.in(region, name, RepeatRule.NAME, i + "/" + (j - 4), i + "/" + (j - 3) % 4));
            }
            Plan plan = new Plan(new OperationId("operation-" + i), "digest", actions);
            futures.add(runner.run(plan, Bench.ORDER, RunListener.none()));
        }

        assertThat(futures)
                .allSatisfy(future -> assertThat(system.join(future).result()).isEqualTo(Outcome.Result.SUCCEEDED));
        assertThat(world.calls)
                .hasSize(200)
                .allSatisfy((name, calls) -> assertThat(calls).hasSize(1));
    }

    @Test
    void theLedgerIsHeldUntilACallThatIsUnderWayHasEnded() throws InterruptedException {
        CountDownLatch onTheWire = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        world.duringCall = () -> {
            onTheWire.countDown();
            await(mayAnswer);
        };
        world.shows("broken", () -> {
            await(onTheWire);
            throw new IllegalStateException("a mistake of the program");
        });
        Plan plan = Bench.plan(Make.in("one", "slow", RepeatRule.NAME), Make.in("two", "broken", RepeatRule.NAME));
        CompletableFuture<Outcome> future = runner.run(plan, Bench.ORDER, RunListener.none());
        onTheWire.await();

        assertThatThrownBy(() -> ledgers.open(Bench.OPERATION, "another")).hasMessageContaining("this process");
        mayAnswer.countDown();

        assertThatThrownBy(() -> system.join(future)).hasMessage("a mistake of the program");
        assertThat(ledgers.text(Bench.OPERATION).orElseThrow()).contains("\"what\":\"accepted\"");
        ledgers.open(Bench.OPERATION, "another").close();
    }

    @Test
    void anErrorOnALaneFailsTheFuture() {
        world.script("a", Call.KILLS_BEFORE);

        assertThatThrownBy(() -> system.join(
                        runner.run(Bench.plan(Make.of("a", RepeatRule.NAME)), Bench.ORDER, RunListener.none())))
                .isInstanceOf(FakeWorld.Killed.class);
    }

    @Test
    void lanesThatAreClosedFailTheFuture() {
        CompletableFuture<Outcome> future;
        lanes.run("us-east-1", () -> {});
        lanes.close();
        future = runner.run(Bench.plan(Make.of("a", RepeatRule.NAME)), Bench.ORDER, RunListener.none());

        assertThatThrownBy(() -> system.join(future))
                .isInstanceOf(java.util.concurrent.RejectedExecutionException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
