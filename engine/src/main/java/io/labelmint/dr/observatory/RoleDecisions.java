package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/**
 * Which of some actions the policies of a role do not allow on some resources, by IAM's own simulation: identity policies,
 * boundaries and service control policies, not the policies of keys and buckets. IAM is homed in us-east-1.
 *
 * @param region whose client asks; {@code us-east-1}, so that a silence counts for the region that is silent
 * @param role ARN of the role
 * @param actions IAM actions
 * @param resources ARNs, or {@code *}
 * @param context what policies may put conditions on, by key: aws:RequestedRegion, the region the calls would be sent to
 */
public record RoleDecisions(
        String region, String role, List<String> actions, List<String> resources, SortedMap<String, String> context)
        implements Query<Set<String>> {
    /** AWS publishes no rate for it; a failover asks once for each kind of call. It has a budget of its own. */
    static final Api API = new Api("iam", "SimulatePrincipalPolicy", Duration.ofSeconds(1), 20, false);

    public RoleDecisions {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
    }

    @Override
    public Api api() {
        return API;
    }

    /** The actions that are not allowed on all of the resources, or of which IAM said nothing. */
    @Override
    public Set<String> fetch(Pages pages) {
        List<EvaluationResult> results = simulated(pages, role, actions, resources, context);
        Set<String> denied = new TreeSet<>(actions);
        actions.forEach(action -> {
            List<EvaluationResult> of = results.stream()
                    .filter(result -> action.equals(result.evalActionName()))
                    .toList();
            if (!of.isEmpty() && of.stream().allMatch(RoleDecisions::allowed)) {
                denied.remove(action);
            }
        });
        return denied;
    }

    /** What IAM says of each of {@code actions} on {@code resources}. */
    static List<EvaluationResult> simulated(
            Pages pages, String role, List<String> actions, List<String> resources, SortedMap<String, String> context) {
        IamClient iam = pages.client(IamClient.class);
        return Paged.all(
                pages,
                marker -> iam.simulatePrincipalPolicy(request -> request.policySourceArn(role)
                        .actionNames(actions)
                        .resourceArns(resources)
                        .contextEntries(context.entrySet().stream()
                                .map(entry -> ContextEntry.builder()
                                        .contextKeyName(entry.getKey())
                                        .contextKeyType(ContextKeyTypeEnum.STRING)
                                        .contextKeyValues(entry.getValue())
                                        .build())
                                .toList())
                        .marker(marker)),
                SimulatePrincipalPolicyResponse::evaluationResults,
                SimulatePrincipalPolicyResponse::marker);
    }

    private static boolean allowed(EvaluationResult result) {
        return result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED
                && result.resourceSpecificResults().stream()
                        .allMatch(each -> each.evalResourceDecision() == PolicyEvaluationDecisionType.ALLOWED);
    }
}
