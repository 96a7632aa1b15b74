package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.run.FakeWorld.Call;
import io.labelmint.dr.run.FakeWorld.Make;
import io.labelmint.dr.run.Outcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens after a call that did not answer, or answered no. */
final class RepeatTest {
    private final Bench bench = new Bench();
    private final FakeWorld world = bench.world;

    @ParameterizedTest
    @EnumSource(names = {"NAME", "TOKEN", "MATCH", "SETS"})
    void aLostAnswerIsFoundByLooking(RepeatRule rule) {
        world.script("a", Call.LOST_ANSWER);

        assertThat(bench.run(Make.of("a", rule)).result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"NAME", "TOKEN", "MATCH", "SETS"})
    void anAnswerNobodyCanReadIsFoundOutByLooking(RepeatRule rule) {
        world.script("a", Call.UNREADABLE_ANSWER);

        assertThat(bench.run(Make.of("a", rule)).result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"NAME", "TOKEN", "MATCH", "SETS"})
    void aLostCallIsMadeAgain(RepeatRule rule) {
        world.script("a", Call.LOST_CALL);

        assertThat(bench.run(Make.of("a", rule)).result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isEqualTo(2);
        assertThat(world.effects("a")).isEqualTo(1);
    }

    @Test
    void whatIsFoundByMatchingIsNotStartedAgainBeforeAnEarlierStartMustShow() {
        world.script("a", Call.LOST_CALL);

        bench.run(Make.of("a", RepeatRule.MATCH));

        List<Instant> calls = world.calls.get("a");
        assertThat(Duration.between(calls.get(0), calls.get(1))).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"LOST_CALL", "LOST_ANSWER", "UNREADABLE_ANSWER"})
    void whatMayHappenOnceIsNeverRepeatedInDoubt(Call lost) {
        world.script("a", lost);

        Outcome outcome = bench.run(Make.of("a", RepeatRule.ONCE));
        Outcome again = bench.run(Make.of("a", RepeatRule.ONCE));

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(again.result()).isEqualTo(Result.FAILED);
        assertThat(again.problems()).extracting(Problem::code).containsExactly("action.in-doubt");
        assertThat(world.calls("a")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(RepeatRule.class)
    void whatWasRefusedIsKnownToHaveHadNoEffectAndIsTriedAgainMoreAndMoreSlowly(RepeatRule rule) {
        world.script("a", Call.THROTTLED, Call.THROTTLED, Call.THROTTLED);

        assertThat(bench.run(Make.of("a", rule)).result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isEqualTo(4);
        assertThat(world.effects("a")).isEqualTo(1);
        assertThat(bench.count(Fact.Refused.class)).isEqualTo(3);
        List<Instant> calls = world.calls.get("a");
        assertThat(Duration.between(calls.get(0), calls.get(1))).isEqualTo(Duration.ofSeconds(5));
        assertThat(Duration.between(calls.get(2), calls.get(3))).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"THROTTLED", "LOST_CALL"})
    void whatNeverStartsEndsWhenAPersonShouldLook(Call call) {
        world.always("a", call);

        Outcome outcome = bench.run(Make.of("a", RepeatRule.NAME));

        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(Duration.between(bench.history().begin(), bench.history().end()))
                .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(63));
        assertThat(world.calls("a")).isLessThan(70);
    }

    @Test
    void whatIsDeniedFailsAtOnceAndMayBeTriedAgain() {
        world.script("a", Call.DENIED);

        Outcome outcome = bench.run(Make.of("a", RepeatRule.ONCE));

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.problems()).extracting(Problem::code).containsExactly("aws.denied");
        assertThat(bench.run(Make.of("a", RepeatRule.ONCE)).result()).isEqualTo(Result.SUCCEEDED);
    }

    @Test
    void whatExistsAndDoesNotShowYetIsWaitedFor() {
        world.made.put("a", bench.timeline.now());
        world.visibleAfter = Duration.ofSeconds(90);

        assertThat(bench.run(Make.of("a", RepeatRule.NAME)).result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls("a")).isEqualTo(1);
    }

    @Test
    void whatExistsAndNeverShowsFailsAfterOneCall() {
        world.always("a", Call.EXISTS);

        Outcome outcome = bench.run(Make.of("a", RepeatRule.NAME));

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.problems()).extracting(Problem::code).containsExactly("action.hidden");
        assertThat(world.calls("a")).isEqualTo(1);
    }

    @Test
    void whatIsSetIsSetAgainWhenItDoesNotStayButNotForEver() {
        world.shows("a", Progress.Absent::new);

        Outcome outcome = bench.run(Make.of("a", RepeatRule.SETS));

        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(outcome.problems()).extracting(Problem::code).containsExactly("action.without-effect");
        List<Instant> calls = world.calls.get("a");
        assertThat(calls).hasSizeBetween(10, 32);
        assertThat(Duration.between(calls.get(0), calls.get(1))).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }
}
