package io.labelmint.dr.simulator.iam;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import io.labelmint.dr.simulator.iam.Identity.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;

/**
 * Simulated AWS IAM: users, groups and roles, their policies, and what these allow. Service control policies are not
 * simulated, and of a simulation neither are boundaries. Its control plane is in us-east-1, whichever region asks (AWS
 * whitepaper "AWS Fault Isolation Boundaries").
 */
public final class IamSimulator implements Service {
    private static final String HOME = "us-east-1";

    private final Identities identities = new Identities();
    private final ManagedPolicies policies = new ManagedPolicies();

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
                .change("CreateUser", CreateUserRequest.class, this::createUser)
                .change("CreateGroup", CreateGroupRequest.class, this::createGroup)
                .change("CreateRole", CreateRoleRequest.class, this::createRole)
                .change("DeleteRole", DeleteRoleRequest.class, this::deleteRole)
                .change("UpdateAssumeRolePolicy", UpdateAssumeRolePolicyRequest.class, (context, request) -> {
                    identities.find(Kind.ROLE, request.roleName()).trust = Optional.of(request.policyDocument());
                    return UpdateAssumeRolePolicyResponse.builder().build();
                })
                .change("AddUserToGroup", AddUserToGroupRequest.class, this::addToGroup)
                .change("PutUserPolicy", PutUserPolicyRequest.class, (context, request) -> {
                    put(Kind.USER, request.userName(), request.policyName(), request.policyDocument());
                    return PutUserPolicyResponse.builder().build();
                })
                .change("PutGroupPolicy", PutGroupPolicyRequest.class, (context, request) -> {
                    put(Kind.GROUP, request.groupName(), request.policyName(), request.policyDocument());
                    return PutGroupPolicyResponse.builder().build();
                })
                .change("PutRolePolicy", PutRolePolicyRequest.class, (context, request) -> {
                    put(Kind.ROLE, request.roleName(), request.policyName(), request.policyDocument());
                    return PutRolePolicyResponse.builder().build();
                })
                .change("DeleteRolePolicy", DeleteRolePolicyRequest.class, (context, request) -> {
                    identities.find(Kind.ROLE, request.roleName()).inline.remove(request.policyName());
                    return DeleteRolePolicyResponse.builder().build();
                })
                .change("CreatePolicy", CreatePolicyRequest.class, this::createPolicy)
                .change("AttachUserPolicy", AttachUserPolicyRequest.class, (context, request) -> {
                    identities.find(Kind.USER, request.userName()).attached.add(known(request.policyArn()));
                    return AttachUserPolicyResponse.builder().build();
                })
                .change("AttachGroupPolicy", AttachGroupPolicyRequest.class, (context, request) -> {
                    identities.find(Kind.GROUP, request.groupName()).attached.add(known(request.policyArn()));
                    return AttachGroupPolicyResponse.builder().build();
                })
                .change("AttachRolePolicy", AttachRolePolicyRequest.class, (context, request) -> {
                    identities.find(Kind.ROLE, request.roleName()).attached.add(known(request.policyArn()));
                    return AttachRolePolicyResponse.builder().build();
                })
                .change("DetachRolePolicy", DetachRolePolicyRequest.class, (context, request) -> {
                    identities.find(Kind.ROLE, request.roleName()).attached.remove(request.policyArn());
                    return DetachRolePolicyResponse.builder().build();
                })
                .change("PutRolePermissionsBoundary", PutRolePermissionsBoundaryRequest.class, (context, request) -> {
                    identities.find(Kind.ROLE, request.roleName()).boundary =
                            Optional.of(known(request.permissionsBoundary()));
                    return PutRolePermissionsBoundaryResponse.builder().build();
                })
                .read("GetAccountAuthorizationDetails", GetAccountAuthorizationDetailsRequest.class, this::details)
                .read("SimulatePrincipalPolicy", SimulatePrincipalPolicyRequest.class, this::simulate);
        new AccessReports(this::documents).declare(operations);
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
        return identities.all().stream()
                .map(identity -> "global iam " + identity.kind.name().toLowerCase(Locale.ROOT) + " " + identity.arn
                        + " policies=" + identity.inline.keySet())
                .toList();
    }

    private CreateUserResponse createUser(Context context, CreateUserRequest request) {
        Identity user = identities.create(context, Kind.USER, request.path(), request.userName());
        return CreateUserResponse.builder()
                .user(each ->
                        each.arn(user.arn).userName(user.name).path(user.path).createDate(user.created))
                .build();
    }

    private CreateGroupResponse createGroup(Context context, CreateGroupRequest request) {
        Identity group = identities.create(context, Kind.GROUP, request.path(), request.groupName());
        return CreateGroupResponse.builder()
                .group(each -> each.arn(group.arn)
                        .groupName(group.name)
                        .path(group.path)
                        .createDate(group.created))
                .build();
    }

    private CreateRoleResponse createRole(Context context, CreateRoleRequest request) {
        Identity role = identities.create(context, Kind.ROLE, request.path(), request.roleName());
        role.trust = Optional.ofNullable(request.assumeRolePolicyDocument());
        return CreateRoleResponse.builder()
                .role(each ->
                        each.arn(role.arn).roleName(role.name).path(role.path).createDate(role.created))
                .build();
    }

    /** A role has to have lost its policies before: API reference, DeleteRole. */
    private DeleteRoleResponse deleteRole(Context context, DeleteRoleRequest request) {
        Identity role = identities.find(Kind.ROLE, request.roleName());
        if (!role.attached.isEmpty() || !role.inline.isEmpty()) {
            throw AwsError.of(
                    DeleteConflictException.builder(),
                    "Iam",
                    "DeleteConflict",
                    409,
                    "Cannot delete entity, must remove all of its policies first.");
        }
        identities.remove(role);
        return DeleteRoleResponse.builder().build();
    }

    private AddUserToGroupResponse addToGroup(Context context, AddUserToGroupRequest request) {
        identities
                .find(Kind.USER, request.userName())
                .groups
                .add(identities.find(Kind.GROUP, request.groupName()).name);
        return AddUserToGroupResponse.builder().build();
    }

    private CreatePolicyResponse createPolicy(Context context, CreatePolicyRequest request) {
        String path = request.path() == null ? "/" : request.path();
        String arn = new Arn("iam", "", context.account(), "policy" + path + request.policyName()).toString();
        if (!policies.add(arn, read(request.policyDocument()))) {
            throw IamErrors.exists("A policy called " + request.policyName() + " already exists.");
        }
        return CreatePolicyResponse.builder()
                .policy(each -> each.arn(arn).policyName(request.policyName()).defaultVersionId("v1"))
                .build();
    }

    private void put(Kind kind, String name, String policy, String document) {
        identities.find(kind, name).inline.put(policy, read(document));
    }

    private String known(String policy) {
        if (policies.document(policy).isEmpty()) {
            throw IamErrors.notFound("Policy " + policy + " does not exist or is not attachable.");
        }
        return policy;
    }

    private static String read(String document) {
        if (PolicyDocument.parse(document).isEmpty()) {
            throw AwsError.of(
                    MalformedPolicyDocumentException.builder(),
                    "Iam",
                    "MalformedPolicyDocument",
                    400,
                    "Syntax errors in policy.");
        }
        return document;
    }

    private GetAccountAuthorizationDetailsResponse details(
            Context context, GetAccountAuthorizationDetailsRequest request) {
        return new AuthorizationDetails(identities.all(), policies)
                .page(request)
                .orElseThrow(() ->
                        AwsError.of(InvalidInputException.builder(), "Iam", "InvalidInput", 400, "Invalid Marker."));
    }

    private SimulatePrincipalPolicyResponse simulate(Context context, SimulatePrincipalPolicyRequest request) {
        List<PolicyDocument> documents = documents(request.policySourceArn());
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
                        .evalDecision(PolicyDocument.decide(documents, action, resource, given))
                        .build());
            }
        }
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(results)
                .isTruncated(false)
                .build();
    }

    /** All that says what the user or role of this ARN may do, but for a boundary. */
    private List<PolicyDocument> documents(String arn) {
        Identity source = identities.all().stream()
                .filter(each -> each.arn.equals(arn))
                .findFirst()
                .orElseThrow(() -> IamErrors.notFound(arn + " cannot be found."));
        return Stream.concat(Stream.of(source), groups(source))
                .flatMap(each -> Stream.concat(
                        each.inline.values().stream(),
                        each.attached.stream()
                                .map(policy -> policies.document(policy).orElseThrow())))
                .map(document -> PolicyDocument.parse(document).orElseThrow())
                .toList();
    }

    /** A simulation for a user includes the policies of its groups: API reference, SimulatePrincipalPolicy, PolicySourceArn. */
    private Stream<Identity> groups(Identity user) {
        return user.groups.stream().map(group -> identities.find(Kind.GROUP, group));
    }
}
