package io.labelmint.dr.observatory;

import io.labelmint.dr.observatory.AccountPrincipals.Principal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/**
 * Every user and role of the account, with all policies that say what they may do. IAM tells users, groups, roles and
 * policies mixed, so what belongs together may be on different pages; without a filter it tells all of them. Documents are
 * URL-encoded as RFC 3986 says (IAM API Reference, GetAccountAuthorizationDetails).
 *
 * @param region whose client asks; {@code us-east-1}, where IAM is homed
 */
public record AccountAuthorizations(String region) implements Query<AccountPrincipals> {
    /** MaxItems of GetAccountAuthorizationDetails is 1 to 1000, and 100 when left out (API Reference). */
    private static final int LARGEST_PAGE = 1_000;

    private static final Api API = Api.unpublished("iam", "GetAccountAuthorizationDetails");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public AccountPrincipals fetch(Pages pages) {
        IamClient iam = pages.client(IamClient.class);
        List<UserDetail> users = new ArrayList<>();
        List<RoleDetail> roles = new ArrayList<>();
        Map<String, GroupDetail> groups = new HashMap<>();
        Map<String, String> policies = new HashMap<>();
        Paged.each(
                pages,
                marker -> iam.getAccountAuthorizationDetails(
                        request -> request.maxItems(LARGEST_PAGE).marker(marker)),
                page -> {
                    users.addAll(page.userDetailList());
                    roles.addAll(page.roleDetailList());
                    page.groupDetailList().forEach(group -> groups.put(group.groupName(), group));
                    page.policies()
                            .forEach(policy -> document(policy).ifPresent(text -> policies.put(policy.arn(), text)));
                },
                AccountAuthorizations::next);
        return new AccountPrincipals(
                Stream.concat(
                                users.stream().map(user -> principal(user, groups)),
                                roles.stream().map(AccountAuthorizations::principal))
                        .toList(),
                policies);
    }

    private static String next(GetAccountAuthorizationDetailsResponse page) {
        return Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
    }

    private static Optional<String> document(ManagedPolicyDetail policy) {
        return policy.policyVersionList().stream()
                .filter(version -> Boolean.TRUE.equals(version.isDefaultVersion()))
                .map(version -> decoded(version.document()))
                .findFirst();
    }

    private static Principal principal(RoleDetail role) {
        return new Principal(
                false,
                role.arn(),
                role.roleName(),
                documents(role.rolePolicyList()).toList(),
                arns(role.attachedManagedPolicies()).toList(),
                boundary(role.permissionsBoundary()),
                Optional.ofNullable(role.assumeRolePolicyDocument()).map(AccountAuthorizations::decoded));
    }

    private static Principal principal(UserDetail user, Map<String, GroupDetail> groups) {
        List<GroupDetail> of = user.groupList().stream()
                .filter(groups::containsKey)
                .map(groups::get)
                .toList();
        List<String> managed =
                new ArrayList<>(arns(user.attachedManagedPolicies()).toList());
        of.forEach(group -> arns(group.attachedManagedPolicies()).forEach(managed::add));
        user.groupList().stream().filter(name -> !groups.containsKey(name)).forEach(managed::add);
        return new Principal(
                true,
                user.arn(),
                user.userName(),
                Stream.concat(
                                documents(user.userPolicyList()),
                                of.stream().flatMap(group -> documents(group.groupPolicyList())))
                        .toList(),
                managed,
                boundary(user.permissionsBoundary()),
                Optional.empty());
    }

    private static Stream<String> documents(List<PolicyDetail> inline) {
        return inline.stream().map(policy -> decoded(policy.policyDocument()));
    }

    private static Stream<String> arns(List<AttachedPolicy> attached) {
        return attached.stream().map(AttachedPolicy::policyArn);
    }

    private static Optional<String> boundary(AttachedPermissionsBoundary boundary) {
        return Optional.ofNullable(boundary).map(AttachedPermissionsBoundary::permissionsBoundaryArn);
    }

    /** RFC 3986 leaves a plus sign as it is, which the decoder of forms would take for a space. */
    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
