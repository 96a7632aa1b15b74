package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.FakeRun;
import hudson.model.FakeTimerTriggerCause;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.graph.FakeFlowNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a build has done is signed at an input, in builds of timers as well, and by nobody else than who answered it. */
@Timeout(120)
final class SignOffStepTest {
    private static final String ESTATE = FakeController.example("labelmint-production.yaml");

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
    void whatABuildOfATimerHasDoneIsSignedByWhoAnsweredItsInput() throws Exception {
        build.causedBy(new FakeTimerTriggerCause());
        String readiness =
                (String) begin(rehearsed(new DrReadinessStep())).answer().get("run");
        DrSignOffStep asked = signing("plan");
        asked.setCorrectiveActions(List.of("Rehearse the failover; ann; 2099-12-31"));
        FakeStepContext.Place plan = begin(asked);
        assertThat((String) plan.answer().get("text"))
                .contains(readiness + ": Rehearsal: Readiness", "checks RED", "by ann until 2099-12-31");
        DrSignOffStep sign = signing("execute");
        sign.setRun((String) plan.answer().get("run"));
        sign.setDigest((String) plan.answer().get("digest"));

        refused(sign, "Nobody approved the plan", plan.node);
        FakeStepContext.Place signed = begin(sign, approved("cto", plan));

        assertThat(signed.answer()).containsEntry("green", true).containsEntry("run", sign.getRun());
        assertThat(signed.lines.text()).contains("Sign-off of one run of labelmint-production was given.");
        DrSignOffStep done = signing("what-if");
        done.setDone(List.of(sign.getRun() + ".1=rehearsed on Monday"));
        assertThat((String) begin(done).answer().get("text"))
                .as("what was signed is not signed again")
                .contains("Sign-off of one run of labelmint-production", "rehearsed on Monday");
    }

    @Test
    void mistakesAreTold() throws Exception {
        DrSignOffStep action = signing("plan");
        action.setCorrectiveActions(List.of("Rehearse; ann"));
        DrSignOffStep done = signing("plan");
        done.setDone(List.of("sign-off-acme-1.1"));
        DrSignOffStep unknown = signing("plan");
        unknown.setRuns(List.of("drill-acme-20270101-1f2e3d4c"));
        DrSignOffStep restore = signing("restore");

        refused(signing("plan"), "There is nothing to sign off.");
        refused(action, "'Rehearse; ann' is no corrective action. Give what has to be done, who sees to it, and");
        refused(done, "done: 'sign-off-acme-1.1', which does not say how. Give the name of an open corrective action");
        refused(unknown, "drill-acme-20270101-1f2e3d4c cannot be signed off: it is no run of labelmint-production.");
        refused(restore, "Give 'what-if', 'plan', 'execute' or 'withdraw'.");
    }

    /** In a form each stands in a line of its own, and in a pipeline in a list: commas belong to what they say. */
    @Test
    void aFormAndAPipelineAskForTheSame() {
        DrSignOffStep form = new DrSignOffStep();
        form.setCorrectiveActions(List.of("Mend this, and that; ann; 2027-01-31\n\nTell bob; cas; 2027-02-01 \n"));

        assertThat(form.getCorrectiveActions())
                .containsExactly("Mend this, and that; ann; 2027-01-31", "Tell bob; cas; 2027-02-01");
        assertThat(form.getAction()).isEqualTo("what-if");
    }

    private static DrSignOffStep signing(String action) {
        DrSignOffStep step = rehearsed(new DrSignOffStep());
        step.setAction(action);
        return step;
    }

    private static <S extends DrStep> S rehearsed(S step) {
        step.setEstateYaml(ESTATE);
        step.setRehearsal(true);
        return step;
    }

    private static FakeFlowNode approved(String who, FakeStepContext.Place plan) throws Exception {
        FakeFlowNode node = new FakeFlowNode().after(plan.node);
        node.addAction(new InputSubmittedAction(
                who, Map.of("PLAN", plan.answer().get("shortDigest").toString())));
        return node;
    }

    private FakeStepContext.Place begin(DrStep step, FlowNode... after) throws Exception {
        FakeStepContext context = FakeStepContext.in(build, "sign-off-" + steps++);
        context.place().node.after(after);
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
