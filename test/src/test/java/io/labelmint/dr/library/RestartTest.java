package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;

/** The pipelines on a controller that is killed and started again at every step. */
final class RestartTest {
    private final RestartableBuild build = new RestartableBuild();

    @Test
    void theDailyBuildGoesOnAfterEveryRestart() throws Exception {
        build.run("drDaily", Map.of("estate", "acme", "label", "linux"), RestartTest::answer);

        assertThat(build.steps)
                .extracting(step -> step.split(" ", 2)[0])
                .containsSubsequence(
                        "properties",
                        "drBackup",
                        "drVerifyReplication",
                        "drNotify",
                        "node",
                        "drEvidence",
                        "junit",
                        "archiveArtifacts");
        assertThat(build.restarts()).isEqualTo(build.steps.size());
    }

    @Test
    void aFailureBeforeARestartIsThrownAtTheEndAfterIt() {
        assertThatThrownBy(() ->
                        build.run("drRedisSnapshot", Map.of("estate", "acme", "only", "sessions"), (step, given) -> {
                            if (step.equals("drBackup")) {
                                throw new AbortException("The backup failed. Look.");
                            }
                            return answer(step, given);
                        }))
                .isInstanceOf(AbortException.class)
                .hasMessage("The backup failed. Look.");

        assertThat(build.steps)
                .anySatisfy(step -> assertThat(step).startsWith("drNotify"))
                .anySatisfy(step -> assertThat(step).startsWith("drEvidence"));
    }

    @Test
    void theWatchGoesOnToo() throws Exception {
        build.run("drWatch", Map.of("estate", "acme"), (step, given) -> {
            Object answer = answer(step, given);
            if (step.equals("drVerifyReplication")) {
                ((Map<?, ?>) answer).remove("open");
            }
            return answer;
        });

        assertThat(build.steps).anySatisfy(step -> assertThat(step).startsWith("drNotify"));
    }

    @Test
    void aRestoreGoesOnAtItsInputAndAfterIt() throws Exception {
        Map<String, Object> asked =
                Map.of("estate", "acme", "store", "orders-db", "target", "orders-again", "purpose", "wrong deletion");
        build.run("drRestore", asked, (step, given) -> {
            if (step.equals("drRestorePitr")) {
                return new LinkedHashMap<>(
                        Map.of("run", "restore-1", "digest", "1f2e3d4c5b6a", "shortDigest", "1f2e 3d4c 5b6a"));
            }
            return answer(step, given);
        });

        assertThat(build.steps)
                .extracting(step -> step.split(" ", 2)[0])
                .containsSubsequence("drRestorePitr", "timeout", "input", "drRestorePitr", "drNotify", "drEvidence");
        assertThat(build.steps)
                .anySatisfy(step -> assertThat(step)
                        .startsWith("drRestorePitr")
                        .contains("action=execute", "run=restore-1", "digest=1f2e3d4c5b6a"));
        assertThat(build.restarts()).isEqualTo(build.steps.size());
    }

    @Test
    void theSecondApprovalIsAskedForAfterARestartAndTheFirstIsNotForgotten() throws Exception {
        Map<String, Object> asked =
                Map.of("estate", "acme", "store", "orders-db", "target", "orders-again", "purpose", "wrong deletion");
        build.run(
                "drRestore",
                asked,
                (step, given) -> step.equals("drRestorePitr")
                        ? new LinkedHashMap<>(Map.of(
                                "run", "restore-1",
                                "digest", "1f2e3d4c5b6a",
                                "shortDigest", "1f2e 3d4c 5b6a",
                                "approvals", "2",
                                "approvers", "ann,bob"))
                        : answer(step, given));

        assertThat(build.steps.stream().filter(step -> step.startsWith("input ")))
                .hasSize(2)
                .anySatisfy(step -> assertThat(step).contains("id=Approve1"))
                .anySatisfy(step -> assertThat(step).contains("id=Approve2"));
        assertThat(build.restarts()).isEqualTo(build.steps.size());
    }

    @Test
    void aSlipInTheDigestIsAskedAboutAgainAndNothingWasBegun() throws Exception {
        Map<String, Object> asked =
                Map.of("estate", "acme", "store", "orders-db", "target", "orders-again", "purpose", "wrong deletion");
        Iterator<String> typed =
                List.of("0000 0000 0000", "1f2e", "1F2E 3d4c-5b6a").iterator();
        build.run("drRestore", asked, (step, given) -> switch (step) {
            case "drRestorePitr" ->
                new LinkedHashMap<>(
                        Map.of("run", "restore-1", "digest", "1f2e3d4c5b6a", "shortDigest", "1f2e 3d4c 5b6a"));
            case "input" -> new LinkedHashMap<>(Map.of("PLAN", typed.next(), "BREAK_GLASS", ""));
            default -> answer(step, given);
        });

        assertThat(build.steps.stream().filter(step -> step.startsWith("input ")))
                .hasSize(3)
                .allSatisfy(step -> assertThat(step).contains("id=Approve1"));
        assertThat(build.steps.stream()
                        .filter(step -> step.startsWith("echo ")
                                && step.contains("does not name plan 1f2e 3d4c 5b6a, so it counts for nothing")))
                .hasSize(2);
        assertThat(build.steps.stream().filter(step -> step.contains("action=execute")))
                .hasSize(1);
        assertThat(build.restarts()).isEqualTo(build.steps.size());
    }

    @Test
    void aFailoverGoesOnAtEveryStepAndTheFirstApprovalIsNotForgotten() throws Exception {
        Map<String, Object> asked = Map.of("estate", "acme", "purpose", "region lost", "acceptUnfenced", true);
        build.run("drFailoverRunbook", asked, RestartTest::planned);

        assertThat(names())
                .containsExactly(
                        "properties",
                        "stage",
                        "drReadiness",
                        "echo",
                        "stage",
                        "drFailover",
                        "stage",
                        "drFailover",
                        "stage",
                        "parallel",
                        "drNotify",
                        "timeout",
                        "input",
                        "input",
                        "stage",
                        "parallel",
                        "drNotify",
                        "drFailover",
                        "stage",
                        "drVerifyReplication",
                        "echo",
                        "stage",
                        "drNotify",
                        "stage",
                        "drEvidence");
        assertThat(build.steps)
                .anySatisfy(step -> assertThat(step).startsWith("input").contains("id=Approve2", "Failover of acme"))
                .anySatisfy(step -> assertThat(step)
                        .startsWith("drFailover")
                        .contains("action=execute", "run=failover-1", "digest=1f2e3d4c5b6a"));
        assertThat(build.restarts()).isEqualTo(build.steps.size());
    }

    @Test
    void aFailbackThatIsRejectedAfterRestartsIsWithdrawnByItsOwnStep() {
        assertThatThrownBy(() -> build.run(
                        "drFailbackRunbook", Map.of("estate", "acme", "purpose", "region is back"), (step, given) -> {
                            if (step.equals("input")) {
                                throw new FlowInterruptedException();
                            }
                            return planned(step, given);
                        }))
                .isInstanceOf(FlowInterruptedException.class);

        assertThat(names())
                .containsSubsequence("drFailback", "drNotify", "input", "drFailback", "echo", "drNotify")
                .doesNotContain("drRestorePitr", "drFailover", "drEvidence");
        assertThat(build.steps)
                .anySatisfy(step -> assertThat(step).startsWith("drFailback").contains("action=withdraw"));
        assertThat(build.restarts()).isEqualTo(build.steps.size());
    }

    @Test
    void aProvisioningForgetsNeitherWhatWasFoundNorWhatWasApproved() throws Exception {
        build.run("drProvision", Map.of("estate", "acme"), (step, given) -> switch (step) {
            case "sh" ->
                given instanceof Map<?, ?> command
                        ? command.get("script").toString().contains("-detailed-exitcode") ? 2 : 0
                        : null;
            case "fileExists" -> true;
            case "drTerraform" -> terraform((Map<?, ?>) given);
            default -> answer(step, given);
        });

        assertThat(names())
                .containsExactly(
                        "properties",
                        "timeout",
                        "node",
                        "deleteDir",
                        "stage",
                        "checkout",
                        "dir",
                        "stage",
                        "drTerraformInputs",
                        "stage",
                        "sh",
                        "fileExists",
                        "sh",
                        "sh",
                        "stage",
                        "drTerraform",
                        "stash",
                        // the lock
                        "stage",
                        "node",
                        "deleteDir",
                        "unstash",
                        "dir",
                        "drTerraform",
                        "timeout",
                        "input",
                        "drTerraform",
                        // the plan
                        "node",
                        "deleteDir",
                        "unstash",
                        "dir",
                        "drTerraform",
                        "timeout",
                        "input",
                        "node",
                        "deleteDir",
                        "unstash",
                        "dir",
                        "stage",
                        "sh",
                        "fileExists",
                        "drTerraform",
                        "sh",
                        "stage",
                        "sh",
                        "sh",
                        "drTerraform",
                        "unstable",
                        "stage",
                        "drNotify",
                        "stage",
                        "drEvidence");
        assertThat(build.steps)
                .anySatisfy(step -> assertThat(step).startsWith("input").contains("Lock vault acme-vault: for ever"))
                .anySatisfy(step -> assertThat(step)
                        .startsWith("drTerraform")
                        .contains("action=execute", "run=provision-plan", "file=plan"))
                .anySatisfy(step -> assertThat(step)
                        .startsWith("drTerraform")
                        .contains("action=prove", "plan=left.json", "run=provision-plan"));
        assertThat(build.restarts()).isEqualTo(build.steps.size());
    }

    private static Object terraform(Map<?, ?> given) {
        if (given.get("action") == null) {
            return new LinkedHashMap<>(Map.of("locks", new LinkedHashMap<>(Map.of("acme-vault", "for ever"))));
        }
        Map<String, Object> answer = Build.plan(given.containsKey("lock") ? "provision-lock" : "provision-plan");
        answer.put("green", true);
        return answer;
    }

    private List<String> names() {
        return build.steps.stream().map(step -> step.split(" ", 2)[0]).toList();
    }

    private static Object planned(String step, Object given) throws Exception {
        if (step.equals("drFailover") || step.equals("drFailback")) {
            Map<String, Object> plan = Build.plan("failover-1");
            plan.put("approvals", "2");
            return plan;
        }
        return answer(step, given);
    }

    private static Object answer(String step, Object argument) throws Exception {
        if (step.equals("libraryResource")) {
            return Files.readString(Account.ROOT.resolve("resources/" + argument));
        }
        if (step.startsWith("dr") && !step.equals("drEvidence")) {
            return Build.answer(step.toLowerCase(java.util.Locale.ROOT) + "-run");
        }
        return step.equals("drEvidence") ? new LinkedHashMap<>(Map.of("intact", true)) : null;
    }
}
