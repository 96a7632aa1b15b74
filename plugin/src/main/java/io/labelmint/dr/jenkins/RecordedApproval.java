package io.labelmint.dr.jenkins;

import hudson.model.Run;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;

/**
 * Who approved a plan, as Jenkins recorded it of an {@code input}: no pipeline can write that, and what a pipeline says
 * about it is not asked.
 *
 * <p>The input must lie between the step that made the plan and the step that runs it. From the latter the graph of the
 * build is walked back, nearest first, as far as the plan; what was approved before the plan was made, or beside it in
 * another branch, was approved without having seen it.
 *
 * @param approver id of the user
 * @param how build and place of the input
 */
record RecordedApproval(String approver, String how) {

    /**
     * The approval of the plan of {@code run}, for the step at {@code node} of {@code build}.
     *
     * @throws ProblemException if there is none, or nobody can say whose it is
     */
    static RecordedApproval of(Run<?, ?> build, FlowNode node, String run) {
        Predicate<FlowNode> plan = planOf(run);
        FlowNode planned = requirePlan(node, run);
        FlowNode input = find(
                        node,
                        place -> place.getAction(InputSubmittedAction.class) != null
                                && find(place, planned::equals, other -> false).isPresent(),
                        plan)
                .orElseThrow(() -> refused(
                        run,
                        "Nobody approved the plan of " + run + " in this build after it was made.",
                        "Ask for it with an input step between action: 'plan' and action: 'execute'."));
        String approver = input.getAction(InputSubmittedAction.class).getApprover();
        if (approver == null || approver.isBlank()) {
            throw refused(
                    run,
                    "Somebody approved the plan of " + run + ", and Jenkins does not know who.",
                    "Turn the security of Jenkins on: an approval is somebody's.");
        }
        return new RecordedApproval(
                approver, "input at node " + input.getId() + " of build " + build.getExternalizableId());
    }

    /**
     * Where the plan of {@code run} was made, before the step at {@code node}.
     *
     * @throws ProblemException if it was not made in this build
     */
    static FlowNode requirePlan(FlowNode node, String run) {
        return find(node, planOf(run), place -> false)
                .orElseThrow(() -> refused(
                        run,
                        "This build did not make the plan of " + run + ", so nobody approved it here.",
                        "Call the step with action: 'plan' before, in the same build."));
    }

    private static Predicate<FlowNode> planOf(String run) {
        return place -> place.getActions(PlannedHere.class).stream().anyMatch(made -> run.equals(made.run()));
    }

    /** The nearest node at or before {@code from} that is {@code wanted}, without going further back than {@code ends}. */
    private static Optional<FlowNode> find(FlowNode from, Predicate<FlowNode> wanted, Predicate<FlowNode> ends) {
        Deque<FlowNode> next = new ArrayDeque<>();
        Set<FlowNode> seen = new HashSet<>();
        next.add(from);
        while (!next.isEmpty()) {
            FlowNode node = next.poll();
            if (!seen.add(node)) {
                continue;
            }
            if (wanted.test(node)) {
                return Optional.of(node);
            }
            if (!ends.test(node)) {
                next.addAll(node.getParents());
            }
        }
        return Optional.empty();
    }

    private static ProblemException refused(String run, String summary, String remedy) {
        return Problem.of("approval.unread", summary, remedy).with("run", run).asException();
    }
}
