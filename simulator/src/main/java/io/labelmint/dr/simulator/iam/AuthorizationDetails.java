package io.labelmint.dr.simulator.iam;

import io.labelmint.dr.simulator.core.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/**
 * Everything of an account that says what its users and roles may do, page by page: users, groups, roles and policies count
 * towards MaxItems together, and documents are URL-encoded as RFC 3986 says (IAM API Reference,
 * GetAccountAuthorizationDetails). Of AWS's own policies those that something has are told.
 */
final class AuthorizationDetails {
    /** "If you do not include this parameter, the number of items defaults to 100": API reference, MaxItems. */
    private static final int USUAL_PAGE = 100;

    private final Collection<Identity> identities;
    private final ManagedPolicies policies;

    /** An item of any kind, and how it gets into an answer. */
    private record Item(String arn, EntityType type, Consumer<Lists> into) {}

    /** What is on a page, by kind. */
    private record Lists(
            List<UserDetail> users,
            List<GroupDetail> groups,
            List<RoleDetail> roles,
            List<ManagedPolicyDetail> policies) {}

    AuthorizationDetails(Collection<Identity> identities, ManagedPolicies policies) {
        this.identities = identities;
        this.policies = policies;
    }

    /** The page that is asked for; empty if the marker is not one this gave out. */
    Optional<GetAccountAuthorizationDetailsResponse> page(GetAccountAuthorizationDetailsRequest request) {
        List<Item> all = Stream.concat(identities.stream().map(this::item), managed())
                .filter(item -> request.filter().isEmpty() || request.filter().contains(item.type))
                .sorted(Comparator.comparing(Item::arn))
                .toList();
        int size = request.maxItems() == null ? USUAL_PAGE : request.maxItems();
        return Page.of(all, Item::arn, request.marker(), size).map(AuthorizationDetails::answer);
    }

    private static GetAccountAuthorizationDetailsResponse answer(Page<Item> page) {
        Lists lists = new Lists(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        page.items().forEach(item -> item.into.accept(lists));
        return GetAccountAuthorizationDetailsResponse.builder()
                .userDetailList(lists.users)
                .groupDetailList(lists.groups)
                .roleDetailList(lists.roles)
                .policies(lists.policies)
                .isTruncated(page.marker() != null)
                .marker(page.marker())
                .build();
    }

    private Item item(Identity identity) {
        return switch (identity.kind) {
            case USER -> new Item(identity.arn, EntityType.USER, lists -> lists.users.add(user(identity)));
            case GROUP -> new Item(identity.arn, EntityType.GROUP, lists -> lists.groups.add(group(identity)));
            case ROLE -> new Item(identity.arn, EntityType.ROLE, lists -> lists.roles.add(role(identity)));
        };
    }

    private Stream<Item> managed() {
        Set<String> arns = new TreeSet<>(policies.own().keySet());
        identities.forEach(identity -> {
            arns.addAll(identity.attached);
            identity.boundary.ifPresent(arns::add);
        });
        return arns.stream()
                .map(arn -> new Item(
                        arn,
                        arn.startsWith("arn:aws:iam::aws:")
                                ? EntityType.AWS_MANAGED_POLICY
                                : EntityType.LOCAL_MANAGED_POLICY,
                        lists -> lists.policies.add(policy(arn))));
    }

    private ManagedPolicyDetail policy(String arn) {
        return ManagedPolicyDetail.builder()
                .arn(arn)
                .policyName(name(arn))
                .defaultVersionId("v1")
                .policyVersionList(PolicyVersion.builder()
                        .versionId("v1")
                        .isDefaultVersion(true)
                        .document(encoded(policies.document(arn).orElseThrow()))
                        .build())
                .build();
    }

    private static UserDetail user(Identity identity) {
        return UserDetail.builder()
                .arn(identity.arn)
                .path(identity.path)
                .userName(identity.name)
                .createDate(identity.created)
                .groupList(identity.groups)
                .userPolicyList(inline(identity))
                .attachedManagedPolicies(attached(identity))
                .permissionsBoundary(boundary(identity))
                .build();
    }

    private static GroupDetail group(Identity identity) {
        return GroupDetail.builder()
                .arn(identity.arn)
                .path(identity.path)
                .groupName(identity.name)
                .createDate(identity.created)
                .groupPolicyList(inline(identity))
                .attachedManagedPolicies(attached(identity))
                .build();
    }

    private static RoleDetail role(Identity identity) {
        return RoleDetail.builder()
                .arn(identity.arn)
                .path(identity.path)
                .roleName(identity.name)
                .createDate(identity.created)
                .assumeRolePolicyDocument(
                        identity.trust.map(AuthorizationDetails::encoded).orElse(null))
                .rolePolicyList(inline(identity))
                .attachedManagedPolicies(attached(identity))
                .permissionsBoundary(boundary(identity))
                .build();
    }

    private static List<PolicyDetail> inline(Identity identity) {
        return identity.inline.entrySet().stream()
                .map(policy -> PolicyDetail.builder()
                        .policyName(policy.getKey())
                        .policyDocument(encoded(policy.getValue()))
                        .build())
                .toList();
    }

    private static List<AttachedPolicy> attached(Identity identity) {
        return identity.attached.stream()
                .map(arn -> AttachedPolicy.builder()
                        .policyArn(arn)
                        .policyName(name(arn))
                        .build())
                .toList();
    }

    private static AttachedPermissionsBoundary boundary(Identity identity) {
        return identity.boundary
                .map(arn -> AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryArn(arn)
                        .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                        .build())
                .orElse(null);
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** RFC 3986 writes a space as %20, where forms write a plus sign. */
    private static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
