package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.labelmint.dr.job.OpenOperations;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** drRestore, from the parameters a person types in to the evidence, on the real engine. */
final class RestoreTest {
    private static final String RESTORE = "drRestore estate: 'labelmint-production', submitter: 'dr-approvers'";

    @TempDir
    Path folder;

    private final Account account = new Account();

    @ParameterizedTest
    @EnumSource
    void whatAPersonAskedForAndAnotherApprovedIsRestoredOnce(Build.Mode mode) throws Exception {
        Build build = asked(mode).approvedBy("ann").run(RESTORE);

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(build.given("stage")).containsExactly("Plan", "Approve", "Restore", "Tell", "Evidence");
        assertThat(build.given("input"))
                .singleElement()
                .asString()
                .contains("submitter=dr-approvers", "Restore orders-db as orders-again: wrong deletion", "plan ");
        assertThat(build.given("timeout")).containsExactly(Map.of("time", 30, "unit", "MINUTES"));
        assertThat((String) build.currentBuild.get("description")).contains("wrong deletion. Plan ");
        assertThat(instances()).containsOnlyOnce("orders-again");
        assertThat(account.posts.posts()).singleElement().asString().contains("GREEN", "restore");
        assertThat(build.packs()).hasSize(2);
        assertThat(build.given("node")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theApproverSeesTheDigestOfWhatIsExecuted(Build.Mode mode) throws Exception {
        Build build = asked(mode).approvedBy("ann").run(RESTORE);

        Map<?, ?> execute = (Map<?, ?>) build.given("drRestorePitr").get(1);
        String digest = (String) execute.get("digest");
        String brief = digest.substring(0, 4) + " " + digest.substring(4, 8) + " " + digest.substring(8, 12);
        assertThat(execute.get("action")).isEqualTo("execute");
        assertThat(build.given("input")).singleElement().asString().contains("approves plan " + brief + ".");
    }

    @ParameterizedTest
    @EnumSource
    void twoAreAskedWhereTwoAreNeededAndEachTypesTheDigest(Build.Mode mode) throws Exception {
        Build build = asked(mode).approvedBy("ann", "bob");

        build.run(of("restore: { needed: 2, from: [ann, bob, cas] }"));

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(build.given("input"))
                .hasSize(2)
                .allSatisfy(question -> assertThat(question.toString())
                        .contains("submitter=ann,bob,cas", "name=PLAN", "name=BREAK_GLASS"));
        assertThat(build.given("input").get(0).toString()).contains("id=Approve1", "Approval 1 of 2.");
        assertThat(build.given("input").get(1).toString()).contains("id=Approve2", "Approval 2 of 2.");
        assertThat(instances()).containsOnlyOnce("orders-again");
    }

    @ParameterizedTest
    @EnumSource
    void theSamePersonTwiceIsAskedTwiceAndExecutesNothing(Build.Mode mode) {
        Build build = asked(mode).approvedBy("ann", "ANN");

        assertThatThrownBy(() -> build.run(of("restore: { needed: 2 }")))
                .hasMessageContaining("has approved this plan already");

        assertThat(instances()).doesNotContain("orders-again");
    }

    @ParameterizedTest
    @EnumSource
    void whenNobodyAnswersMorePeopleAreToldAndWhoAnsweredIsNotAskedAgain(Build.Mode mode) throws Exception {
        Build build = asked(mode);
        List<Object> asked = new ArrayList<>();
        build.map("input", question -> {
            asked.add(question.get("id"));
            if (asked.size() == 2) {
                throw new FlowInterruptedException(List.of(new FlowInterruptedException.ExceededTimeout()));
            }
            build.answered(asked.size() == 1 ? "ann" : "bob");
            return null;
        });

        build.run(of("escalateAfter: 30m, restore: { needed: 2 }"));

        assertThat(asked).containsExactly("Approve1", "Approve2", "Approve2");
        assertThat(build.given("timeout"))
                .containsExactly(Map.of("time", 30, "unit", "MINUTES"), Map.of("time", 90, "unit", "MINUTES"));
        assertThat(build.order("drNotify", "input")).containsExactly("input", "input", "drNotify", "input", "drNotify");
        assertThat(account.posts.posts().get(0)).contains("waits for its approvals since", "`dr approve restore-");
        assertThat(instances()).containsOnlyOnce("orders-again");
    }

    /** A restore in the estate with {@code approvals}. */
    private String of(String approvals) {
        return "drRestore estateYaml: '''" + account.estate.source().replaceFirst("(?s)\\napprovals:.*?\\n\\n", "\n\n")
                + "\napprovals: { " + approvals + " }\n'''";
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotApprovedIsNotRestoredAndTheBuildSaysSo(Build.Mode mode) {
        Build build = asked(mode);
        build.map("input", question -> {
            throw new FlowInterruptedException(); // rejected, or not answered in time: Jenkins tells them apart, we
            // need not
        });

        assertThatThrownBy(() -> build.run(RESTORE)).isInstanceOf(FlowInterruptedException.class);

        assertThat(build.result()).isEqualTo("ABORTED");
        assertThat(build.given("stage")).containsExactly("Plan", "Approve");
        assertThat(build.given("echo"))
                .singleElement()
                .asString()
                .contains("nothing of it was begun", "It is withdrawn.");
        assertThat(instances()).doesNotContain("orders-again");
        Map<?, ?> withdrawn = (Map<?, ?>) build.given("drRestorePitr").get(1);
        assertThat(withdrawn.get("action")).isEqualTo("withdraw");
        History run = account.ledgers
                .read(new OperationId((String) withdrawn.get("run")))
                .orElseThrow();
        assertThat(run.closed()).as("the run is over, and not left prepared").isPresent();
        assertThat(OpenOperations.of(account.ledgers, account.timeline.now())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeWithdrawnStillEndsTheBuildAsItWasRejectedAndSaysHow(Build.Mode mode) {
        Build build = asked(mode);
        build.map("input", question -> {
            Map<?, ?> plan = (Map<?, ?>) build.given("drRestorePitr").get(0);
            assertThat(plan.get("action")).isEqualTo("plan");
            // Somebody on the command line was faster, and began it.
            account.ledgers.operations().stream()
                    .filter(id -> id.value().startsWith("restored-"))
                    .forEach(id -> account.ledgers.open(id, "somebody"));
            throw new FlowInterruptedException();
        });

        assertThatThrownBy(() -> build.run(RESTORE)).isInstanceOf(FlowInterruptedException.class);

        assertThat(build.result()).isEqualTo("ABORTED");
        assertThat(build.given("echo"))
                .singleElement()
                .asString()
                .contains("It could not be withdrawn (", "`dr approve restore-", " --withdraw` does it.");
    }

    @ParameterizedTest
    @EnumSource
    void aTimerNeverGetsAsFarAsAPlan(Build.Mode mode) {
        for (boolean upstream : List.of(false, true)) {
            Build build = asked(mode).approvedBy("ann");
            List<Map<String, String>> timer =
                    List.of(Map.of("_class", "hudson.triggers.TimerTrigger$TimerTriggerCause"));
            if (upstream) {
                build.currentBuild.put("upstreamBuilds", List.of(Map.of("buildCauses", timer)));
            } else {
                build.currentBuild.put("buildCauses", timer);
            }

            assertThatThrownBy(() -> build.run(RESTORE))
                    .isInstanceOf(AbortException.class)
                    .hasMessageStartingWith("A timer started this build, and drRestore restores for people only.");

            assertThat(build.given("stage")).isEmpty();
            assertThat(build.given("drRestorePitr")).isEmpty();
        }
        assertThat(instances()).doesNotContain("orders-again");
    }

    @Test
    void aPersonsBuildOfAPersonsBuildIsNoTimers() throws Exception {
        Build build = asked(Build.Mode.PLAIN).approvedBy("ann");
        List<Map<String, String>> user = List.of(Map.of("_class", "hudson.model.Cause$UserIdCause"));
        build.currentBuild.put("buildCauses", user);
        build.currentBuild.put("upstreamBuilds", List.of(Map.of("buildCauses", user)));

        assertThat(build.run(RESTORE).result()).isEqualTo("SUCCESS");
    }

    @ParameterizedTest
    @EnumSource
    void whatMovedWhileAPersonThoughtIsNotRestoredIsToldAndLeavesEvidence(Build.Mode mode) {
        Build build = asked(mode);
        build.map("input", question -> {
            account.world
                    .client(RdsClient.class, "us-east-1")
                    .modifyDBInstance(request -> request.dbInstanceIdentifier("labelmint-production-orders")
                            .dbInstanceClass("db.t4g.large")
                            .applyImmediately(true));
            account.pass(Duration.ofMinutes(30));
            build.answered("ann");
            return null;
        });

        assertThatThrownBy(() -> build.run(RESTORE)).hasMessageContaining("is not done");

        assertThat(build.given("stage")).containsExactly("Plan", "Approve", "Restore", "Tell", "Evidence");
        assertThat(account.posts.posts()).singleElement().asString().contains("RED", "has moved", "instance class was");
        assertThat(instances()).doesNotContain("orders-again");
    }

    @Test
    void aRefusedPlanAsksNobody() {
        Build build = asked(Build.Mode.CPS);
        build.parameters.put("POINT", "2019-01-01T00:00:00Z");

        assertThatThrownBy(() -> build.run(RESTORE)).hasMessageContaining("before the first moment");

        assertThat(build.given("input")).isEmpty();
    }

    private Build asked(Build.Mode mode) {
        Build build = new Build(mode, 1, folder).on(account);
        build.parameters.putAll(Map.of(
                "STORE", "orders-db",
                "POINT", "",
                "TARGET", " orders-again ",
                "PURPOSE", "wrong deletion",
                "SIDE", "",
                "REHEARSAL", false));
        return build;
    }

    private List<String> instances() {
        return Stream.of("us-east-1", "us-west-2")
                .flatMap(region ->
                        account.world.client(RdsClient.class, region).describeDBInstances().dbInstances().stream())
                .map(DBInstance::dbInstanceIdentifier)
                .toList();
    }
}
