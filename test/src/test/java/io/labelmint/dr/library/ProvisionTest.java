package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.labelmint.dr.estate.EstateLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** drProvision, from the sources to the proof, on the real engine and with a shell that stands for Terraform. */
final class ProvisionTest {
    private static final String PROVISION = "drProvision estate: 'prov-it', submitter: 'cto', agent: 'terraform'";

    private static final String RULES = """
            approvals:
              lock: { needed: 2, from: [cto, cfo] }
              provision: { from: [ann] }
            """;

    /** A plan as of an estate whose vaults are locked already. */
    private static final String WITHOUT_LOCK =
            TerraformAgent.resource("plan.json").replace("aws_backup_vault_lock_configuration\"", "aws_sns_topic\"");

    @TempDir
    Path folder;

    private final Account account =
            new Account(EstateLoader.parse(TerraformAgent.resource("estate.yaml") + RULES, "estate.yaml"));
    private final TerraformAgent agent = new TerraformAgent();

    @ParameterizedTest
    @EnumSource
    void theLockIsApprovedAndThenThePlanAndThenItIsAppliedAndProved(Build.Mode mode) throws Exception {
        int before = account.world.calls().size();

        Build build = build(mode).approvedBy("cto", "cfo", "ann").run(PROVISION);

        assertThat(build.given("stage"))
                .containsExactly(
                        "Sources", "Variables", "Plan", "Check", "Approve", "Apply", "Prove", "Tell", "Evidence");
        assertThat(build.given("input").get(0).toString())
                .contains("Lock vault prov-it: engaged, and FOR EVER 14 days after it is applied: from then on nobody")
                .contains("Approval 1 of 2.", "submitter=cto")
                .doesNotContain("BREAK_GLASS");
        assertThat(build.given("input").get(2).toString()).contains("Apply the plan of Terraform? This approves plan ");
        assertThat(agent.commands)
                .containsExactly(
                        "terraform/terraform init",
                        "terraform/terraform plan -detailed-exitcode -out=plan",
                        "terraform/terraform show -json plan > plan.json",
                        "terraform/terraform init",
                        "terraform/terraform apply plan",
                        "terraform/terraform plan -detailed-exitcode -out=left",
                        "terraform/terraform show -json left > left.json");
        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(agent.stash.keySet())
                .as("the providers are not stashed, nor is what lies beside the module")
                .containsExactlyInAnyOrder(
                        "terraform/estate.auto.tfvars.json",
                        "terraform/main.tf",
                        "terraform/plan",
                        "terraform/plan.json");
        assertThat(evidence(build))
                .contains("provision.lock-approved", "provision.approved", "provision.applied")
                .contains("\"approvedBy\":\"cto, cfo\"", "\"approvedBy\":\"ann\"", "provision.nothing-lost");
        assertThat(account.published()).singleElement().asString().contains("provisioning");
        assertThat(account.world.calls().stream().skip(before))
                .as("the product itself changes nothing")
                .allMatch(
                        call -> call.operation().matches("(Describe|Get|List|Head).*|Put(Object|MetricData)|Publish"));
    }

    /** Nobody has to be asked, and no agent is held, while nothing is to be done; and that is evidence, too. */
    @ParameterizedTest
    @EnumSource
    void whereNothingIsToBeDoneNobodyIsAskedAndThatIsProved(Build.Mode mode) throws Exception {
        agent.planned = TerraformAgent.NOTHING;

        Build build = build(mode).run(PROVISION);

        assertThat(build.given("stage")).containsExactly("Sources", "Variables", "Plan", "Check", "Evidence");
        assertThat(build.given("input")).isEmpty();
        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(evidence(build)).contains("provision.applied");
        assertThat(agent.commands).noneMatch(command -> command.contains("apply"));
    }

    /** The timer asks; it approves nothing, and who answers does. */
    @Test
    void aBuildOfATimerAsksPeople() throws Exception {
        agent.planned = WITHOUT_LOCK;
        Build build = build(Build.Mode.CPS).approvedBy("ann");
        build.currentBuild.put(
                "buildCauses",
                List.of(new LinkedHashMap<>(Map.of("_class", "hudson.triggers.TimerTrigger$TimerTriggerCause"))));

        build.run(PROVISION + ", schedule: '0 5 * * 1'");

        assertThat(build.given("input")).hasSize(1);
        assertThat(build.given("properties")).singleElement().asString().contains("TZ=UTC\n0 5 * * 1");
        assertThat(evidence(build)).contains("\"approvedBy\":\"ann\"");
        agent.commands.clear();
        Build nobody = new Build(Build.Mode.PLAIN, 2, folder).on(account).with(agent);
        nobody.map("input", question -> null); // answered, and by nobody Jenkins knows
        applies(0, () -> nobody.run(PROVISION), "Nobody approved the plan.");
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatChangedAfterTheApprovalIsNotApplied(Build.Mode mode) {
        agent.planned = WITHOUT_LOCK;
        Build build = build(mode);
        build.map("input", question -> {
            build.answered("ann");
            agent.stash.put("terraform/plan", "binary of something else");
            return null;
        });

        applies(0, () -> build.run(PROVISION), "The file that is about to be applied is another one");
        assertThat(build.given("stage")).contains("Apply", "Tell").doesNotContain("Prove");
    }

    /** What is submitted is what was looked at: between the two, only the stash has it, and what is submitted is reviewed. */
    @Test
    void aPlanThatWasExchangedBeforeItIsSubmittedIsReviewedOnceMore() {
        agent.planned = WITHOUT_LOCK;
        Build build = build(Build.Mode.PLAIN);
        build.map("stash", given -> {
            agent.stash(given);
            agent.stash.put("terraform/plan.json", TerraformAgent.resource("plan.json"));
            return null;
        });

        applies(0, () -> build.run(PROVISION), "The plan engages the lock of vault prov-it, which is for ever");
        assertThat(build.given("input")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPlanTheReviewIsRedForIsAskedOfNobody(Build.Mode mode) {
        agent.planned = TerraformAgent.resource("plan.json").replace("\"delete_after\": 35", "\"delete_after\": 30");
        Build build = build(mode);

        applies(0, () -> build.run(PROVISION), "The plan must not be applied, so nobody is asked about it");
        assertThat(build.given("input")).isEmpty();
        assertThat(build.given("stash")).isEmpty();
    }

    /** Half of those who have to, the wrong ones, or a rejection: the whole plan stays undone. */
    @Test
    void aLockThatIsNotApprovedKeepsEverythingFromBeingApplied() {
        Build half = build(Build.Mode.CPS).approvedBy("ann", "cto");
        applies(0, () -> half.run(PROVISION), "ann may not approve this plan");
        assertThat(half.given("input"))
                .as("the plan itself was never asked about")
                .hasSize(2);

        Build rejected = new Build(Build.Mode.PLAIN, 2, folder).on(account).with(agent);
        rejected.map("input", question -> {
            throw new FlowInterruptedException();
        });
        assertThatThrownBy(() -> rejected.run(PROVISION)).isInstanceOf(FlowInterruptedException.class);
        assertThat(rejected.given("drTerraform").get(2).toString()).contains("action=withdraw");
        assertThat(agent.commands).noneMatch(command -> command.contains("apply"));
    }

    @Test
    void aPlanThatIsRejectedIsWithdrawnThoughItsLockWasApproved() {
        Build build = build(Build.Mode.CPS);
        List<String> left = new ArrayList<>(List.of("cto", "cfo"));
        build.map("input", question -> {
            if (left.isEmpty()) {
                throw new FlowInterruptedException();
            }
            build.answered(left.remove(0));
            return null;
        });

        assertThatThrownBy(() -> build.run(PROVISION)).isInstanceOf(FlowInterruptedException.class);

        assertThat(build.result()).isEqualTo("ABORTED");
        assertThat(agent.commands).noneMatch(command -> command.contains("apply"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftAfterApplyingFailedIsProvedToldAndFailsTheBuild(Build.Mode mode) throws Exception {
        agent.planned = WITHOUT_LOCK;
        agent.left = WITHOUT_LOCK;
        agent.breaks = true;
        Build build = build(mode).approvedBy("ann");

        applies(1, () -> build.run(PROVISION), "Terraform did not do all of what was planned (exit code 1)");

        assertThat(build.given("stage")).endsWith("Apply", "Prove", "Tell", "Evidence");
        assertThat(evidence(build)).contains("Terraform has something left to do for prov-it: to be created ");
    }

    @Test
    void whatIsLeftAfterApplyingWorkedMakesTheBuildUnstable() throws Exception {
        agent.planned = WITHOUT_LOCK;
        agent.left = WITHOUT_LOCK;

        Build build = build(Build.Mode.PLAIN).approvedBy("ann").run(PROVISION);

        assertThat(build.result()).isEqualTo("UNSTABLE");
    }

    @Test
    void anEstateThatWasChangedAfterTheApprovalIsNotProvisioned() throws Exception {
        agent.planned = WITHOUT_LOCK;
        String yaml = account.estate.source();
        String pipeline = "drProvision estateYaml: '''" + yaml + "''', submitter: 'cto'";
        Build build = build(Build.Mode.PLAIN);
        build.map("input", question -> {
            build.answered("ann");
            build.map("drTerraform", given -> {
                Map<Object, Object> changed = new LinkedHashMap<>(given);
                changed.put("estateYaml", yaml + "\n# changed\n");
                return build.steps().terraform(changed, agent);
            });
            return null;
        });

        applies(0, () -> build.run(pipeline), "What was approved is not done.");
    }

    @Test
    void aRehearsalGoesByAPlanThatWasBroughtAlongAndAppliesNothing() throws Exception {
        Build none = build(Build.Mode.PLAIN);
        assertThatThrownBy(() -> none.run(PROVISION + ", rehearsal: true"))
                .hasMessageContaining(
                        "Put a plan that was made before, by terraform show -json, into the sources as plan.json.");
        agent.brought = true;
        Build build =
                new Build(Build.Mode.CPS, 2, folder).on(account).with(agent).approvedBy("cto", "cfo", "ann");

        build.run(PROVISION + ", rehearsal: true, sources: { checkout 'another repository' }");

        assertThat(agent.commands).isEmpty();
        assertThat(build.given("stage")).contains("Approve", "Apply").doesNotContain("Prove");
        assertThat(build.given("checkout")).containsExactly("another repository");
        assertThat(build.given("echo")).anyMatch(text -> text.toString().contains("nothing is applied."));
        assertThat(evidence(build)).contains("provision.approved", "REHEARSAL");
    }

    @Test
    void whatIsThereIsAdoptedWhereSomebodyTicksIt() throws Exception {
        agent.planned = WITHOUT_LOCK;
        Build build = build(Build.Mode.PLAIN).approvedBy("ann");
        build.parameters.put("IMPORTS", true);

        build.run(PROVISION);

        assertThat(agent.stash.get("terraform/imports.tf")).contains("import {");
        assertThat(build.given("properties").get(0).toString())
                .contains("name=IMPORTS", "name=REHEARSAL")
                .doesNotContain("name=ONLY", "pipelineTriggers");
    }

    @Test
    void terraformThatFailsOrKeepsNoStateEndsTheBuild() {
        agent.planned = "";
        applies(0, () -> build(Build.Mode.PLAIN).run(PROVISION), "Terraform could not plan (exit code 1).");
        agent.backend = false;
        applies(
                0,
                () -> new Build(Build.Mode.PLAIN, 2, folder)
                        .on(account)
                        .with(agent)
                        .run(PROVISION),
                "Terraform was told no backend, so its state would be lost with the workspace");
        agent.online = false;
        applies(
                0,
                () -> new Build(Build.Mode.PLAIN, 3, folder)
                        .on(account)
                        .with(agent)
                        .run(PROVISION),
                "Terraform could not get what it needs before it plans (terraform init, exit code 1).");
    }

    @Test
    void whatCannotBeAskedForIsSaid() {
        assertThatThrownBy(() -> build(Build.Mode.PLAIN).run(PROVISION + ", directory: '../other'"))
                .hasMessageContaining("was given directory: '../other', which is no folder of the sources.");
        assertThatThrownBy(() -> build(Build.Mode.PLAIN).run(PROVISION + ", sources: 'git'"))
                .hasMessageContaining("which is nothing to run. Give it steps: sources: { git 'https");
        assertThatThrownBy(() -> build(Build.Mode.PLAIN).run(PROVISION + ", imports: 'yes'"))
                .hasMessageContaining("was given imports: yes, which is neither true nor false.");
        assertThatThrownBy(() -> build(Build.Mode.PLAIN).run(PROVISION + ", only: ['plain-2']"))
                .hasMessageContaining("drProvision has no argument only.");
    }

    private interface Running {
        void run() throws Exception;
    }

    /** It fails with {@code message}, and Terraform was told {@code times} to apply something. */
    private void applies(int times, Running build, String message) {
        assertThatThrownBy(build::run).isInstanceOf(AbortException.class).hasMessageContaining(message);
        assertThat(agent.commands)
                .filteredOn(command -> command.contains("apply"))
                .hasSize(times);
    }

    private static String evidence(Build build) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String pack : build.packs()) {
            all.append(Files.readString(build.packs.resolve(pack).resolve("evidence.json")));
        }
        return all.toString();
    }

    private Build build(Build.Mode mode) {
        return new Build(mode, 1, folder).on(account).with(agent);
    }
}
