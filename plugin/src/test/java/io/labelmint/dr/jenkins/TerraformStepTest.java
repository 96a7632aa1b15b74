package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.FakeRun;
import hudson.model.FakeTimerTriggerCause;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.provision.TerraformPlan;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.graph.FakeFlowNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plan of Terraform in a workspace is decided by who answers an input, and only as it lies there. */
@Timeout(120)
final class TerraformStepTest {
    private static final Path PROVISION =
            Path.of(System.getProperty("dr.root"), "engine/src/test/resources/io/labelmint/dr/provision");

    @TempDir
    Path home;

    @TempDir
    Path workspace;

    private FakeController controller;
    private FakeRun build;
    private String estate;
    private int steps;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController(home);
        build = controller.build(1);
        estate = Files.readString(PROVISION.resolve("estate.yaml"));
        Files.copy(PROVISION.resolve("plan.json"), workspace.resolve("plan.json"));
        Files.writeString(workspace.resolve("plan"), "what only Terraform reads");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    /** By schedule: a timer asks, and people answer. */
    @Test
    void inABuildOfATimerPeopleDecideTheLockAndThenThePlanAndTheFileIsComparedBeforeItIsApplied() throws Exception {
        build.causedBy(new FakeTimerTriggerCause());
        FakeStepContext.Place look = begin(terraform("what-if"));
        assertThat(look.answer()).containsEntry("empty", false);
        assertThat(look.answer().get("locks").toString()).startsWith("{prov-it=engaged, and FOR EVER 14 days after");
        assertThat(look.lines.text())
                .contains("ok  provision.nothing-lost prov-it: ", "NOT YET APPROVED")
                .doesNotContain("waits for its approval");
        refused(
                terraform("plan"),
                "The plan engages the lock of vault prov-it, which is for ever, and nobody approved");
        DrTerraformStep asked = terraform("plan");
        asked.setLock("prov-it");
        FakeStepContext.Place lock = begin(asked);
        refused(executing(lock), "Nobody approved the plan", lock.node);
        assertThat(begin(executing(lock), approved("cto", lock)).answer()).containsEntry("green", true);

        FakeStepContext.Place plan = begin(terraform("plan"));
        assertThat((String) plan.answer().get("text"))
                .contains("plan file SHA-256: " + Json.sha256("what only Terraform reads"), "approved by cto in run");
        FakeFlowNode approved = approved("ann", plan);
        refused(executing(plan), "Nobody approved the plan", plan.node);
        DrTerraformStep blind = executing(plan);
        blind.setFile("");
        refused(blind, "Nobody said which file is about to be applied", approved);
        FakeStepContext.Place decided = begin(executing(plan), approved);

        assertThat(decided.answer()).containsEntry("green", true);
        assertThat(decided.lines.text()).contains("The plan of Terraform may be applied; nothing of it was by this.");
    }

    @Test
    void aFileThatChangedAfterTheApprovalIsRefusedAndSoIsAPlanThatDid() throws Exception {
        withoutLock();
        FakeStepContext.Place plan = begin(terraform("plan"));
        FakeFlowNode approved = approved("ann", plan);
        Files.writeString(workspace.resolve("plan"), "something else");

        refused(executing(plan), "The file that is about to be applied is another one (SHA-256 ", approved);
        Files.writeString(workspace.resolve("plan"), "what only Terraform reads");
        Files.writeString(workspace.resolve("plan.json"), "{}");
        assertThat(begin(executing(plan), approved).answer())
                .as("what was reviewed is in the ledger, whatever the workspace says now")
                .containsEntry("green", true);
        Files.writeString(workspace.resolve("plan"), "something else");
        refused(executing(plan), "The file that is about to be applied is another one", approved);
    }

    @Test
    void whatWasAppliedIsProvedByAPlanWithNothingLeft() throws Exception {
        withoutLock();
        FakeStepContext.Place plan = begin(terraform("plan"));
        begin(executing(plan), approved("ann", plan)).answer();
        Files.writeString(
                workspace.resolve("left.json"),
                "{\"format_version\":\"1.2\",\"planned_values\":{},\"resource_changes\":[]}");
        DrTerraformStep prove = terraform("prove");
        prove.setPlan("left.json");
        prove.setRun((String) plan.answer().get("run"));

        FakeStepContext.Place proved = begin(prove);

        assertThat(proved.answer()).containsEntry("green", true);
        assertThat(proved.lines.text()).contains("Terraform has nothing left to do for prov-it.");
        assertThat(begin(terraform("prove")).answer()).containsEntry("green", false);
    }

    @Test
    void whatCannotBeReadIsSaid() throws Exception {
        DrTerraformStep fileless = terraform("plan");
        fileless.setFile("");
        DrTerraformStep missing = terraform("plan");
        missing.setPlan("other.json");
        DrTerraformStep outside = terraform("plan");
        outside.setPlan("../plan.json");
        Files.createSymbolicLink(workspace.resolve("link.json"), home.resolve("secret"));
        DrTerraformStep linked = terraform("plan");
        linked.setPlan("link.json");
        try (RandomAccessFile large =
                new RandomAccessFile(workspace.resolve("large").toFile(), "rw")) {
            large.setLength(TerraformPlan.MOST_BYTES + 1);
        }
        DrTerraformStep large = terraform("plan");
        large.setFile("large");

        refused(fileless, "The step was given no file.");
        refused(missing, "other.json cannot be read in the workspace");
        refused(outside, "../plan.json leads out of it");
        refused(linked, "link.json leads out of it");
        refused(large, "large is larger than 64 MiB, which no plan of an estate is.");
        refused(terraform("apply"), "Give 'what-if', 'plan', 'execute' or 'withdraw', or 'prove' when it is applied.");
        FakeStepContext nowhere = FakeStepContext.in(build, "terraform-nowhere");
        assertThat(terraform("plan").start(nowhere).start()).isFalse();
        assertThat(nowhere.place().end()).asString().contains("There is no workspace to read plan in.");
    }

    @Test
    void whatTerraformReadsIsWrittenAndAgainAfterARestart() throws Exception {
        DrTerraformInputsStep step = new DrTerraformInputsStep();
        step.setEstateYaml(estate);
        step.setRehearsal(true);
        step.setImports("imports.tf");
        FakeStepContext context = context();
        StepExecution execution = step.start(context);
        assertThat(execution.start()).isFalse();
        assertThat(context.place().answer())
                .containsEntry("file", "estate.auto.tfvars.json")
                .containsEntry("imports", "imports.tf");
        assertThat(workspace.resolve("estate.auto.tfvars.json")).content().contains("\"prov-it-vaulted-1\"");
        assertThat(workspace.resolve("imports.tf"))
                .content()
                .contains("import {", "aws_backup_vault.this[\"prov-it\"]");

        Files.delete(workspace.resolve("imports.tf"));
        StepExecution kept = (StepExecution) Program.read(Program.write(execution));
        FakeStepContext again = FakeStepContext.in(build, "terraform-" + (steps - 1));
        again.place().workspace = workspace;
        kept.onResume();

        assertThat(again.place().answer()).containsEntry("imports", "imports.tf");
        assertThat(workspace.resolve("imports.tf")).exists();
    }

    @Test
    void whatTerraformReadsIsWrittenNowhereElse() throws Exception {
        DrTerraformInputsStep step = new DrTerraformInputsStep();
        step.setEstateYaml(estate);
        step.setRehearsal(true);
        step.setFile("../estate.auto.tfvars.json");

        refused(step, "../estate.auto.tfvars.json leads out of it");
    }

    /** A plan as of an estate whose vaults are locked already. */
    private void withoutLock() throws IOException {
        Path json = workspace.resolve("plan.json");
        Files.writeString(
                json, Files.readString(json).replace("aws_backup_vault_lock_configuration\"", "aws_sns_topic\""));
    }

    private DrTerraformStep terraform(String action) {
        DrTerraformStep step = new DrTerraformStep();
        step.setEstateYaml(estate);
        step.setRehearsal(true);
        step.setAction(action);
        step.setFile("plan");
        return step;
    }

    private DrTerraformStep executing(FakeStepContext.Place plan) throws Exception {
        DrTerraformStep step = terraform("execute");
        step.setRun((String) plan.answer().get("run"));
        step.setDigest((String) plan.answer().get("digest"));
        return step;
    }

    private static FakeFlowNode approved(String who, FakeStepContext.Place plan) throws Exception {
        FakeFlowNode node = new FakeFlowNode().after(plan.node);
        node.addAction(new InputSubmittedAction(
                who, Map.of("PLAN", plan.answer().get("shortDigest").toString())));
        return node;
    }

    private FakeStepContext context(FlowNode... after) {
        FakeStepContext context = FakeStepContext.in(build, "terraform-" + steps++);
        context.place().node.after(after);
        context.place().workspace = workspace;
        return context;
    }

    private FakeStepContext.Place begin(DrStep step, FlowNode... after) throws Exception {
        FakeStepContext context = context(after);
        assertThat(step.start(context).start()).isFalse();
        return context.place();
    }

    private void refused(DrStep step, String sentence, FlowNode... after) throws Exception {
        assertThat(begin(step, after).end())
                .isInstanceOf(AbortException.class)
                .asString()
                .contains(sentence);
    }
}
