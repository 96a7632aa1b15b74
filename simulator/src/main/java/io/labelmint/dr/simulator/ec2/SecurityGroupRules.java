package io.labelmint.dr.simulator.ec2;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Adding rules to security groups and taking them away. */
final class SecurityGroupRules {
    private static final boolean INGRESS = false;
    private static final boolean EGRESS = true;

    private final SecurityGroups groups;
    private final Networks networks;

    SecurityGroupRules(SecurityGroups groups, Networks networks) {
        this.groups = groups;
        this.networks = networks;
    }

    void declare(Operations operations) {
        operations
                .change(
                        "AuthorizeSecurityGroupIngress",
                        AuthorizeSecurityGroupIngressRequest.class,
                        this::authorizeIngress)
                .change(
                        "AuthorizeSecurityGroupEgress",
                        AuthorizeSecurityGroupEgressRequest.class,
                        this::authorizeEgress)
                .change("RevokeSecurityGroupIngress", RevokeSecurityGroupIngressRequest.class, this::revokeIngress)
                .change("RevokeSecurityGroupEgress", RevokeSecurityGroupEgressRequest.class, this::revokeEgress);
    }

    private AuthorizeSecurityGroupIngressResponse authorizeIngress(
            Context context, AuthorizeSecurityGroupIngressRequest request) {
        List<IpPermission> permissions = request.ipPermissions().isEmpty()
                ? single(request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp())
                : request.ipPermissions();
        SecurityGroup group = group(context, request.groupId(), request.groupName());
        return AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(authorize(context, group, INGRESS, permissions))
                .build();
    }

    private AuthorizeSecurityGroupEgressResponse authorizeEgress(
            Context context, AuthorizeSecurityGroupEgressRequest request) {
        SecurityGroup group = group(context, request.groupId(), null);
        return AuthorizeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .securityGroupRules(authorize(context, group, EGRESS, request.ipPermissions()))
                .build();
    }

    private RevokeSecurityGroupIngressResponse revokeIngress(
            Context context, RevokeSecurityGroupIngressRequest request) {
        List<IpPermission> permissions = request.ipPermissions().isEmpty()
                        && request.securityGroupRuleIds().isEmpty()
                ? single(request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp())
                : request.ipPermissions();
        SecurityGroup group = group(context, request.groupId(), request.groupName());
        List<Rule> unknown = revoke(context, group, INGRESS, permissions, request.securityGroupRuleIds());
        return RevokeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .unknownIpPermissions(Rule.permissions(unknown, context.account()))
                .build();
    }

    private RevokeSecurityGroupEgressResponse revokeEgress(Context context, RevokeSecurityGroupEgressRequest request) {
        SecurityGroup group = group(context, request.groupId(), null);
        List<Rule> unknown = revoke(context, group, EGRESS, request.ipPermissions(), request.securityGroupRuleIds());
        return RevokeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .unknownIpPermissions(Rule.permissions(unknown, context.account()))
                .build();
    }

    private SecurityGroup group(Context context, String id, String name) {
        if (id == null && name == null) {
            throw Ec2Errors.missing("The request must contain the parameter groupName or groupId");
        }
        return id == null ? groups.named(context, name) : groups.require(context, id);
    }

    /** All of {@code permissions} are added, or none. */
    private List<SecurityGroupRule> authorize(
            Context context, SecurityGroup group, boolean outgoing, List<IpPermission> permissions) {
        List<Rule> added = rules(permissions);
        List<Rule> all = new ArrayList<>(group.rules(outgoing));
        for (Rule rule : added) {
            if (rule.peer() == Rule.Peer.GROUP) {
                groups.require(context, rule.address());
            }
            if (all.stream().anyMatch(rule::same)) {
                throw Ec2Errors.ruleExists(rule);
            }
            all.add(rule);
        }
        group.rules(outgoing).addAll(added);
        return added.stream()
                .map(rule -> rule.shown(ruleId(context, group, outgoing, rule), group.id, outgoing, context.account()))
                .toList();
    }

    /**
     * The rules that were not there. In a default VPC that is no error; in any other it is, and nothing is revoked: EC2 API
     * reference, RevokeSecurityGroupIngress. A description need not be given.
     */
    private List<Rule> revoke(
            Context context, SecurityGroup group, boolean outgoing, List<IpPermission> permissions, List<String> ids) {
        List<Rule> present = group.rules(outgoing);
        if (!ids.isEmpty()) {
            List<String> known = present.stream()
                    .map(rule -> ruleId(context, group, outgoing, rule))
                    .toList();
            List<String> missing =
                    ids.stream().filter(id -> !known.contains(id)).toList();
            if (!missing.isEmpty()) {
                throw Ec2Errors.ruleIdsNotFound(missing);
            }
            present.removeIf(rule -> ids.contains(ruleId(context, group, outgoing, rule)));
            return List.of();
        }
        List<Rule> revoked = rules(permissions);
        List<Rule> unknown = revoked.stream()
                .filter(rule -> present.stream().noneMatch(rule::same))
                .toList();
        if (!unknown.isEmpty() && !group.vpc.equals(networks.defaultVpc(context))) {
            throw Ec2Errors.ruleNotFound();
        }
        present.removeIf(rule -> revoked.stream().anyMatch(rule::same));
        return unknown;
    }

    private static List<Rule> rules(List<IpPermission> permissions) {
        List<Rule> rules = permissions.stream()
                .flatMap(permission -> Rule.of(permission).stream())
                .toList();
        if (rules.isEmpty()) {
            throw Ec2Errors.missing("The request must contain the parameter ipPermissions");
        }
        return rules;
    }

    /** What the parameters stand for that ingress can be stated with instead of IpPermissions. */
    private static List<IpPermission> single(String protocol, Integer from, Integer to, String cidr) {
        if (cidr == null) {
            return List.of();
        }
        return List.of(IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(from)
                .toPort(to)
                .ipRanges(IpRange.builder().cidrIp(cidr).build())
                .build());
    }

    private static String ruleId(Context context, SecurityGroup group, boolean outgoing, Rule rule) {
        return "sgr-" + context.seed().hex(17, "sgr", group.id, outgoing, rule);
    }
}
