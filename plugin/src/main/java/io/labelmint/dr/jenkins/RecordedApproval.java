package io.labelmint.dr.jenkins;

import hudson.model.Run;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.job.RunApprovals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;

/**
 * An answer to an {@code input} by which somebody approved a plan, or broke its glass, as Jenkins recorded it: no pipeline
 * can write that, and what a pipeline says about it is not asked.
 *
 * <p>The input must lie between the step that made the plan and the step that runs it: what was approved before the plan was
 * made, or beside it in another branch, was approved without having seen it. And whoever answered it must have named the
 * plan: a parameter of the input holds the beginning of its digest, or one whose name does is ticked. So an input that asks
 * about something else, or about another plan of the same build, is no approval of this one. Whether the person counts, the
 * engine says; Jenkins lets its administrators answer every input.
 *
 * @param approver id of the user
 * @param how build and place of the input
 * @param named the plan, as the user named it
 * @param reason why the glass is broken; empty for an approval
 */
record RecordedApproval(String approver, String how, String named, String reason) {
    /** The parameter of an input that says why the glass is broken. */
    static final String BREAK_GLASS = "BREAK_GLASS";

    private static final Pattern DIGEST = Pattern.compile("(?i)\\b(?:[0-9a-f]{4}[ -]?){2,15}[0-9a-f]{4}\\b");

    /**
     * The answers about the plan of {@code run}, for the step at {@code node} of {@code build}, in the order they were
     * given as far as the graph knows one.
     *
     * @throws ProblemException if there is none, or nobody can say whose one is
     */
    static List<RecordedApproval> of(Run<?, ?> build, FlowNode node, String run) {
        FlowNode planned = requirePlan(node, run);
        List<FlowNode> inputs = all(node, planOf(run)).stream()
                .filter(place -> place.getAction(InputSubmittedAction.class) != null)
                .filter(place -> find(place, planned::equals, other -> false).isPresent())
                .toList();
        if (inputs.isEmpty()) {
            throw refused(
                    run,
                    "Nobody approved the plan of " + run + " in this build after it was made.",
                    "Ask for it with an input step between action: 'plan' and action: 'execute'.");
        }
        List<RecordedApproval> given = new ArrayList<>();
        for (FlowNode input : inputs) {
            InputSubmittedAction answer = input.getAction(InputSubmittedAction.class);
            Optional<String> named = named(answer.getParameters());
            if (named.isPresent()) {
                String how = "input at node " + input.getId() + " of build " + build.getExternalizableId();
                given.add(0, new RecordedApproval(who(answer, run), how, named.get(), reason(answer)));
            }
        }
        if (given.isEmpty()) {
            throw refused(
                    run,
                    "An input of this build was answered, and whoever did it did not say that it was about this plan of "
                            + run + ".",
                    "Let the input ask for it: parameters: [string(name: 'PLAN', description: 'Type the short digest of"
                            + " the plan you have read')].");
        }
        return given;
    }

    private static String who(InputSubmittedAction answer, String run) {
        String approver = answer.getApprover();
        if (approver == null || approver.isBlank()) {
            throw refused(
                    run,
                    "Somebody approved the plan of " + run + ", and Jenkins does not know who.",
                    "Turn the security of Jenkins on: an approval is somebody's.");
        }
        return approver;
    }

    /** How the plan was named: by what was typed, or by what was ticked. */
    private static Optional<String> named(Map<String, Object> parameters) {
        return parameters == null
                ? Optional.empty()
                : parameters.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(BREAK_GLASS))
                        .map(entry -> Boolean.TRUE.equals(entry.getValue())
                                ? entry.getKey()
                                : entry.getValue() instanceof String text ? text : "")
                        .flatMap(text -> DIGEST.matcher(text).results())
                        .map(MatchResult::group)
                        .findFirst();
    }

    private static String reason(InputSubmittedAction answer) {
        return answer.getParameters().get(BREAK_GLASS) instanceof String reason ? reason.strip() : "";
    }

    RunApprovals.Given given() {
        return new RunApprovals.Given(named, approver, how);
    }

    boolean breaksGlass() {
        return !reason.isEmpty();
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
        return all(from, node -> wanted.test(node) || ends.test(node)).stream()
                .filter(wanted)
                .findFirst();
    }

    /** Every node at or before {@code from}, nearest first, without going further back than {@code ends}. */
    private static List<FlowNode> all(FlowNode from, Predicate<FlowNode> ends) {
        Deque<FlowNode> next = new ArrayDeque<>();
        Set<FlowNode> seen = new LinkedHashSet<>();
        next.add(from);
        while (!next.isEmpty()) {
            FlowNode node = next.poll();
            if (seen.add(node) && !ends.test(node)) {
                next.addAll(node.getParents());
            }
        }
        return List.copyOf(seen);
    }

    private static ProblemException refused(String run, String summary, String remedy) {
        return Problem.of("approval.unread", summary, remedy).with("run", run).asException();
    }
}
