package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.labelmint.dr.job.FailoverRuns;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** drExercise: there, home and signed, on the real engine; and what ends it on the way. */
final class ExerciseTest {
    private static final String EXERCISE = "drExercise estate: 'acme-production', submitter: 'dr-approvers'";
    private static final String REHEARSED = EXERCISE + ", rehearsal: true";

    @TempDir
    Path folder;

    private final Account account = Account.moving();

    @ParameterizedTest
    @EnumSource
    void usersAreMovedThereAndHomeEachByAPlanOfItsOwnAndItIsSigned(Build.Mode mode) throws Exception {
        Build build = asked(mode).approvedBy("ann", "ann", "bob", "cto").run(REHEARSED);

        assertThat(build.given("stage"))
                .containsExactly(
                        "Detect",
                        "There: Plan",
                        "There: Approve",
                        "There: Execute",
                        "There: Validate",
                        "There: Communicate",
                        "Stay: Plan",
                        "Stay: Approve",
                        "Stay: Execute",
                        "Stay: Validate",
                        "Stay: Communicate",
                        "Wait",
                        "Home: Plan",
                        "Home: Approve",
                        "Home: Execute",
                        "Home: Validate",
                        "Home: Communicate",
                        "Evidence",
                        "Sign-off");
        assertThat(build.given("input")).hasSize(4);
        assertThat(build.given("input").get(3).toString()).contains("Sign the exercise of acme-production?");
        FailoverRuns runs = new FailoverRuns(account.ledgers, account.estate);
        assertThat(runs.made().last()).as("it is at home").isEmpty();
        assertThat(runs.last().orElseThrow().value()).contains("-0003-");
        assertThat(account.posts.posts()).hasSize(9);
        assertThat(account.posts.posts().get(8))
                .contains("failback has ended", "The service runs from its first region again, as planned.");
        assertThat(build.packs())
                .anyMatch(pack -> pack.startsWith("sign-off-"))
                .filteredOn(pack -> pack.startsWith("failover-"))
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotApprovedEndsItAndTheEstateStaysWhereItIs(Build.Mode mode) {
        Build build = asked(mode);
        Deque<String> answers = new ArrayDeque<>(List.of("ann"));
        build.map("input", question -> {
            if (answers.isEmpty()) {
                throw new FlowInterruptedException();
            }
            build.answered(answers.pop());
            return null;
        });

        assertThatThrownBy(() -> build.run(REHEARSED)).isInstanceOf(FlowInterruptedException.class);

        assertThat(build.result()).isEqualTo("ABORTED");
        assertThat(build.given("stage")).endsWith("Stay: Plan", "Stay: Approve");
        FailoverRuns runs = new FailoverRuns(account.ledgers, account.estate);
        assertThat(runs.made().last()).hasValueSatisfying(moved -> {
            assertThat(moved.left()).isEqualTo("us-east-1");
            assertThat(moved.committed()).isFalse();
        });
        assertThat(runs.open()).as("what nobody approved is withdrawn").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSwitchoverThatIsRefusedIsToldAndSignedAndNothingElseIsPlanned(Build.Mode mode) {
        account.lose(); // no switchover from what does not answer
        Build build = asked(mode).approvedBy("cto");

        assertThatThrownBy(() -> build.run(EXERCISE)).isInstanceOf(AbortException.class);

        assertThat(build.given("stage"))
                .containsExactly("Detect", "There: Plan", "There: Communicate", "Evidence", "Sign-off");
        assertThat(build.given("echo").toString()).contains("the estate stays where it is");
        assertThat(build.given("drFailback")).isEmpty();
        assertThat(account.ledgers.operations())
                .filteredOn(run -> run.value().startsWith("signature-"))
                .singleElement()
                .satisfies(run -> assertThat(account.ledgers
                                .read(run)
                                .orElseThrow()
                                .opened()
                                .orElseThrow()
                                .plan()
                                .orElseThrow()
                                .shown())
                        .as("those who sign have seen that it was refused")
                        .anyMatch(fact -> fact.name().equals("failed 1")));
    }

    /** Nobody waits in it: people say when to look again. */
    @ParameterizedTest
    @EnumSource
    void theWayHomeIsLookedAtUntilNothingIsMissingAndOnlyThenPlanned(Build.Mode mode) throws Exception {
        Build build = asked(mode).onNothing();
        build.map("input", question -> null);
        Deque<String> missing = new ArrayDeque<>(List.of("orders-db: 3 hours behind.", "orders-db: 2 minutes behind."));
        build.map("drFailback", given -> {
            if (given.get("action").equals("what-if") && !missing.isEmpty()) {
                throw new AbortException(missing.pop());
            }
            return new LinkedHashMap<>(Map.of("run", "failback-1", "digest", "0123", "shortDigest", "0123"));
        });

        build.run(EXERCISE);

        assertThat(build.given("drFailback").stream().map(call -> (Object) ((Map<?, ?>) call).get("action")))
                .containsExactly("what-if", "what-if", "what-if", "plan", "execute");
        List<String> asked = build.given("input").stream().map(Object::toString).toList();
        assertThat(asked).hasSize(6);
        assertThat(asked.get(2))
                .contains("id=LookAgain1", "Not home yet. orders-db: 3 hours behind.", "submitter=dr-approvers");
        assertThat(asked.get(3)).contains("id=LookAgain2", "2 minutes behind");
        assertThat(build.given("timeout").toString()).contains("time=24, unit=HOURS");
    }

    @ParameterizedTest
    @EnumSource
    void aTimerMovesNobody(Build.Mode mode) {
        Build build = asked(mode);
        build.currentBuild.put(
                "buildCauses", List.of(Map.of("_class", "hudson.triggers.TimerTrigger$TimerTriggerCause")));

        assertThatThrownBy(() -> build.run(EXERCISE))
                .hasMessageStartingWith("A timer started this build, and drExercise moves users for people only.");

        assertThat(build.given("stage")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void mistakesAreToldBeforeAnythingIsDone(Build.Mode mode) {
        Build nameless = new Build(mode, 1, folder).on(account);
        assertThatThrownBy(() -> nameless.run(EXERCISE)).hasMessageContaining("drExercise was given no purpose.");
        for (String wrong : Arrays.asList("homeWithin: 0", "homeWithin: '3'", "signWithin: 15", "approveWithin: 400")) {
            Build build = asked(mode);
            assertThatThrownBy(() -> build.run(EXERCISE + ", " + wrong))
                    .as(wrong)
                    .hasMessageContaining("drExercise cannot ")
                    .hasMessageContaining("Give " + wrong.replaceFirst(":.*", "") + ": a whole number from 1 to ");
            assertThat(build.given("stage")).isEmpty();
        }
    }

    private Build asked(Build.Mode mode) {
        Build build = new Build(mode, 1, folder).on(account);
        build.parameters.putAll(Map.of("PURPOSE", "game day of the quarter", "REHEARSAL", false));
        return build;
    }
}
