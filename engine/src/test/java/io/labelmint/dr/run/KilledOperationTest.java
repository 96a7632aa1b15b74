package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.run.FakeWorld.Call;
import io.labelmint.dr.run.FakeWorld.Make;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process dies before or after each entry, or during a call; the next one goes on. */
final class KilledOperationTest {

    @ParameterizedTest
    @EnumSource(RepeatRule.class)
    void whereverTheProcessDiesNothingIsDoneTwice(RepeatRule rule) {
        Plan plan = plan(rule);
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Bench bench = new Bench();
            Mortal mortal = new Mortal(bench.ledgers, boundary);
            bench.process(mortal, plan);
            died = mortal.dead();
            Outcome outcome = later(bench, plan);

            prove(bench, rule, "killed at boundary " + boundary, outcome);
        }
        assertThat(boundary).isGreaterThan(16);
    }

    @ParameterizedTest
    @EnumSource(RepeatRule.class)
    void aCallDuringWhichTheProcessDiesIsRepeatedOnlyAsTheRuleAllows(RepeatRule rule) {
        for (Call death : List.of(Call.KILLS_BEFORE, Call.KILLS_AFTER)) {
            Bench bench = new Bench();
            bench.world.script("a", death);
            bench.process(bench.ledgers, plan(rule));
            Outcome outcome = later(bench, plan(rule));

            prove(bench, rule, death.toString(), outcome);
        }
    }

    private static Plan plan(RepeatRule rule) {
        return Bench.plan(Make.of("a", rule), Make.in("us-west-2", "b", rule, "a"));
    }

    /** The next process, ten minutes later. */
    private static Outcome later(Bench bench, Plan plan) {
        bench.timeline.runUntil(bench.timeline.now().plus(Duration.ofMinutes(10)));
        return bench.timeline.join(bench.runner(bench.ledgers).run(plan, Bench.ORDER, RunListener.none()));
    }

    private static void prove(Bench bench, RepeatRule rule, String how, Outcome outcome) {
        for (String action : List.of("a", "b")) {
            assertThat(bench.world.effects(action))
                    .as(how + ", effects of " + action)
                    .isLessThanOrEqualTo(1);
            int allowed = rule == RepeatRule.ONCE ? 1 : 2;
            assertThat(bench.world.calls(action))
                    .as(how + ", calls of " + action)
                    .isLessThanOrEqualTo(allowed);
        }
        // All rules but one end well; that one says that it does not know.
        if (rule != RepeatRule.ONCE || outcome.result() == Outcome.Result.SUCCEEDED) {
            assertThat(outcome.result()).as(how).isEqualTo(Outcome.Result.SUCCEEDED);
            assertThat(bench.world.effects("b")).as(how).isEqualTo(1);
        } else {
            assertThat(outcome.problems().get(0).code()).as(how).isEqualTo("action.in-doubt");
        }
    }
}
