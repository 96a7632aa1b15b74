package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.run.FakeWorld.Call;
import io.labelmint.dr.run.FakeWorld.Make;
import io.labelmint.dr.run.Outcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of an action: look, intend, call, accept, look until it is settled. */
final class ProtocolTest {
    private final Bench bench = new Bench();
    private final FakeWorld world = bench.world;

    @Test
    void whatIsThereIsNotStarted() {
        world.shows("a", () -> new Progress.Done(Facts.of("arn", "arn:a")));

        Outcome outcome = bench.run(Make.of("a", RepeatRule.NAME));

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isZero();
        assertThat(bench.count(Fact.Intended.class)).isZero();
    }

    @ParameterizedTest
    @EnumSource(RepeatRule.class)
    void whatIsAbsentIsStartedOnceAndFollowedToItsEnd(RepeatRule rule) {
        Outcome outcome = bench.run(Make.of("a", rule));

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(outcome.history().actions().get(new ActionId("a")).facts()).isEqualTo(Facts.of("arn", "arn:a"));
        assertThat(world.calls("a")).isEqualTo(1);
    }

    @Test
    void theIntentionIsDurableBeforeTheCallAndAcceptanceComesAfter() {
        List<List<String>> atTheCall = new ArrayList<>();
        world.duringCall = () -> atTheCall.add(facts());

        bench.run(Make.of("a", RepeatRule.NAME));

        assertThat(atTheCall).containsExactly(List.of("Opened", "Intended"));
        assertThat(facts()).containsExactly("Opened", "Intended", "Accepted", "Observed", "Settled", "Closed");
    }

    private List<String> facts() {
        return bench.history().entries().stream()
                .map(entry -> entry.fact().getClass().getSimpleName())
                .toList();
    }

    @Test
    void afterTheCallOnlyLaterReadingsCount() {
        bench.run(Make.of("a", RepeatRule.NAME));

        Instant accepted =
                bench.history().actions().get(new ActionId("a")).accepted().orElseThrow();
        assertThat(world.since()).isNotEmpty().containsOnly(accepted);
    }

    @Test
    void nothingIsStartedOnUnknownAndTheOperationStaysOpen() {
        world.shows("a", FakeWorld::unknown);

        Outcome outcome = bench.run(Make.of("a", RepeatRule.NAME));

        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(outcome.problems()).extracting(Problem::code).containsExactly("test.unknown");
        assertThat(world.calls("a")).isZero();
        assertThat(bench.history().suspended()).isPresent();
        assertThat(bench.history().closed()).isEmpty();
    }

    /** Waiting changes a refusal no more than an answer that makes no sense; one of them alone ends nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"aws.unreadable", "aws.denied"})
    void whatAskingAgainDoesNotChangeIsToldWithinSeconds(String code) {
        Problem lasting = Problem.of(code, "It is not known.", "Mend it.");
        world.shows("a", () -> new Progress.Unknown(lasting));
        Outcome outcome = bench.run(Make.of("a", RepeatRule.NAME));
        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(outcome.problems()).containsExactly(lasting);
        assertThat(took()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(world.calls("a")).isZero();

        Instant passed = bench.timeline.now().plusSeconds(5);
        world.shows(
                "a", () -> bench.timeline.now().isBefore(passed) ? new Progress.Unknown(lasting) : world.really("a"));
        assertThat(bench.run(Make.of("a", RepeatRule.NAME)).result()).isEqualTo(Result.SUCCEEDED);
    }

    private Duration took() {
        return Duration.between(bench.history().begin(), bench.history().end());
    }

    @Test
    void silenceIsWaitedOutForThreeMinutes() {
        world.shows("a", FakeWorld::unknown);
        bench.run(Make.of("a", RepeatRule.NAME));
        assertThat(took()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
    }

    @Test
    void absentSoonAfterAcceptanceMeansNotVisibleYet() {
        world.visibleAfter = Duration.ofSeconds(100);

        Outcome outcome = bench.run(Make.of("a", RepeatRule.MATCH));

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"NAME", "TOKEN", "MATCH"})
    void absentLongAfterAcceptanceMeansVanishedAndIsNoReasonToStartAgain(RepeatRule rule) {
        world.shows("a", Progress.Absent::new);

        Outcome outcome = bench.run(Make.of("a", rule));

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.problems()).extracting(Problem::code).containsExactly("action.vanished");
        assertThat(world.calls("a")).isEqualTo(1);
    }

    @Test
    void whatWasSeenAndIsGoneHasVanishedEvenIfItsAcceptanceWasLost() {
        world.script("a", Call.LOST_ANSWER);
        Instant gone = bench.timeline.now().plusSeconds(200);
        world.shows("a", () -> bench.timeline.now().isAfter(gone) ? new Progress.Absent() : world.really("a"));

        Outcome outcome = bench.run(Make.of("a", RepeatRule.NAME));

        assertThat(outcome.problems()).extracting(Problem::code).containsExactly("action.vanished");
        assertThat(world.calls("a")).isEqualTo(1);
    }

    @Test
    void whatVanishedIsStartedAgainWhenSomebodyGoesOn() {
        world.shows("a", Progress.Absent::new);
        bench.run(Make.of("a", RepeatRule.NAME));
        world.made.clear();
        world.shows("a", () -> world.really("a"));

        Outcome outcome = bench.run(Make.of("a", RepeatRule.NAME));

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isEqualTo(2);
    }

    @Test
    void whatFailedAndWasClearedAwayIsStartedAgainWhenSomebodyGoesOn() {
        world.shows("a", () -> world.calls("a") == 0 ? new Progress.Absent() : FakeWorld.failed());
        assertThat(bench.run(Make.of("a", RepeatRule.NAME)).result()).isEqualTo(Result.FAILED);
        world.made.clear();
        world.shows("a", () -> world.really("a"));

        assertThat(bench.run(Make.of("a", RepeatRule.NAME)).result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isEqualTo(2);
    }

    @Test
    void anOperationThatSucceededIsLeftAlone() {
        bench.run(Make.of("a", RepeatRule.NAME));
        String head = bench.history().head();

        assertThat(bench.run(Make.of("a", RepeatRule.NAME)).result()).isEqualTo(Result.SUCCEEDED);
        assertThat(bench.history().head()).isEqualTo(head);
    }

    @Test
    void theStoredPlanIsRunAndNotTheOneOffered() {
        world.shows("a", FakeWorld::unknown);
        bench.run(Make.of("a", RepeatRule.NAME));
        world.shows("a", () -> world.really("a"));

        bench.run(Make.of("b", RepeatRule.NAME));

        assertThat(world.calls("a")).isEqualTo(1);
        assertThat(world.calls("b")).isZero();
    }

    @Test
    void aStoredPlanWithSeveralPredecessorsKeepsItsDigest() {
        Make[] plan = {
            Make.of("a", RepeatRule.NAME),
            Make.of("b", RepeatRule.NAME),
            Make.of("c", RepeatRule.NAME),
            Make.of("d", RepeatRule.NAME, "c", "a", "b")
        };
        world.always("d", Call.DENIED);
        assertThat(bench.run(plan).result()).isEqualTo(Result.FAILED);
        world.always("d", Call.WORKS);

        assertThat(bench.run(plan).result()).isEqualTo(Result.SUCCEEDED);
    }

    @Test
    void whatSomebodyElseWorksOnIsNotTouched() {
        var working = bench.begin(Make.of("a", RepeatRule.NAME));

        assertThat(working).isNotDone();
        assertThatThrownBy(() -> bench.begin(Make.of("a", RepeatRule.NAME)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("ledger.held"));
    }

    @Test
    void anOperationNobodyBeganCannotBeGoneOnWith() {
        assertThatThrownBy(() -> bench.runner(bench.ledgers)
                        .resume(new OperationId("nobody-knows"), Bench.ORDER, RunListener.none()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("operation.unknown"));
    }
}
