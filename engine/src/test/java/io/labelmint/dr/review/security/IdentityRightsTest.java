package io.labelmint.dr.review.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.observatory.AccountPrincipals;
import io.labelmint.dr.observatory.AccountPrincipals.Principal;
import io.labelmint.dr.review.security.IdentityRights.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What policies of a role let it do, as IAM would decide it. */
class IdentityRightsTest {
    private static final String ACTION = "rds:DeleteDBSnapshot";
    private static final String SNAPSHOT = "arn:aws:rds:us-east-1:123456789012:snapshot:orders-by-hand";
    private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String LIMIT = "arn:aws:iam::123456789012:policy/limit";

    private final Map<String, String> managed =
            new HashMap<>(Map.of(ADMIN, policy("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}")));
    private IdentityRights rights;

    @Test
    void whatNoStatementAllowsIsDenied() {
        assertThat(may("{'Effect': 'Allow', 'Action': 'rds:Describe*', 'Resource': '*'}"))
                .isEqualTo(Answer.NO);
        assertThat(may("{'Effect': 'Allow', 'Action': 'RDS:delete*', 'Resource': '*'}"))
                .as("names of actions have no case")
                .isEqualTo(Answer.YES);
        assertThat(may("{'Effect': 'Allow', 'Action': 'rds:*', 'Resource': 'arn:aws:rds:*:*:snapshot:billing-*'}"))
                .isEqualTo(Answer.NO);
    }

    @Test
    void whatAStatementDeniesNoOtherAllows() {
        String all = "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";

        assertThat(may(all, "{'Effect': 'Deny', 'Action': 'rds:Delete*', 'Resource': '*'}"))
                .isEqualTo(Answer.NO);
        assertThat(may(all, "{'Effect': 'Deny', 'NotAction': 'rds:*', 'Resource': '*'}"))
                .isEqualTo(Answer.YES);
        assertThat(may(all, "{'Effect': 'Deny', 'Action': 'rds:*', 'NotResource': '*:snapshot:billing-*'}"))
                .isEqualTo(Answer.NO);
        assertThat(may(
                        all,
                        "{'Effect': 'Deny', 'Action': '*', 'Resource': '*', 'Condition': {'BoolIfExists':"
                                + " {'aws:MultiFactorAuthPresent': 'false'}}}"))
                .as("with a second factor it may")
                .isEqualTo(Answer.WITH_CONDITIONS);
    }

    @Test
    void everythingButSomethingIsUnderstood() {
        assertThat(may("{'Effect': 'Allow', 'NotAction': ['iam:*', 'organizations:*'], 'Resource': '*'}"))
                .isEqualTo(Answer.YES);
        assertThat(may("{'Effect': 'Allow', 'NotAction': 'rds:Delete*', 'Resource': '*'}"))
                .isEqualTo(Answer.NO);
        assertThat(may("{'Effect': 'Allow', 'Action': 'rds:*', 'NotResource': '*:snapshot:orders-*'}"))
                .isEqualTo(Answer.NO);
    }

    @Test
    void aConditionOnTheRegionIsKnownAndAnyOtherMayBeFulfilled() {
        String allow = "{'Effect': 'Allow', 'Action': 'rds:*', 'Resource': '*', 'Condition': {%s}}";

        assertThat(may(allow.formatted("'StringEquals': {'aws:RequestedRegion': ['eu-west-1', 'us-east-1']}")))
                .isEqualTo(Answer.YES);
        assertThat(may(allow.formatted("'StringLike': {'aws:requestedregion': 'eu-*'}")))
                .isEqualTo(Answer.NO);
        assertThat(may(allow.formatted("'StringNotEquals': {'aws:RequestedRegion': 'us-east-1'}")))
                .isEqualTo(Answer.NO);
        assertThat(may(allow.formatted("'StringEquals': {'aws:ResourceTag/team': 'data'}")))
                .isEqualTo(Answer.WITH_CONDITIONS);
    }

    @Test
    void whatAVariableStandsForMayBeAnything() {
        assertThat(may("{'Effect': 'Allow', 'Action': 'rds:*', 'Resource': '*:snapshot:${aws:username}-by-hand'}"))
                .isEqualTo(Answer.YES);
        assertThat(may(
                        "{'Effect': 'Allow', 'Action': 'rds:*', 'Resource': '*'}",
                        "{'Effect': 'Deny', 'Action': 'rds:*', 'Resource': '*:snapshot:${aws:username}-by-hand'}"))
                .isEqualTo(Answer.YES);
    }

    @Test
    void beyondItsBoundaryARoleMayDoNothing() {
        managed.put(LIMIT, policy("{'Effect': 'Allow', 'Action': ['s3:*', 'rds:Describe*'], 'Resource': '*'}"));
        assertThat(bounded(LIMIT)).isEqualTo(Answer.NO);

        managed.put(LIMIT, policy("{'Effect': 'Allow', 'Action': 'rds:*', 'Resource': '*'}"));
        assertThat(bounded(LIMIT)).isEqualTo(Answer.YES);

        managed.remove(LIMIT);
        assertThat(bounded(LIMIT)).as("a boundary nobody can read is none").isEqualTo(Answer.YES);
        assertThat(rights.unread()).containsExactly(LIMIT);
    }

    @Test
    void whatCannotBeReadIsNoted() {
        of(List.of("no policy"), List.of("arn:aws:iam::123456789012:policy/gone"), Optional.empty());

        assertThat(rights.unread())
                .containsExactly("an inline policy of builder", "arn:aws:iam::123456789012:policy/gone");
    }

    private Answer may(String... statements) {
        List<String> documents = new ArrayList<>();
        for (String statement : statements) {
            documents.add(policy(statement));
        }
        return of(documents, List.of(), Optional.empty()).may(ACTION, SNAPSHOT, "us-east-1");
    }

    private Answer bounded(String boundary) {
        return of(List.of(), List.of(ADMIN), Optional.of(boundary)).may(ACTION, SNAPSHOT, "us-east-1");
    }

    private IdentityRights.Policies of(List<String> documents, List<String> attached, Optional<String> boundary) {
        Principal role = new Principal(
                false,
                "arn:aws:iam::123456789012:role/builder",
                "builder",
                documents,
                attached,
                boundary,
                Optional.empty());
        rights = new IdentityRights(new AccountPrincipals(List.of(role), managed), List.of(ACTION));
        return rights.of(role);
    }

    private static String policy(String statement) {
        return ("{'Version': '2012-10-17', 'Statement': [" + statement + "]}").replace('\'', '"');
    }
}
