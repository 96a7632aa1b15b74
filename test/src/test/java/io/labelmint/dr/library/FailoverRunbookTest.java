package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.job.FailoverRuns;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** drFailoverRunbook, from what is wrong now to what people are told at the end, on the real engine. */
final class FailoverRunbookTest {
    private static final String RUNBOOK = "drFailoverRunbook estate: 'acme-production', submitter: 'dr-approvers'";

    @TempDir
    Path folder;

    private final Account account = Account.moving();

    @ParameterizedTest
    @EnumSource
    void aRegionThatHangsIsLeftByAPlanThatWasReadAndApprovedAndPeopleAreToldAtEveryPhase(Build.Mode mode)
            throws Exception {
        account.lose();
        Build build = asked(mode).approvedBy("ann");
        build.parameters.put("ACCEPT_UNFENCED", true);

        build.run(RUNBOOK);

        assertThat(build.given("stage"))
                .containsExactly(
                        "Detect", "Assess", "Plan", "Approve", "Execute", "Validate", "Communicate", "Evidence");
        assertThat(build.order("drReadiness", "drFailover", "input", "drNotify", "drVerifyReplication", "drEvidence"))
                .containsExactly(
                        "drReadiness",
                        "drFailover",
                        "drFailover",
                        "drNotify",
                        "input",
                        "drNotify",
                        "drFailover",
                        "drVerifyReplication",
                        "drNotify",
                        "drEvidence");
        assertThat(build.given("input"))
                .singleElement()
                .asString()
                .contains(
                        "submitter=dr-approvers",
                        "Failover of acme-production to its DR region, though nobody may be able to prove",
                        ": region lost? This approves plan ");
        assertThat((String) build.currentBuild.get("description"))
                .contains("region lost. Plan ")
                .containsPattern("[1-9][0-9]* of [0-9]+ checks were red before it");
        assertThat(build.given("echo").get(0).toString())
                .as("what is red of the region that is lost")
                .contains("checks are red", "readiness.");
        assertThat(moves()).hasSize(1);
        assertThat(account.posts.posts()).hasSize(3);
        assertThat(account.posts.posts().get(0))
                .contains(
                        "DR: acme-production failover waits for approval", "waits for an approval", "Why: region lost")
                .contains("For those who use the service: The service may be disturbed.", "Nothing has changed yet.")
                .doesNotContain("RED", "DO FIRST");
        assertThat(account.posts.posts().get(1))
                .contains("DR: acme-production failover begins", "is begun now, as run failover-acme-production-0001-")
                .contains("For those who use the service: We are moving the service to our second region.")
                .doesNotContain("RED", "waits for");
        assertThat(account.posts.posts().get(2))
                .contains("acme-production failover has ended", "failover.fenced", "failover.moved")
                .contains("For those who use the service: The service runs from our second region.");
        assertThat(build.packs())
                .as("readiness, the move, the look afterwards, three notices")
                .hasSize(6);
        assertThat(build.result()).as("nobody proved the fence").isEqualTo("UNSTABLE");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsExecutedIsThePlanThatWasApprovedOfTheVerbThatWasAsked(Build.Mode mode) throws Exception {
        Build build = asked(mode).approvedBy("ann");
        build.parameters.putAll(Map.of("VERB", "switchover", "ACCEPT_UNFENCED", false));

        build.run(RUNBOOK);

        List<Object> calls = build.given("drFailover");
        assertThat(calls.stream().map(call -> (Object) ((Map<?, ?>) call).get("action")))
                .containsExactly("what-if", "plan", "execute");
        assertThat(calls.subList(0, 2))
                .allSatisfy(call -> assertThat(((Map<?, ?>) call).get("verb")).isEqualTo("switchover"));
        Map<?, ?> execute = (Map<?, ?>) calls.get(2);
        History move = account.ledgers
                .read(new OperationId("move-" + execute.get("run")))
                .orElseThrow();
        assertThat(move.opened().flatMap(Fact.Opened::planDigest)).hasValue((String) execute.get("digest"));
        assertThat(move.opened().orElseThrow().title()).startsWith("Switchover of acme-production");
        String digest = (String) execute.get("digest");
        assertThat(build.given("input"))
                .singleElement()
                .asString()
                .contains(
                        "Switchover of acme-production to its DR region: region lost?",
                        "approves plan " + digest.substring(0, 4) + " " + digest.substring(4, 8) + " ");
        assertThat(account.posts.posts().get(2))
                .contains("For those who use the service: The service runs from our second region, as planned.");
    }

    @ParameterizedTest
    @EnumSource
    void whatHasMovedIsCommittedByTheSamePipelineAndDetectSaysHowItStands(Build.Mode mode) throws Exception {
        account.move(Verb.SWITCHOVER);
        Build build = asked(mode).approvedBy("ann");
        build.parameters.putAll(Map.of("VERB", "commit", "ACCEPT_UNFENCED", false));

        build.run("drFailoverRunbook estate: 'acme-production', acceptUnfenced: true, rehearsal: true");

        assertThat(build.given("drReadiness")).isEmpty();
        assertThat(build.given("echo").get(0).toString()).contains("runs in us-west-2 since run");
        assertThat(build.given("drFailover"))
                .allSatisfy(call ->
                        assertThat(((Map<?, ?>) call).get("acceptUnfenced")).isNotEqualTo(true));
        assertThat(account.posts.posts().get(2))
                .contains("commit has ended", "The service stays in our second region. Nothing has changed for you.");
        assertThat(new FailoverRuns(account.ledgers, account.estate)
                        .made()
                        .last()
                        .orElseThrow()
                        .committed())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void twoAreAskedWhereTwoAreNeededAndAnEstateGivenAsTextIsCalledByTheNameThatWasFound(Build.Mode mode)
            throws Exception {
        String estate = Account.movingText("\napprovals: { switchover: { needed: 2, from: [ann, bob, cas] } }\n");
        Build build = asked(mode).approvedBy("ann", "bob");

        build.run("drFailoverRunbook verb: 'switchover', estateYaml: '''" + estate + "'''");

        assertThat(build.given("input"))
                .hasSize(2)
                .allSatisfy(question -> assertThat(question.toString())
                        .contains("submitter=ann,bob,cas", "Switchover of acme-production to its"));
        assertThat(build.given("input").get(1).toString()).contains("id=Approve2", "Approval 2 of 2.");
        assertThat(account.posts.posts().get(0)).contains("waits for 2 approvals by ann,bob,cas");
        assertThat(moves()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRejectedIsWithdrawnToldAndNotBegun(Build.Mode mode) {
        Build build = asked(mode);
        build.parameters.put("ACCEPT_UNFENCED", true);
        build.map("input", question -> {
            throw new FlowInterruptedException();
        });

        assertThatThrownBy(() -> build.run(RUNBOOK)).isInstanceOf(FlowInterruptedException.class);

        assertThat(build.result()).isEqualTo("ABORTED");
        assertThat(build.given("stage")).containsExactly("Detect", "Assess", "Plan", "Approve");
        assertThat(build.given("drRestorePitr")).isEmpty();
        Map<?, ?> withdrawn = (Map<?, ?>) build.given("drFailover").get(2);
        assertThat(withdrawn.get("action")).isEqualTo("withdraw");
        assertThat(account.ledgers
                        .read(new OperationId((String) withdrawn.get("run")))
                        .orElseThrow()
                        .closed())
                .isPresent();
        assertThat(account.posts.posts()).hasSize(2);
        assertThat(account.posts.posts().get(1)).contains("failover is not approved", "Nothing of it was begun.");
        assertThat(moves()).as("nothing was called for it").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aTimerNeverGetsAsFarAsAPlan(Build.Mode mode) {
        Build build = asked(mode).approvedBy("ann");
        List<Map<String, String>> timer = List.of(Map.of("_class", "hudson.triggers.TimerTrigger$TimerTriggerCause"));
        if (mode == Build.Mode.CPS) {
            build.currentBuild.put("upstreamBuilds", List.of(Map.of("buildCauses", timer)));
        } else {
            build.currentBuild.put("buildCauses", timer);
        }

        assertThatThrownBy(() -> build.run(RUNBOOK))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith(
                        "A timer started this build, and drFailoverRunbook moves an estate for people only.");

        assertThat(build.given("stage")).isEmpty();
        assertThat(build.given("drFailover")).isEmpty();
        assertThat(new FailoverRuns(account.ledgers, account.estate).last()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeLookedAtAndWhoCannotBeToldStopsNothing(Build.Mode mode) throws Exception {
        Build build = asked(mode).approvedBy("ann");
        build.refuses("drReadiness", "The region is dark. Wait.");
        build.map("drNotify", given -> {
            throw new AbortException("No topic answers. Call them.");
        });

        build.run("drFailoverRunbook estate: 'acme-production', verb: 'switchover'");

        assertThat(moves()).hasSize(1);
        assertThat(build.result()).isEqualTo("UNSTABLE");
        assertThat(build.given("unstable"))
                .singleElement()
                .asString()
                .contains("Nobody can say what is wrong now: The region is dark.");
        assertThat(build.given("echo").stream().filter(said -> said.toString().startsWith("Nobody could be told")))
                .hasSize(3)
                .allSatisfy(said -> assertThat(said.toString())
                        .contains("No topic answers.", "Tell them:\n", "For those who use the service: "));
    }

    @ParameterizedTest
    @EnumSource
    void aPlanThatIsRefusedAsksNobodyAndIsTold(Build.Mode mode) {
        Build build = asked(mode);
        build.parameters.putAll(Map.of("VERB", "roll-back", "ACCEPT_UNFENCED", false));

        assertThatThrownBy(() -> build.run(RUNBOOK))
                .hasMessageContaining("has not failed over, so there is nothing to roll-back");

        assertThat(build.given("stage")).containsExactly("Detect", "Assess", "Plan", "Communicate", "Evidence");
        assertThat(build.given("input")).isEmpty();
        assertThat(account.posts.posts())
                .singleElement()
                .asString()
                .contains("roll-back refused", "nobody is asked", "has not failed over");
    }

    @ParameterizedTest
    @EnumSource
    void anAbortEndsItWhereverItIsAndAMoveThatIsUnderWayIsTold(Build.Mode mode) {
        List<String> all =
                List.of("Detect", "Assess", "Plan", "Approve", "Execute", "Validate", "Communicate", "Evidence");
        Map<String, String> last = Map.of(
                "drReadiness#1", "Detect",
                "what-if", "Assess",
                "plan", "Plan",
                "execute", "Execute",
                "drVerifyReplication#1", "Validate",
                "has ended", "Communicate",
                "drEvidence#1", "Evidence");
        last.forEach((at, stage) -> {
            Build build = new Build(mode, 1, folder).onNothing().abortedAt(at);
            build.parameters.put("PURPOSE", "region lost");

            assertThatThrownBy(() -> build.run(RUNBOOK)).as(at).isInstanceOf(FlowInterruptedException.class);

            assertThat(build.result()).isEqualTo("ABORTED");
            assertThat(build.given("stage")).as(at).isEqualTo(all.subList(0, all.indexOf(stage) + 1));
            assertThat(build.given("drNotify").stream()
                            .filter(said -> said.toString().contains("`dr resume failover-1` finishes the rest")))
                    .as(at)
                    .hasSize(at.equals("execute") ? 1 : 0);
        });
    }

    private Build asked(Build.Mode mode) {
        Build build = new Build(mode, 1, folder).on(account);
        build.parameters.putAll(
                Map.of("VERB", "", "PURPOSE", " region lost ", "ACCEPT_UNFENCED", false, "REHEARSAL", false));
        return build;
    }

    /** The moves something was called for. */
    private List<OperationId> moves() {
        return account.ledgers.operations().stream()
                .filter(id -> id.value().startsWith("move-"))
                .filter(id -> account.ledgers.read(id).orElseThrow().actions().values().stream()
                        .anyMatch(state -> state.intended().isPresent()))
                .toList();
    }
}
