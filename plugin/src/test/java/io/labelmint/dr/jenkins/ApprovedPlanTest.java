package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.FakeRun;
import hudson.model.FakeTimerTriggerCause;
import hudson.model.FakeUpstreamCause;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.graph.FakeFlowNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that is made, approved by a person at an input, and executed: by the graph of the build, not by its variables. */
final class ApprovedPlanTest {
    private static final String ESTATE = FakeController.example("labelmint-production.yaml");

    /** Virtual seconds in a real one: a restore then takes long enough to be met half-way. */
    private static final double SLOWLY = 600;

    @TempDir
    Path home;

    private FakeController controller;
    private FakeRun build;
    private int steps;

    @BeforeEach
    void start() {
        controller = new FakeController(home);
        build = controller.build(1);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void aPlanIsAnsweredInTextsAndBeginsNothing() throws Exception {
        FakeStepContext.Place place = begin(plan(), build);
        Map<String, Object> answer = place.answer();

        assertThat(answer)
                .containsOnlyKeys("run", "digest", "shortDigest", "text", "approvals", "approvers", "escalateAfter");
        assertThat(answer.values()).allMatch(String.class::isInstance);
        assertThat((String) answer.get("text"))
                .contains("Rehearsal: Restore of orders-db as orders-again", (String) answer.get("shortDigest"));
        assertThat(place.lines.text()).contains((String) answer.get("text"));
        assertThat(restored()).isEmpty();
        assertThat(BegunRuns.of(build, "rehearsal of labelmint-production").nothing())
                .as("no notice is about a plan")
                .isTrue();
    }

    @Test
    void whatWasApprovedIsExecutedAndItsApproverIsInTheEvidence() throws Exception {
        FakeStepContext.Place plan = begin(plan(), build);
        Map<String, Object> made = plan.answer();

        FakeStepContext.Place place = begin(execute(made), build, approved("ann", digest(plan), plan.node));

        Map<String, Object> answer = place.answer();
        assertThat(answer).containsEntry("run", made.get("run")).containsEntry("green", true);
        assertThat(restored()).hasSize(1);
        assertThat(place.lines.text()).contains("approve", "by ann, input at node", "of build dr-daily#1");
    }

    @Test
    void withoutAnInputAfterThePlanNothingIsExecuted() throws Exception {
        FakeFlowNode before = approved("ann", "");
        FakeStepContext.Place plan = begin(plan(), build, before);
        Map<String, Object> made = plan.answer();

        refused(execute(made), build, "Nobody approved the plan", plan.node);
        FakeFlowNode otherBranch = approved("ann", "", before);
        refused(execute(made), build, "Nobody approved the plan", new FakeFlowNode().after(plan.node, otherBranch));
        refused(execute(made), build, "did not make the plan", approved("ann", ""));
        refused(execute(made), controller.build(2), "did not make the plan", approved("ann", ""));
        assertThat(restored()).isEmpty();
    }

    @Test
    void anApprovalNobodyGaveIsNone() throws Exception {
        FakeStepContext.Place plan = begin(plan(), build);

        refused(execute(plan.answer()), build, "Jenkins does not know who", approved(null, digest(plan), plan.node));
        assertThat(restored()).isEmpty();
    }

    @Test
    void anotherDigestIsRefused() throws Exception {
        FakeStepContext.Place plan = begin(plan(), build);
        Map<String, Object> made = plan.answer();
        DrRestorePitrStep step = execute(made);
        step.setDigest("0000 0000 0000");

        refused(step, build, (String) made.get("digest"), approved("ann", digest(plan), plan.node));
        assertThat(restored()).isEmpty();
    }

    @Test
    void aPlanThatIsWithdrawnIsOverAndNothingOfItIsTold() throws Exception {
        FakeStepContext.Place plan = begin(plan(), build);
        Map<String, Object> made = plan.answer();

        FakeStepContext.Place place = begin(withdraw(made), build, plan.node);

        assertThat(place.answer()).isEqualTo(Map.of("run", made.get("run")));
        assertThat(place.lines.text()).contains("Run " + made.get("run") + " is withdrawn. Nothing of it was done.");
        assertThat(begin(withdraw(made), build, plan.node).answer())
                .as("withdrawn once more")
                .containsKey("run");
        refused(execute(made), build, "has ended at", approved("ann", digest(plan), plan.node));
        assertThat(restored()).isEmpty();
        assertThat(BegunRuns.of(build, "rehearsal of labelmint-production").runs())
                .as("only what was executed, and refused, is told")
                .allMatch(made.get("run")::equals);
    }

    @Test
    void nobodyWithdrawsThePlanOfAnotherBuildOrOneThatWasBegun() throws Exception {
        FakeStepContext.Place plan = begin(plan(), build);
        Map<String, Object> made = plan.answer();

        refused(withdraw(made), controller.build(2), "did not make the plan");
        FakeFlowNode approval = approved("ann", digest(plan), plan.node);
        assertThat(begin(execute(made), build, approval).answer()).containsEntry("green", true);
        refused(withdraw(made), build, "begun", plan.node);
        assertThat(restored()).hasSize(1);
    }

    @Test
    void aPlanIsExecutedOnce() throws Exception {
        FakeStepContext.Place plan = begin(plan(), build);
        Map<String, Object> made = plan.answer();
        FakeFlowNode first = approved("ann", digest(plan), plan.node);
        begin(execute(made), build, first).answer();

        refused(execute(made), build, "has ended at", approved("bob", digest(plan), first));
        assertThat(restored()).hasSize(1);
    }

    @Test
    void noTimerExecutesAPlanHoweverFarBackItIs() throws Exception {
        FakeStepContext.Place plan = begin(plan(), build);
        Map<String, Object> made = plan.answer();
        List<Cause> timers = List.of(
                new FakeTimerTriggerCause(),
                new FakeUpstreamCause(new FakeTimerTriggerCause()),
                new FakeUpstreamCause(new FakeUpstreamCause(new FakeTimerTriggerCause())));
        for (Cause timer : timers) {
            build.causedBy(new FakeUpstreamCause(), timer);
            refused(execute(made), build, "A timer started this build", approved("ann", digest(plan), plan.node));
        }
        assertThat(restored()).isEmpty();

        build.causedBy(new FakeUpstreamCause());
        assertThat(begin(execute(made), build, approved("ann", digest(plan), plan.node))
                        .answer())
                .containsEntry("green", true);
    }

    @Test
    void mistakesAreTold() throws Exception {
        DrRestorePitrStep unknown = plan();
        unknown.setAction("approve");
        DrRestorePitrStep noRun = execute(Map.of("run", "", "digest", "1"));
        DrRestorePitrStep noSuchRun = execute(Map.of("run", "A run!", "digest", "1"));

        refused(unknown, build, "Give 'restore', 'plan', 'execute' or 'withdraw'.");
        refused(noRun, build, "The step was given no run.");
        refused(noSuchRun, build, "which is no run");
    }

    @Test
    void whatIsExecutedGoesOnUnderItsApprovalWhenTheControllerIsBack() throws Exception {
        FakeStepContext.Place plan = begin(plan(), build);
        DrRestorePitrStep step = execute(plan.answer());
        step.setPace(SLOWLY);
        FakeFlowNode approval = approved("ann", digest(plan), plan.node);
        FakeStepContext context = FakeStepContext.in(build, "restarted");
        context.place().node.after(approval);
        CountDownLatch restoring = new CountDownLatch(1);
        context.place().lines.read(line -> {
            if (line.contains("  status  ")) {
                restoring.countDown();
            }
        });
        StepExecution execution = step.start(context);
        execution.start();
        restoring.await();
        controller.runtimes.onBeforeShutdown();
        FakeController.settle();
        byte[] kept = Program.write(execution);
        controller.close();

        controller = new FakeController(home);
        build = controller.build(1);
        FakeStepContext.Place again = FakeStepContext.in(build, "restarted").place();
        again.node.after(approval);
        ((StepExecution) Program.read(kept)).onResume();

        assertThat(again.answer()).containsEntry("green", true);
        assertThat(restored()).hasSize(1);
    }

    private static String digest(FakeStepContext.Place plan) throws Exception {
        return (String) plan.answer().get("shortDigest");
    }

    /** What an input leaves at its place once {@code approver} has answered it and named a plan. */
    private static FakeFlowNode approved(String approver, String named, FlowNode... after) {
        FakeFlowNode node = new FakeFlowNode().after(after);
        node.addAction(new InputSubmittedAction(approver, Map.of("PLAN", named)));
        return node;
    }

    private FakeStepContext.Place begin(DrStep step, FakeRun in, FlowNode... after) throws Exception {
        FakeStepContext context = FakeStepContext.in(in, "approved-" + steps++);
        context.place().node.after(after);
        assertThat(step.start(context).start()).isFalse();
        return context.place();
    }

    private void refused(DrStep step, FakeRun in, String sentence, FlowNode... after) throws Exception {
        assertThat(begin(step, in, after).end())
                .isInstanceOf(AbortException.class)
                .asString()
                .contains(sentence);
    }

    private List<String> restored() {
        return controller.inventory(ESTATE).stream()
                .filter(line -> line.contains(" rds instance orders-again"))
                .toList();
    }

    private static DrRestorePitrStep plan() {
        DrRestorePitrStep step = new DrRestorePitrStep("orders-db", "orders-again");
        step.setAction("plan");
        return rehearsed(step);
    }

    private static DrRestorePitrStep execute(Map<String, ?> made) {
        DrRestorePitrStep step = new DrRestorePitrStep(null, null);
        step.setAction("execute");
        step.setRun((String) made.get("run"));
        step.setDigest((String) made.get("digest"));
        return rehearsed(step);
    }

    private static DrRestorePitrStep withdraw(Map<String, ?> made) {
        DrRestorePitrStep step = new DrRestorePitrStep(null, null);
        step.setAction("withdraw");
        step.setRun((String) made.get("run"));
        return rehearsed(step);
    }

    private static DrRestorePitrStep rehearsed(DrRestorePitrStep step) {
        step.setEstateYaml(ESTATE);
        step.setRehearsal(true);
        return step;
    }
}
