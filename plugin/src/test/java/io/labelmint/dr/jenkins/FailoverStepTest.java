package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.FakeRun;
import hudson.model.FakeTimerTriggerCause;
import hudson.model.FakeUpstreamCause;
import hudson.model.Result;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.graph.FakeFlowNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An estate is moved from a pipeline: said, planned, approved, executed; by one build at a time, and by no timer. */
@Timeout(180)
final class FailoverStepTest {
    private static final String ESTATE = FakeController.example("labelmint-production.yaml");
    private static final String PLACE = "rehearsal of labelmint-production";

    /** Virtual seconds in a real one: a failover then takes long enough to be met half-way. */
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
    void byItselfItSaysWhatWouldBeLostAndStoresNothing() throws Exception {
        DrFailoverStep step = rehearsed(new DrFailoverStep());
        step.setAcceptUnfenced(true);

        FakeStepContext.Place place = begin(step, build);

        assertThat(place.answer()).containsOnlyKeys("text");
        assertThat((String) place.answer().get("text"))
                .contains("What would be lost:", "orders-db", "orders-db/promote");
        assertThat(place.lines.text())
                .contains((String) place.answer().get("text"), "Nothing was changed, and nothing was stored.");
        assertThat(BegunRuns.of(build, PLACE).nothing()).isTrue();
        // Had it stored a plan, nobody could ask for another one.
        DrFailoverStep other = plan(true);
        assertThat(begin(other, build).answer()).containsKey("digest");
    }

    @Test
    void whatWasApprovedIsExecutedAndAnswersLikeEveryRun() throws Exception {
        FakeStepContext.Place plan = begin(plan(true), build);
        Map<String, Object> made = plan.answer();
        assertThat(made)
                .containsOnlyKeys("run", "digest", "shortDigest", "text", "approvals", "approvers", "escalateAfter");
        assertThat((String) made.get("run")).startsWith("failover-labelmint-production-0001-");

        FakeStepContext.Place place = begin(execute(made), build, approved("ann", digest(plan), plan.node));

        Map<String, Object> answer = place.answer();
        assertThat(answer).containsEntry("run", made.get("run")).containsEntry("kind", "rehearsal");
        assertThat(place.lines.text()).contains("users/served", "by ann, input at node");
        // What nobody could prove of a region that hangs stays red, and does not fail the move.
        assertThat(answer).containsEntry("green", false);
        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(place.lines.text()).contains("was NOT proved fenced");
    }

    @Test
    void aSecondBuildFindsThePlanOfTheFirstAndCannotAskForAnother() throws Exception {
        Map<String, Object> first = begin(plan(true), build).answer();
        FakeRun second = controller.build(2);

        Map<String, Object> found = begin(plan(true), second).answer();

        assertThat(found).containsEntry("run", first.get("run")).containsEntry("digest", first.get("digest"));
        DrFailoverStep other = plan(false);
        other.setVerb("switchover");
        refused(other, second, "has not ended: build dr-daily#1");
    }

    @Test
    void afterAPlanIsWithdrawnThereIsANewOne() throws Exception {
        FakeStepContext.Place plan = begin(plan(true), build);
        DrFailoverStep withdraw = rehearsed(new DrFailoverStep());
        withdraw.setAction("withdraw");
        withdraw.setRun((String) plan.answer().get("run"));

        assertThat(begin(withdraw, build, plan.node).answer())
                .isEqualTo(Map.of("run", plan.answer().get("run")));

        assertThat((String) begin(plan(true), build).answer().get("run"))
                .startsWith("failover-labelmint-production-0002-");
    }

    @Test
    void thereAndBackTakesThreePlansAndThreeApprovals() throws Exception {
        done(rehearsed(new DrFailoverStep()), "failover");
        FakeStepContext.Place early = begin(planning(rehearsed(new DrFailbackStep())), build);

        Object refused = early.end();
        done(rehearsed(new DrFailoverStep()), "commit");
        Done home = done(rehearsed(new DrFailbackStep()), "");

        assertThat(early.lines.text()).contains("in this rehearsal us-east-1 answers again");
        assertThat(refused).isInstanceOf(AbortException.class).asString().contains("Commit it with");
        assertThat(home.plan.lines.text()).contains("in this rehearsal a failback is refused");
        assertThat(home.move.lines.text()).contains("users/served");
        assertThat(home.move.answer()).containsEntry("kind", "rehearsal");
    }

    private record Done(FakeStepContext.Place plan, FakeStepContext.Place move) {}

    /** Plans what {@code step} does, has it approved, and has it executed. */
    private Done done(PlannedStep step, String verb) throws Exception {
        if (step instanceof DrFailoverStep failover) {
            failover.setVerb(verb);
            failover.setAcceptUnfenced(verb.equals("failover"));
        }
        FakeStepContext.Place plan = begin(planning(step), build);
        step.setAction("execute");
        step.setRun((String) plan.answer().get("run"));
        step.setDigest((String) plan.answer().get("digest"));
        FakeStepContext.Place move = begin(step, build, approved("ann", digest(plan), plan.node));
        move.answer();
        return new Done(plan, move);
    }

    private static PlannedStep planning(PlannedStep step) {
        step.setAction("plan");
        return step;
    }

    @Test
    void neitherATimerNorABuildNobodyApprovedExecutes() throws Exception {
        FakeStepContext.Place plan = begin(plan(true), build);
        refused(execute(plan.answer()), build, "Nobody approved the plan", plan.node);
        build.causedBy(new FakeUpstreamCause(new FakeTimerTriggerCause()));

        refused(execute(plan.answer()), build, "A timer started this build", approved("ann", digest(plan), plan.node));

        // It waits still: only what was not begun is withdrawn.
        DrFailoverStep withdraw = rehearsed(new DrFailoverStep());
        withdraw.setAction("withdraw");
        withdraw.setRun((String) plan.answer().get("run"));
        FakeStepContext.Place withdrawn = begin(withdraw, build, plan.node);
        assertThat(withdrawn.answer()).isEqualTo(Map.of("run", plan.answer().get("run")));
        assertThat(withdrawn.lines.text()).doesNotContain("start ");
    }

    @Test
    void mistakesAreTold() throws Exception {
        DrFailoverStep restore = rehearsed(new DrFailoverStep());
        restore.setAction("restore");
        DrFailoverStep verb = plan(false);
        verb.setVerb("fail-over");
        DrFailoverStep unfenced = plan(true);
        unfenced.setVerb("switchover");

        refused(restore, build, "Give 'what-if', 'plan', 'execute' or 'withdraw'.");
        refused(verb, build, "verb: 'fail-over', which is no way an estate moves. Give 'failover'");
        refused(
                unfenced,
                build,
                "acceptUnfenced: true for a switchover, and only a failover goes on where a fence is not proved. Leave");
        refused(execute(Map.of("run", "", "digest", "1")), build, "The step was given no run.");
    }

    @Test
    void blankFieldsOfAFormMeanTheDefaults() {
        DrFailoverStep step = new DrFailoverStep();
        step.setAction(" ");
        step.setVerb("");

        assertThat(step.getAction()).isEqualTo("what-if");
        assertThat(step.getVerb()).isEqualTo("failover");
        DrFailoverStep.DescriptorImpl descriptor = new DrFailoverStep.DescriptorImpl();
        assertThat(descriptor.doFillActionItems(controller.job))
                .extracting(option -> option.value)
                .containsExactly("what-if", "plan", "execute", "withdraw");
        assertThat(descriptor.doFillVerbItems(controller.job))
                .extracting(option -> option.value)
                .containsExactly("failover", "switchover", "commit", "roll-back");
    }

    @Test
    void whatIsExecutedGoesOnWhenTheControllerIsBack() throws Exception {
        FakeStepContext.Place plan = begin(plan(true), build);
        FakeFlowNode approval = approved("ann", digest(plan), plan.node);
        FakeStepContext context = FakeStepContext.in(build, "restarted");
        FakeStepContext.Place before = context.place();
        StepExecution execution = halfway(context, plan.answer(), approval);
        controller.runtimes.onBeforeShutdown();
        FakeController.settle();
        byte[] kept = Program.write(execution);
        controller.close();

        controller = new FakeController(home);
        build = controller.build(1);
        FakeStepContext.Place again = FakeStepContext.in(build, "restarted").place();
        again.node.after(approval);
        ((StepExecution) Program.read(kept)).onResume();

        assertThat(again.answer()).containsEntry("run", plan.answer().get("run"));
        assertThat((before.lines.text() + again.lines.text()).lines())
                .filteredOn(line -> line.endsWith("start    billing-db/restore"))
                .hasSize(1);
    }

    @Test
    void anAbortLetsGoOfTheMoveAndSaysHowItIsFinished() throws Exception {
        FakeStepContext.Place plan = begin(plan(true), build);
        FakeStepContext context = FakeStepContext.in(build, "aborted");
        StepExecution execution = halfway(context, plan.answer(), approved("ann", digest(plan), plan.node));
        FlowInterruptedException abort = new FlowInterruptedException(Result.ABORTED, new CauseOfInterruption() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getShortDescription() {
                return "Aborted by ann";
            }
        });

        execution.stop(abort);

        assertThat(context.place().end()).isSameAs(abort);
        assertThat(context.place().lines.text())
                .contains("Letting go of run " + plan.answer().get("run"), "`dr resume` with that run finishes it");
        refused(plan(true), controller.build(2), "it was begun. Go on with it: `dr resume failover-");
    }

    private StepExecution halfway(FakeStepContext context, Map<String, Object> made, FlowNode approval)
            throws Exception {
        DrFailoverStep step = execute(made);
        step.setPace(SLOWLY);
        context.place().node.after(approval);
        CountDownLatch moving = new CountDownLatch(1);
        context.place().lines.read(line -> {
            if (line.contains("billing-db/restore is creating")) {
                moving.countDown();
            }
        });
        StepExecution execution = step.start(context);
        execution.start();
        moving.await();
        return execution;
    }

    private static String digest(FakeStepContext.Place plan) throws Exception {
        return (String) plan.answer().get("shortDigest");
    }

    private static FakeFlowNode approved(String approver, String named, FlowNode... after) {
        FakeFlowNode node = new FakeFlowNode().after(after);
        node.addAction(new InputSubmittedAction(approver, Map.of("PLAN", named)));
        return node;
    }

    private FakeStepContext.Place begin(DrStep step, FakeRun in, FlowNode... after) throws Exception {
        FakeStepContext context = FakeStepContext.in(in, "failover-" + steps++);
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

    private static DrFailoverStep plan(boolean unfenced) {
        DrFailoverStep step = rehearsed(new DrFailoverStep());
        step.setAction("plan");
        step.setAcceptUnfenced(unfenced);
        return step;
    }

    private static DrFailoverStep execute(Map<String, ?> made) {
        DrFailoverStep step = rehearsed(new DrFailoverStep());
        step.setAction("execute");
        step.setRun((String) made.get("run"));
        step.setDigest((String) made.get("digest"));
        return step;
    }

    private static <T extends PlannedStep> T rehearsed(T step) {
        step.setEstateYaml(ESTATE);
        step.setRehearsal(true);
        return step;
    }
}
