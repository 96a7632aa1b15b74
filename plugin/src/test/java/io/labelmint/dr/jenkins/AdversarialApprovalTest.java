package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.FakeRun;
import hudson.model.FakeTimerTriggerCause;
import hudson.model.FakeUpstreamCause;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.graph.FakeFlowNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two of three people have to approve a restore in Jenkins, and dan has started the build: whatever else is tried fails. */
final class AdversarialApprovalTest {
    private static final String ESTATE =
            FakeController.example("labelmint-production.yaml").replaceFirst("(?s)\\napprovals:.*?\\n\\n", "\n\n")
                    + "\napprovals: { restore: { needed: 2, from: [ann, bob, cas, dan] } }\n";

    @TempDir
    Path home;

    private FakeController controller;
    private FakeRun build;
    private FakeStepContext.Place plan;
    private int steps;

    @BeforeEach
    void start() throws Exception {
        controller = new FakeController(home);
        build = controller.build(1);
        build.startedBy("dan");
        plan = begin(planning("orders-again"), build);
        plan.answer();
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void twoWhoMayAreEnoughWhoeverElseHasAnswered() throws Exception {
        assertThat(plan.answer()).containsEntry("approvals", "2").containsEntry("approvers", "ann,bob,cas,dan");

        FakeStepContext.Place place = begin(
                execute(), build, approved("bob", approved("admin", approved("dan", approved("ann", plan.node)))));

        assertThat(place.answer()).containsEntry("green", true);
        assertThat(place.lines.text())
                .contains("by ann, input at node", "by bob, input at node")
                .contains("does not count: dan asked for this plan", "does not count: admin may not approve this plan");
        assertThat(restored()).hasSize(1);
    }

    @Test
    void forgedVariables() throws Exception {
        // What a pipeline can write is the arguments of the step, and parameters of inputs somebody else has to answer.
        DrRestorePitrStep step = execute();
        step.setDigest("0000 0000 0000");
        refused(step, "what was approved is 0000 0000 0000", approved("bob", approved("ann", plan.node)));
        refused(execute(), "Nobody approved the plan", plan.node);
        refused(
                execute(),
                "did not say that it was about this plan",
                answered("ann", Map.of("approver", "bob"), plan.node));
    }

    @Test
    void theApproverIsWhoAskedForIt() throws Exception {
        refused(execute(), "Dan asked for this plan", approved("Dan", approved("ann", plan.node)));
    }

    @Test
    void theApproverHadTheBuildReplayedOrStartedTheOneBehindIt() throws Exception {
        build.startedBy("ann"); // Jenkins records who replays a build as its user
        build.causedBy(new FakeUpstreamCause(new FakeUpstreamCause(user("cas"))));

        refused(execute(), "ann asked for this plan", approved("ann", plan.node));
        refused(execute(), "cas asked for this plan", approved("cas", approved("bob", plan.node)));
    }

    @Test
    void anAdministrator() throws Exception {
        refused(execute(), "admin may not approve this plan", approved("admin", approved("ann", plan.node)));
    }

    @Test
    void theSamePersonTwice() throws Exception {
        refused(execute(), "has approved this plan already", approved("ANN", approved("ann", plan.node)));
    }

    @Test
    void anApprovalOfAnotherPlanInTheSameBuild() throws Exception {
        FakeStepContext.Place other = begin(planning("orders-other"), build, plan.node);
        String digest = (String) other.answer().get("shortDigest");
        FlowNode wrong = answered("ann", Map.of("PLAN", digest), answered("bob", Map.of("PLAN", digest), other.node));

        refused(execute(), "what was approved is", wrong);
    }

    @Test
    void aReplayedApproval() throws Exception {
        FakeFlowNode both = approved("bob", approved("ann", plan.node));
        assertThat(begin(execute(), build, both).answer()).containsEntry("green", true);

        assertThat(begin(execute(), build, both).end())
                .isInstanceOf(AbortException.class)
                .asString()
                .contains("has ended at");
        assertThat(restored()).hasSize(1);
        assertThat(begin(execute(), controller.build(2), approved("bob", approved("ann")))
                        .end())
                .asString()
                .contains("did not make the plan");
    }

    @Test
    void securitySwitchedOff() throws Exception {
        refused(execute(), "Jenkins does not know who", approved(null, approved("ann", plan.node)));
        refused(execute(), "Jenkins does not know who", approved(" ", approved("ann", plan.node)));
    }

    @Test
    void aTimerNeitherWithApprovalsNorThroughBrokenGlass() throws Exception {
        build.causedBy(new FakeUpstreamCause(new FakeTimerTriggerCause()));
        FakeFlowNode both = approved("bob", approved("ann", plan.node));

        refused(execute(), "A timer started this build", both);
        refused(execute(), "A timer started this build", glass("ann", "now", plan.node));
    }

    @Test
    void glassIsBrokenByWhoIsRecordedToHaveGivenAReasonAndTheBuildIsUnstableForIt() throws Exception {
        refused(execute(), "1 of 2 approvals, by ann", glass("bob", " ", approved("ann", plan.node), false));
        FakeStepContext.Place place =
                begin(execute(), build, glass("dan", "nobody else can be reached", approved("ann", plan.node)));

        assertThat(place.answer()).containsEntry("green", false);
        assertThat(place.lines.text()).contains("GLASS BROKEN", "by dan, input at node", "nobody else can be reached");
        assertThat(restored()).hasSize(1);
    }

    private static Cause user(String id) {
        return new Cause.UserIdCause() {
            @Override
            public String getUserId() {
                return id;
            }
        };
    }

    private FakeFlowNode approved(String approver, FlowNode... after) throws Exception {
        return answered(approver, Map.of("PLAN", plan.answer().get("shortDigest"), "BREAK_GLASS", ""), after);
    }

    private FakeFlowNode glass(String who, String reason, FlowNode after) throws Exception {
        return answered(who, Map.of("PLAN", plan.answer().get("shortDigest"), "BREAK_GLASS", reason), after);
    }

    /** As somebody who opens the box and says nothing: that is neither an approval of theirs nor broken glass. */
    private FakeFlowNode glass(String who, String reason, FlowNode after, boolean named) {
        return answered(who, Map.of("PLAN", named ? "1f2e 3d4c 5b6a" : "", "BREAK_GLASS", reason), after);
    }

    private static FakeFlowNode answered(String who, Map<String, Object> parameters, FlowNode... after) {
        FakeFlowNode node = new FakeFlowNode().after(after);
        node.addAction(new InputSubmittedAction(who, new LinkedHashMap<>(parameters)));
        return node;
    }

    private FakeStepContext.Place begin(DrStep step, FakeRun in, FlowNode... after) throws Exception {
        FakeStepContext context = FakeStepContext.in(in, "adversary-" + steps++);
        context.place().node.after(after);
        assertThat(step.start(context).start()).isFalse();
        return context.place();
    }

    private void refused(DrStep step, String sentence, FlowNode... after) throws Exception {
        assertThat(begin(step, build, after).end())
                .isInstanceOf(AbortException.class)
                .asString()
                .contains(sentence);
        assertThat(restored()).isEmpty();
    }

    private List<String> restored() {
        return controller.inventory(ESTATE).stream()
                .filter(line -> line.contains(" rds instance orders-again"))
                .toList();
    }

    private static DrRestorePitrStep planning(String instance) {
        DrRestorePitrStep step = new DrRestorePitrStep("orders-db", instance);
        step.setAction("plan");
        step.setEstateYaml(ESTATE);
        step.setRehearsal(true);
        return step;
    }

    private DrRestorePitrStep execute() throws Exception {
        DrRestorePitrStep step = new DrRestorePitrStep(null, null);
        step.setAction("execute");
        step.setRun((String) plan.answer().get("run"));
        step.setDigest((String) plan.answer().get("digest"));
        step.setEstateYaml(ESTATE);
        step.setRehearsal(true);
        return step;
    }
}
