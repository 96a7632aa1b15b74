package io.labelmint.dr.observatory;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/**
 * Which of some actions the policies of a role allow, and on which of some resources, by the same simulation as
 * {@link RoleDecisions}. That asks whether all of it is allowed, this whether any of it is.
 *
 * @param region whose client asks; {@code us-east-1}, where IAM is homed
 * @param role ARN of the role
 * @param actions IAM actions
 * @param resources ARNs; they need not exist
 * @param context what policies may put conditions on, by key; a condition on any other key is not fulfilled
 */
public record RoleGrants(
        String region, String role, List<String> actions, List<String> resources, SortedMap<String, String> context)
        implements Query<SortedMap<String, SortedSet<String>>> {

    public RoleGrants {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
    }

    @Override
    public Api api() {
        return RoleDecisions.API;
    }

    /** The resources by action; an action that is allowed on none of them is left out. */
    @Override
    public SortedMap<String, SortedSet<String>> fetch(Pages pages) {
        SortedMap<String, SortedSet<String>> allowed = new TreeMap<>();
        RoleDecisions.simulated(pages, role, actions, resources, context)
                .forEach(result -> on(result)
                        .forEach(resource -> allowed.computeIfAbsent(result.evalActionName(), none -> new TreeSet<>())
                                .add(resource)));
        return Collections.unmodifiableSortedMap(allowed);
    }

    /** IAM tells decisions on several resources in a result each, or as specific results of one (EvaluationResult). */
    private static List<String> on(EvaluationResult result) {
        if (!result.resourceSpecificResults().isEmpty()) {
            return result.resourceSpecificResults().stream()
                    .filter(each -> each.evalResourceDecision() == PolicyEvaluationDecisionType.ALLOWED)
                    .map(each -> each.evalResourceName())
                    .toList();
        }
        return result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED
                ? List.of(result.evalResourceName())
                : List.of();
    }
}
