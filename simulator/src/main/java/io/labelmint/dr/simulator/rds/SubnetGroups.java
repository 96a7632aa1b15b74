package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.rds.model.AvailabilityZone;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;

/** The DB subnet groups of all regions. The one called {@code default} has the subnets of the default VPC. */
final class SubnetGroups {
    static final String DEFAULT = "default";

    /** RDS API reference, CreateDBSubnetGroup: DBSubnetGroupName, and at least two availability zones. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9 ._-]{1,255}");

    private static final int LEAST_ZONES = 2;

    private final Regional<DBSubnetGroup> groups = new Regional<>();
    private final Ec2Simulator ec2;
    private final RdsTags tags;

    SubnetGroups(Ec2Simulator ec2, RdsTags tags) {
        this.ec2 = ec2;
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations
                .change("CreateDBSubnetGroup", CreateDbSubnetGroupRequest.class, this::create)
                .read("DescribeDBSubnetGroups", DescribeDbSubnetGroupsRequest.class, this::describe);
    }

    /** The group {@code name}, or the default one if that is null. */
    DBSubnetGroup require(Context context, String name) {
        String id = name == null ? DEFAULT : name.toLowerCase(Locale.ROOT);
        return all(context)
                .filter(group -> group.dbSubnetGroupName().equals(id))
                .findFirst()
                .orElseThrow(() -> RdsErrors.subnetGroupNotFound(name));
    }

    /** The groups that were created in any region. */
    List<DBSubnetGroup> created() {
        return List.copyOf(groups.all());
    }

    private Stream<DBSubnetGroup> all(Context context) {
        String vpc = ec2.defaultVpc(context);
        List<Subnet> subnets = ec2.subnets(context).stream()
                .filter(subnet -> subnet.vpcId().equals(vpc) && subnet.defaultForAz())
                .toList();
        return Stream.concat(
                Stream.of(group(context, DEFAULT, DEFAULT, subnets)), groups.all(context.region()).stream());
    }

    private CreateDbSubnetGroupResponse create(Context context, CreateDbSubnetGroupRequest request) {
        String name = request.dbSubnetGroupName() == null
                ? ""
                : request.dbSubnetGroupName().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || name.equals(DEFAULT)) {
            throw RdsErrors.invalidValue(
                    "The parameter DBSubnetGroupName is not a valid identifier: it must contain no"
                            + " more than 255 letters, numbers, periods, underscores, spaces, or hyphens and must not be default.");
        }
        if (groups.find(context.region(), name).isPresent()) {
            throw RdsErrors.subnetGroupExists(name);
        }
        List<Subnet> subnets = ec2.subnets(context).stream()
                .filter(subnet -> request.subnetIds().contains(subnet.subnetId()))
                .toList();
        if (subnets.size() != request.subnetIds().size() || subnets.isEmpty()) {
            throw RdsErrors.invalidValue(
                    "Some input subnets in :[" + String.join(", ", request.subnetIds()) + "] are invalid.");
        }
        if (subnets.stream().map(Subnet::vpcId).distinct().count() > 1) {
            throw RdsErrors.invalidSubnet("The requested subnets are not all in the same VPC.");
        }
        List<String> zones = subnets.stream()
                .map(Subnet::availabilityZone)
                .distinct()
                .sorted()
                .toList();
        if (zones.size() < LEAST_ZONES) {
            throw RdsErrors.tooFewZones(zones);
        }
        DBSubnetGroup group = group(context, name, request.dbSubnetGroupDescription(), subnets);
        tags.forget(group.dbSubnetGroupArn());
        tags.add(group.dbSubnetGroupArn(), request.tags());
        groups.put(context.region(), name, group);
        return CreateDbSubnetGroupResponse.builder().dbSubnetGroup(group).build();
    }

    private DescribeDbSubnetGroupsResponse describe(Context context, DescribeDbSubnetGroupsRequest request) {
        List<DBSubnetGroup> found = request.dbSubnetGroupName() == null
                ? all(context)
                        .sorted((one, other) -> one.dbSubnetGroupName().compareTo(other.dbSubnetGroupName()))
                        .toList()
                : List.of(require(context, request.dbSubnetGroupName()));
        Page<DBSubnetGroup> page =
                RdsListing.page(found, DBSubnetGroup::dbSubnetGroupName, request.marker(), request.maxRecords());
        return DescribeDbSubnetGroupsResponse.builder()
                .dbSubnetGroups(page.items())
                .marker(page.marker())
                .build();
    }

    private static DBSubnetGroup group(Context context, String name, String description, List<Subnet> subnets) {
        return DBSubnetGroup.builder()
                .dbSubnetGroupName(name)
                .dbSubnetGroupDescription(description)
                .dbSubnetGroupArn(context.arn("rds", "subgrp:" + name))
                .vpcId(subnets.get(0).vpcId())
                .subnetGroupStatus("Complete")
                .subnets(subnets.stream()
                        .map(subnet -> software.amazon.awssdk.services.rds.model.Subnet.builder()
                                .subnetIdentifier(subnet.subnetId())
                                .subnetAvailabilityZone(AvailabilityZone.builder()
                                        .name(subnet.availabilityZone())
                                        .build())
                                .subnetStatus("Active")
                                .build())
                        .toList())
                .supportedNetworkTypes("IPV4")
                .build();
    }
}
