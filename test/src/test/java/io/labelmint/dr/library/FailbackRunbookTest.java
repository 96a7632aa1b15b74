package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
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

/** drFailbackRunbook, of an estate that has failed over and was committed, on the real engine. */
final class FailbackRunbookTest {
    private static final String RUNBOOK = "drFailbackRunbook estate: 'acme-production'";

    /** Which waits until its replicas have caught up. */
    private static final String REHEARSED = RUNBOOK + ", rehearsal: true";

    @TempDir
    Path folder;

    private final Account account =
            new Account(Account.moving("\napprovals: { failback: { needed: 2, from: [ann, bob, cas] } }\n"));

    @ParameterizedTest
    @EnumSource
    void itGoesHomeByThePlanThatTwoApprovedAndPeopleAreToldAtEveryPhase(Build.Mode mode) throws Exception {
        account.committed();
        Build build = asked(mode).approvedBy("ann", "bob").run(REHEARSED);

        assertThat(build.given("stage"))
                .containsExactly("Detect", "Plan", "Approve", "Execute", "Validate", "Communicate", "Evidence");
        assertThat(build.given("echo").get(0).toString()).contains("runs in us-west-2 since run");
        assertThat(build.given("input"))
                .hasSize(2)
                .allSatisfy(question -> assertThat(question.toString())
                        .contains("submitter=ann,bob,cas", "Failback of acme-production to its primary region: "));
        List<Object> calls = build.given("drFailback");
        assertThat(calls.stream().map(call -> (Object) ((Map<?, ?>) call).get("action")))
                .containsExactly("plan", "execute");
        assertThat(build.given("drFailover")).isEmpty();
        Map<?, ?> execute = (Map<?, ?>) calls.get(1);
        History move = account.ledgers
                .read(new OperationId("move-" + execute.get("run")))
                .orElseThrow();
        assertThat(move.opened().flatMap(Fact.Opened::planDigest)).hasValue((String) execute.get("digest"));
        assertThat(move.opened().orElseThrow().title()).startsWith("Failback of acme-production to us-east-1");
        assertThat(account.posts.posts()).hasSize(3);
        assertThat(account.posts.posts().get(0))
                .contains("REHEARSAL DR: acme-production failback waits for approval", "waits for 2 approvals");
        assertThat(account.posts.posts().get(1)).contains("failback begins");
        assertThat(account.posts.posts().get(2))
                .contains("failback has ended", "The service runs from its first region again, as planned.")
                .doesNotContain("failover.moved", "failback.completed");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotProvedToBeAtHomeIsRefusedAsksNobodyAndIsTold(Build.Mode mode) {
        account.committed();
        Build build = asked(mode).approvedBy("ann", "bob");

        assertThatThrownBy(() -> build.run(RUNBOOK))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("Not everything is proved to be in us-east-1 yet. orders-db: RDS calls ");

        assertThat(build.result()).isEqualTo("FAILURE");
        assertThat(build.given("stage")).containsExactly("Detect", "Plan", "Communicate", "Evidence");
        assertThat(build.given("input")).isEmpty();
        assertThat(account.posts.posts())
                .singleElement()
                .asString()
                .contains("failback refused", "nobody is asked. Not everything is proved to be in us-east-1 yet.")
                .doesNotContain("For those who use the service");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRejectedIsWithdrawnByItsOwnStepAndNotBegun(Build.Mode mode) {
        account.committed();
        Build build = asked(mode);
        build.map("input", question -> {
            throw new FlowInterruptedException();
        });

        assertThatThrownBy(() -> build.run(REHEARSED)).isInstanceOf(FlowInterruptedException.class);

        assertThat(build.result()).isEqualTo("ABORTED");
        assertThat(build.order("drRestorePitr", "drFailover", "drFailback"))
                .containsExactly("drFailback", "drFailback");
        Map<?, ?> withdrawn = (Map<?, ?>) build.given("drFailback").get(1);
        assertThat(withdrawn.get("action")).isEqualTo("withdraw");
        assertThat(new FailoverRuns(account.ledgers, account.estate).open()).isEmpty();
        assertThat(account.posts.posts()).hasSize(2);
        assertThat(account.posts.posts().get(1)).contains("failback is not approved");
    }

    @ParameterizedTest
    @EnumSource
    void aTimerNeverGetsAsFarAsAPlan(Build.Mode mode) {
        Build build = asked(mode);
        build.currentBuild.put(
                "upstreamBuilds",
                List.of(Map.of(
                        "buildCauses", List.of(Map.of("_class", "hudson.triggers.TimerTrigger$TimerTriggerCause")))));

        assertThatThrownBy(() -> build.run(RUNBOOK))
                .hasMessageStartingWith("A timer started this build, and drFailbackRunbook moves an estate for people");

        assertThat(build.given("stage")).isEmpty();
        assertThat(build.given("drFailback")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anAbortEndsItWhereverItIs(Build.Mode mode) {
        List<String> all = List.of("Detect", "Plan", "Approve", "Execute", "Validate", "Communicate", "Evidence");
        Map<String, String> last = Map.of(
                "drVerifyReplication#1", "Detect",
                "plan", "Plan",
                "execute", "Execute",
                "drVerifyReplication#2", "Validate",
                "has ended", "Communicate",
                "drEvidence#1", "Evidence");
        last.forEach((at, stage) -> {
            Build build = new Build(mode, 1, folder).onNothing().abortedAt(at);
            build.parameters.put("PURPOSE", "region is back");

            assertThatThrownBy(() -> build.run(RUNBOOK)).as(at).isInstanceOf(FlowInterruptedException.class);

            assertThat(build.result()).isEqualTo("ABORTED");
            assertThat(build.given("stage")).as(at).isEqualTo(all.subList(0, all.indexOf(stage) + 1));
        });
    }

    private Build asked(Build.Mode mode) {
        Build build = new Build(mode, 1, folder).on(account);
        build.parameters.putAll(Map.of("PURPOSE", "region is back", "REHEARSAL", false));
        return build;
    }
}
