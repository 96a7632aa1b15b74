package io.labelmint.dr.simulator.ec2;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The security groups of all regions: creating and describing them. Every VPC comes with a default one. */
final class SecurityGroups {
    /** EC2 API reference, CreateSecurityGroup, GroupName and GroupDescription. */
    private static final int LONGEST = 255;

    private final Regional<SecurityGroup> groups = new Regional<>();
    private final Networks networks;

    SecurityGroups(Networks networks) {
        this.networks = networks;
    }

    void declare(Operations operations) {
        operations
                .change("CreateSecurityGroup", CreateSecurityGroupRequest.class, this::create)
                .read("DescribeSecurityGroups", DescribeSecurityGroupsRequest.class, this::describe);
    }

    Optional<SecurityGroup> find(Context context, String id) {
        networks.vpcs(context).forEach(vpc -> defaultOf(context, vpc.vpcId()));
        return groups.find(context.region(), id);
    }

    SecurityGroup require(Context context, String id) {
        return find(context, id).orElseThrow(() -> Ec2Errors.groupNotFound(id));
    }

    /** The group of the default VPC whose name is {@code name}. */
    SecurityGroup named(Context context, String name) {
        String vpc = networks.defaultVpc(context);
        defaultOf(context, vpc);
        return inVpc(context, vpc, name).orElseThrow(() -> Ec2Errors.groupNotFound(name));
    }

    /** The default group of {@code vpc}, which came with it. */
    SecurityGroup defaultOf(Context context, String vpc) {
        return inVpc(context, vpc, SecurityGroup.DEFAULT).orElseGet(() -> {
            String id = "sg-" + context.seed().hex(17, "sg", vpc);
            SecurityGroup group = new SecurityGroup(
                    context.region(),
                    id,
                    SecurityGroup.DEFAULT,
                    vpc,
                    "default VPC security group",
                    Instant.EPOCH,
                    new TreeMap<>());
            group.ingress.add(Rule.fromMembers(id));
            groups.put(context.region(), id, group);
            return group;
        });
    }

    /** One line for each group but the default ones; peers that are groups are named, as ids are random. */
    List<String> created() {
        return groups.all().stream()
                .filter(group -> !group.isDefault())
                .map(group -> group.region + " ec2 security-group " + group.name + " in=" + named(group.ingress)
                        + " out=" + named(group.egress) + " tags=" + group.tags)
                .toList();
    }

    private List<String> named(List<Rule> rules) {
        return rules.stream()
                .map(rule -> rule.toString().replace(rule.address(), name(rule.address())))
                .toList();
    }

    private String name(String address) {
        return groups.all().stream()
                .filter(group -> group.id.equals(address))
                .findFirst()
                .map(group -> group.name)
                .orElse(address);
    }

    private Optional<SecurityGroup> inVpc(Context context, String vpc, String name) {
        return groups.all(context.region()).stream()
                .filter(group -> group.vpc.equals(vpc) && group.name.equalsIgnoreCase(name))
                .findFirst();
    }

    private CreateSecurityGroupResponse create(Context context, CreateSecurityGroupRequest request) {
        String vpc = request.vpcId() == null
                ? networks.defaultVpc(context)
                : networks.requireVpc(context, request.vpcId()).vpcId();
        String name = required("groupName", request.groupName());
        String description = required("groupDescription", request.description());
        if (name.startsWith("sg-")) {
            throw Ec2Errors.invalidValue("Value (" + name + ") for parameter GroupName is invalid. Group names may not"
                    + " be in the format sg-*.");
        }
        defaultOf(context, vpc);
        if (inVpc(context, vpc, name).isPresent()) {
            throw Ec2Errors.groupExists(name, vpc);
        }
        SortedMap<String, String> tags = Ec2Listing.tags(request.tagSpecifications(), ResourceType.SECURITY_GROUP);
        String id = tags.getOrDefault(
                Ec2Simulator.GROUP_ID_TAG, "sg-" + context.seed().hex(17, "sg", vpc, name, context.sequence()));
        SecurityGroup group = new SecurityGroup(context.region(), id, name, vpc, description, context.now(), tags);
        groups.put(context.region(), id, group);
        return CreateSecurityGroupResponse.builder()
                .groupId(id)
                .securityGroupArn(group.arn(context))
                .tags(Ec2Listing.shown(tags))
                .build();
    }

    private static String required(String parameter, String value) {
        if (value == null || value.isEmpty()) {
            throw Ec2Errors.missing("The request must contain the parameter " + parameter);
        }
        if (value.length() > LONGEST) {
            throw Ec2Errors.invalidValue("Value (" + value + ") for parameter " + parameter
                    + " is invalid. Character count must be at most " + LONGEST + ".");
        }
        return value;
    }

    private DescribeSecurityGroupsResponse describe(Context context, DescribeSecurityGroupsRequest request) {
        request.groupIds().forEach(id -> {
            SecurityGroup group = require(context, id);
            if (!isSeen(context, group)) {
                throw Ec2Errors.groupNotFound(id);
            }
        });
        request.groupNames().forEach(name -> named(context, name));
        networks.vpcs(context).forEach(vpc -> defaultOf(context, vpc.vpcId()));
        String defaultVpc = networks.defaultVpc(context);
        List<SecurityGroup> found = groups.all(context.region()).stream()
                .filter(group -> isSeen(context, group))
                .filter(group ->
                        request.groupIds().isEmpty() || request.groupIds().contains(group.id))
                .filter(group -> request.groupNames().isEmpty()
                        || (group.vpc.equals(defaultVpc) && request.groupNames().contains(group.name)))
                .filter(group -> Ec2Listing.passes(
                        request.filters(),
                        Map.of(
                                "group-id", group.id,
                                "group-name", group.name,
                                "vpc-id", group.vpc,
                                "description", group.description,
                                "owner-id", context.account()),
                        group.tags))
                .toList();
        Page<SecurityGroup> page = Ec2Listing.page(found, group -> group.id, request.nextToken(), request.maxResults());
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items().stream()
                        .map(group -> group.described(context))
                        .toList())
                .nextToken(page.marker())
                .build();
    }

    private static boolean isSeen(Context context, SecurityGroup group) {
        return context.sees(group.arn(context), group.created);
    }
}
