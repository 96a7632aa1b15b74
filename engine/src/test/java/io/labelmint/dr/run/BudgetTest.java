package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.run.FakeWorld.Call;
import io.labelmint.dr.run.FakeWorld.Make;
import io.labelmint.dr.run.Outcome.Result;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is tried for a while and then gone on without, and what a person leaves out. */
final class BudgetTest {
    private static final Duration BUDGET = Duration.ofSeconds(60);

    private final Bench bench = new Bench();
    private final FakeWorld world = bench.world;
    private final Make attempt = Make.in("us-east-1", "fence", RepeatRule.SETS).within(BUDGET);
    private final Make promote = Make.in("us-west-2", "promote", RepeatRule.NAME, "fence");

    @Test
    void whatIsDoneInTimeIsWaitedFor() {
        world.takes = Duration.ofSeconds(40);
        Instant begin = bench.timeline.now();

        Outcome outcome = bench.run(attempt, promote);

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(outcome.problems()).isEmpty();
        assertThat(world.made.get("promote")).isAfterOrEqualTo(begin.plusSeconds(40));
    }

    @Test
    void aRegionThatSaysNothingHoldsUpWhatComesAfterForItsBudgetAndNoLonger() {
        world.shows("fence", FakeWorld::unknown);
        Instant begin = bench.timeline.now();

        Outcome outcome = bench.run(attempt, promote);

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("fence")).isZero();
        assertThat(world.made.get("promote")).isEqualTo(begin.plus(BUDGET));
        assertThat(outcome.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("action.budget-over");
            assertThat(problem.summary()).contains("fence", "60 s");
        });
    }

    @Test
    void aCallThatHangsPastTheBudgetHoldsNobodyUpAndItsAnswerIsRecordedWhenItComes() {
        world.duringCall = () -> {
            if (world.calls("promote") == 0) {
                bench.timeline.hang(Duration.ofSeconds(90));
            }
        };
        world.takes = Duration.ofSeconds(10);
        Instant begin = bench.timeline.now();

        Outcome outcome = bench.run(attempt, promote);

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.made.get("promote")).isEqualTo(begin.plus(BUDGET));
        assertThat(bench.history().actions().get(new ActionId("fence")).accepted())
                .as("what AWS said in the end is known")
                .isPresent();
        assertThat(world.calls("fence")).isEqualTo(1);
    }

    @Test
    void whatIsRefusedIsGoneOnWithoutAtOnce() {
        world.script("fence", Call.DENIED);
        world.takes = Duration.ofSeconds(10);

        Outcome outcome = bench.run(attempt, promote);

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(outcome.problems()).extracting(Problem::code).containsExactly("aws.denied");
    }

    @Test
    void whatFailsWithoutABudgetStillStopsWhatComesAfter() {
        world.script("promote", Call.DENIED);
        world.takes = Duration.ofSeconds(10);

        Outcome outcome = bench.run(attempt, promote, Make.in("us-west-2", "traffic", RepeatRule.SETS, "promote"));

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(world.calls("traffic")).isZero();
    }

    @Test
    void whatAPersonLeavesOutCountsAsDoneAndIsNotCalled() {
        world.script("promote", Call.DENIED);
        Make traffic = Make.in("us-west-2", "traffic", RepeatRule.SETS, "promote");
        bench.run(attempt, promote, traffic);

        skip("promote", "the console said it is promoted");
        Outcome outcome = bench.run(attempt, promote, traffic);

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("promote")).isEqualTo(1);
        assertThat(world.calls("traffic")).isEqualTo(1);
        assertThat(bench.history().entries())
                .extracting(entry -> entry.fact())
                .contains(new Fact.Skipped(new ActionId("promote"), "ada", "the console said it is promoted"));
    }

    @Test
    void whatIsDoneOrUnknownOrWithoutAReasonIsNotLeftOut() {
        world.takes = Duration.ofSeconds(10);
        world.script("promote", Call.DENIED);
        bench.run(attempt, promote);

        assertThatThrownBy(() -> skip("fence", "why not")).hasMessageContaining("fence is done already");
        assertThatThrownBy(() -> skip("pormote", "why not"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("pormote is no action")
                .hasMessageContaining("Name one of: promote.");
        assertThatThrownBy(() -> skip("promote", " ")).hasMessageContaining("No reason");
    }

    private void skip(String action, String reason) {
        bench.runner(bench.ledgers)
                .skip(
                        Bench.OPERATION,
                        new Fact.Skipped(new ActionId(action), "ada", reason),
                        "this process",
                        bench.listener);
    }
}
