package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.time.VirtualTimeline;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** IAM as its API reference describes it: what it tells of a whole account. */
class IamTest {
    private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String DOCUMENT =
            "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"rds:*\", \"Resource\": \"*\"}]}";

    private final IamClient iam = World.inMemory(
                    new VirtualTimeline(Instant.parse("2026-01-05T00:00:00Z")), 7, "123456789012")
            .client(IamClient.class, "us-west-2");

    @Test
    void anAccountIsToldPageByPageWithUsersGroupsRolesAndPoliciesMixed() {
        for (int i = 0; i < 7; i++) {
            String name = "role-" + i;
            iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(DOCUMENT));
        }
        iam.createGroup(request -> request.groupName("admins"));
        iam.attachGroupPolicy(request -> request.groupName("admins").policyArn(ADMIN));
        iam.createUser(request -> request.userName("ann"));
        iam.addUserToGroup(request -> request.userName("ann").groupName("admins"));

        List<Integer> sizes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String[] marker = {null};
        do {
            GetAccountAuthorizationDetailsResponse page = iam.getAccountAuthorizationDetails(
                    request -> request.maxItems(4).marker(marker[0]));
            page.roleDetailList().stream().map(RoleDetail::roleName).forEach(names::add);
            page.userDetailList().stream()
                    .map(user -> user.userName() + " in " + user.groupList())
                    .forEach(names::add);
            page.policies().stream().map(ManagedPolicyDetail::policyName).forEach(names::add);
            sizes.add(page.roleDetailList().size()
                    + page.userDetailList().size()
                    + page.groupDetailList().size()
                    + page.policies().size());
            assertThat(page.isTruncated()).isEqualTo(page.marker() != null);
            marker[0] = page.marker();
        } while (marker[0] != null);

        assertThat(sizes).containsExactly(4, 4, 2);
        assertThat(names).hasSize(9).contains("role-0", "role-6", "ann in [admins]", "AdministratorAccess");
        assertThat(iam.getAccountAuthorizationDetails(request -> request.filter(EntityType.USER))
                        .userDetailList())
                .extracting(UserDetail::userName)
                .containsExactly("ann");
    }

    @Test
    void documentsAreUrlEncoded() {
        iam.createUser(request -> request.userName("ann"));
        iam.putUserPolicy(
                request -> request.userName("ann").policyName("databases").policyDocument(DOCUMENT));

        String told = iam.getAccountAuthorizationDetails(request -> {})
                .userDetailList()
                .get(0)
                .userPolicyList()
                .get(0)
                .policyDocument();

        assertThat(told).startsWith("%7B%22Statement%22").doesNotContain(" ", "+");
        assertThat(URLDecoder.decode(told, StandardCharsets.UTF_8)).isEqualTo(DOCUMENT);
    }

    @Test
    void aSimulationForAUserKnowsThePoliciesOfItsGroups() {
        String ann = iam.createUser(request -> request.userName("ann")).user().arn();
        iam.createGroup(request -> request.groupName("admins"));
        iam.attachGroupPolicy(request -> request.groupName("admins").policyArn(ADMIN));
        assertThat(decision(ann)).isEqualTo("implicitDeny");

        iam.addUserToGroup(request -> request.userName("ann").groupName("admins"));

        assertThat(decision(ann)).isEqualTo("allowed");
    }

    @Test
    void whatIsNotThereCannotBeAttached() {
        iam.createRole(request -> request.roleName("builder").assumeRolePolicyDocument(DOCUMENT));

        assertThatThrownBy(() -> iam.attachRolePolicy(
                        request -> request.roleName("builder").policyArn("arn:aws:iam::123456789012:policy/none")))
                .isInstanceOf(NoSuchEntityException.class);
    }

    private String decision(String arn) {
        return iam.simulatePrincipalPolicy(
                        request -> request.policySourceArn(arn).actionNames("rds:DeleteDBSnapshot"))
                .evaluationResults()
                .get(0)
                .evalDecisionAsString();
    }
}
