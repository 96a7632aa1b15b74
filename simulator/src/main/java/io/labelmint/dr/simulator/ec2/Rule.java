package io.labelmint.dr.simulator.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * A rule of a security group: one protocol, one range of ports, one peer.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, a number, or {@code -1} for all
 * @param from first port; null if all protocols
 * @param to last port; null if all protocols
 * @param peer what traffic comes from or goes to
 * @param address the CIDR block, the group's id or the prefix list's id
 * @param description of the rule, or null
 */
record Rule(String protocol, Integer from, Integer to, Peer peer, String address, String description) {
    private static final String ALL = "-1";

    /** What a rule can speak of. */
    enum Peer {
        IPV4,
        IPV6,
        GROUP,
        PREFIX_LIST
    }

    /** The rules that {@code permission} stands for, one for each of its peers. */
    static List<Rule> of(IpPermission permission) {
        String protocol =
                Objects.requireNonNullElse(permission.ipProtocol(), ALL).toLowerCase(Locale.ROOT);
        boolean all = protocol.equals(ALL);
        if (List.of("tcp", "udp").contains(protocol)
                && (permission.fromPort() == null || permission.toPort() == null)) {
            throw Ec2Errors.invalidValue(
                    "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        Integer from = all ? null : permission.fromPort();
        Integer to = all ? null : permission.toPort();
        List<Rule> rules = new ArrayList<>();
        permission
                .ipRanges()
                .forEach(range -> rules.add(
                        new Rule(protocol, from, to, Peer.IPV4, Cidr.canonical(range.cidrIp()), range.description())));
        permission
                .ipv6Ranges()
                .forEach(range ->
                        rules.add(new Rule(protocol, from, to, Peer.IPV6, range.cidrIpv6(), range.description())));
        permission
                .userIdGroupPairs()
                .forEach(pair ->
                        rules.add(new Rule(protocol, from, to, Peer.GROUP, pair.groupId(), pair.description())));
        permission
                .prefixListIds()
                .forEach(list -> rules.add(
                        new Rule(protocol, from, to, Peer.PREFIX_LIST, list.prefixListId(), list.description())));
        return rules;
    }

    /** What a new group in a VPC allows to go out, and a default group as well: everything. */
    static Rule everythingOut() {
        return new Rule(ALL, null, null, Peer.IPV4, "0.0.0.0/0", null);
    }

    /** What a default group allows to come in: everything from its own members. */
    static Rule fromMembers(String group) {
        return new Rule(ALL, null, null, Peer.GROUP, group, null);
    }

    /** Whether {@code other} is the same rule; descriptions do not count. */
    boolean same(Rule other) {
        return sharesPorts(other) && peer == other.peer && address.equals(other.address);
    }

    private boolean sharesPorts(Rule other) {
        return protocol.equals(other.protocol) && Objects.equals(from, other.from) && Objects.equals(to, other.to);
    }

    /** {@code rules} as DescribeSecurityGroups shows them: those of the same protocol and ports in one permission. */
    static List<IpPermission> permissions(List<Rule> rules, String account) {
        List<IpPermission> permissions = new ArrayList<>();
        List<Rule> rest = new ArrayList<>(rules);
        while (!rest.isEmpty()) {
            Rule first = rest.get(0);
            List<Rule> alike = rest.stream().filter(first::sharesPorts).toList();
            rest.removeAll(alike);
            permissions.add(first.permission(alike, account));
        }
        return permissions;
    }

    private IpPermission permission(List<Rule> alike, String account) {
        IpPermission.Builder permission =
                IpPermission.builder().ipProtocol(protocol).fromPort(from).toPort(to);
        permission.ipRanges(alike.stream()
                .filter(rule -> rule.peer == Peer.IPV4)
                .map(rule -> IpRange.builder()
                        .cidrIp(rule.address)
                        .description(rule.description)
                        .build())
                .toList());
        permission.ipv6Ranges(alike.stream()
                .filter(rule -> rule.peer == Peer.IPV6)
                .map(rule -> Ipv6Range.builder()
                        .cidrIpv6(rule.address)
                        .description(rule.description)
                        .build())
                .toList());
        permission.userIdGroupPairs(alike.stream()
                .filter(rule -> rule.peer == Peer.GROUP)
                .map(rule -> UserIdGroupPair.builder()
                        .groupId(rule.address)
                        .userId(account)
                        .description(rule.description)
                        .build())
                .toList());
        permission.prefixListIds(alike.stream()
                .filter(rule -> rule.peer == Peer.PREFIX_LIST)
                .map(rule -> PrefixListId.builder()
                        .prefixListId(rule.address)
                        .description(rule.description)
                        .build())
                .toList());
        return permission.build();
    }

    /** The rule as the operations that change it show it. */
    SecurityGroupRule shown(String id, String group, boolean egress, String account) {
        return SecurityGroupRule.builder()
                .securityGroupRuleId(id)
                .groupId(group)
                .groupOwnerId(account)
                .isEgress(egress)
                .ipProtocol(protocol)
                .fromPort(from == null ? Integer.valueOf(-1) : from)
                .toPort(to == null ? Integer.valueOf(-1) : to)
                .cidrIpv4(peer == Peer.IPV4 ? address : null)
                .cidrIpv6(peer == Peer.IPV6 ? address : null)
                .prefixListId(peer == Peer.PREFIX_LIST ? address : null)
                .referencedGroupInfo(
                        peer == Peer.GROUP
                                ? ReferencedSecurityGroup.builder()
                                        .groupId(address)
                                        .userId(account)
                                        .build()
                                : null)
                .description(description)
                .build();
    }

    /** As errors name it: {@code peer: 10.0.0.0/16, TCP, from port: 5432, to port: 5432, ALLOW}. */
    String sentence() {
        String ports = from == null ? "" : ", from port: " + from + ", to port: " + to;
        String name = protocol.equals(ALL) ? "ALL" : protocol.toUpperCase(Locale.ROOT);
        return "peer: " + address + ", " + name + ports + ", ALLOW";
    }

    /** As inventories show it. */
    @Override
    public String toString() {
        return protocol + (from == null ? "" : ":" + from + "-" + to) + " " + address;
    }
}
