package io.labelmint.dr.simulator.iam;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Managed policies: those somebody created, and two of AWS's that people have (AWS Managed Policy Reference,
 * AdministratorAccess and PowerUserAccess). Of each there is one version.
 */
final class ManagedPolicies {
    private static final Map<String, String> OF_AWS = new LinkedHashMap<>();

    static {
        OF_AWS.put("arn:aws:iam::aws:policy/AdministratorAccess", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""");
        OF_AWS.put("arn:aws:iam::aws:policy/PowerUserAccess", """
                {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"},
                {"Effect": "Allow", "Action": ["account:GetAccountInformation", "account:GetPrimaryEmail",
                "account:ListRegions", "iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole", "iam:ListRoles",
                "organizations:DescribeOrganization"], "Resource": "*"}]}""");
    }

    /** Documents by ARN. */
    private final Map<String, String> own = new TreeMap<>();

    /** Whether there was none of that ARN before. */
    boolean add(String arn, String document) {
        return own.putIfAbsent(arn, document) == null;
    }

    Optional<String> document(String arn) {
        return Optional.ofNullable(own.get(arn)).or(() -> Optional.ofNullable(OF_AWS.get(arn)));
    }

    /** All that somebody created, by ARN. */
    Map<String, String> own() {
        return own;
    }
}
