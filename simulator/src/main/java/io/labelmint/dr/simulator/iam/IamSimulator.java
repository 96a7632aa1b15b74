package io.labelmint.dr.simulator.iam;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/**
 * Simulated AWS IAM: roles, their inline policies, and what these allow. Boundaries, service control policies and managed
 * policies are not simulated. Its control plane is in us-east-1, whichever region asks (AWS whitepaper "AWS Fault Isolation
 * Boundaries").
 */
public final class IamSimulator implements Service {
    private static final String HOME = "us-east-1";

    /** Documents by name of the policy, by ARN of the role. */
    private final Map<String, Map<String, PolicyDocument>> roles = new TreeMap<>();

    @Override
    public String name() {
        return "iam";
    }

    @Override
    public String home(String region) {
        return HOME;
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return IamClient.class;
    }

    @Override
    public void declare(Operations operations) {
        operations
                .change("CreateRole", CreateRoleRequest.class, this::create)
                .change("PutRolePolicy", PutRolePolicyRequest.class, this::put)
                .read("SimulatePrincipalPolicy", SimulatePrincipalPolicyRequest.class, this::simulate);
    }

    @Override
    public AwsServiceException.Builder error() {
        return IamException.builder();
    }

    /** AWS publishes no rates for IAM; this is what people report. */
    @Override
    public Rate rate(String operation) {
        return new Rate(operation, 5, 25);
    }

    @Override
    public String throttlingCode() {
        return "Throttling";
    }

    @Override
    public List<String> inventory(Instant now) {
        return roles.entrySet().stream()
                .map(role -> "global iam role " + role.getKey() + " policies="
                        + role.getValue().keySet())
                .toList();
    }

    private CreateRoleResponse create(Context context, CreateRoleRequest request) {
        String path = request.path() == null ? "/" : request.path();
        String arn = new Arn("iam", "", context.account(), "role" + path + request.roleName()).toString();
        if (roles.containsKey(arn)) {
            throw AwsError.of(
                    EntityAlreadyExistsException.builder(),
                    "Iam",
                    "EntityAlreadyExists",
                    409,
                    "Role with name " + request.roleName() + " already exists.");
        }
        roles.put(arn, new TreeMap<>());
        return CreateRoleResponse.builder()
                .role(Role.builder()
                        .arn(arn)
                        .roleName(request.roleName())
                        .path(path)
                        .createDate(context.now())
                        .build())
                .build();
    }

    private PutRolePolicyResponse put(Context context, PutRolePolicyRequest request) {
        String arn = roles.keySet().stream()
                .filter(role -> role.substring(role.lastIndexOf('/') + 1).equals(request.roleName()))
                .findFirst()
                .orElseThrow(() -> notFound("The role with name " + request.roleName() + " cannot be found."));
        PolicyDocument document = PolicyDocument.parse(request.policyDocument())
                .orElseThrow(() -> AwsError.of(
                        MalformedPolicyDocumentException.builder(),
                        "Iam",
                        "MalformedPolicyDocument",
                        400,
                        "Syntax errors in policy."));
        roles.get(arn).put(request.policyName(), document);
        return PutRolePolicyResponse.builder().build();
    }

    private SimulatePrincipalPolicyResponse simulate(Context context, SimulatePrincipalPolicyRequest request) {
        Map<String, PolicyDocument> policies = roles.get(request.policySourceArn());
        if (policies == null) {
            throw notFound(request.policySourceArn() + " cannot be found.");
        }
        // "If the parameter is not provided, then the value defaults to * (all resources)": API reference.
        List<String> resources = request.resourceArns().isEmpty() ? List.of("*") : request.resourceArns();
        Map<String, List<String>> given = new TreeMap<>();
        request.contextEntries().forEach(entry -> given.put(entry.contextKeyName(), entry.contextKeyValues()));
        List<EvaluationResult> results = new ArrayList<>();
        for (String action : request.actionNames()) {
            for (String resource : resources) {
                results.add(EvaluationResult.builder()
                        .evalActionName(action)
                        .evalResourceName(resource)
                        .evalDecision(PolicyDocument.decide(policies.values(), action, resource, given))
                        .build());
            }
        }
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(results)
                .isTruncated(false)
                .build();
    }

    private static AwsServiceException notFound(String message) {
        return AwsError.of(NoSuchEntityException.builder(), "Iam", "NoSuchEntity", 404, message);
    }
}
