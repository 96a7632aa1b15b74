package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.OptionGroup;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * The groups an instance belongs to: subnets, security, parameters, options. What is not said is the default group, also
 * where the source of a restore or a replica has another: API reference, RestoreDBInstanceToPointInTime.
 */
final class Memberships {
    private final Ec2Simulator ec2;
    private final SubnetGroups subnetGroups;
    private final ParameterGroups parameterGroups;
    private final OptionGroups optionGroups;

    Memberships(Ec2Simulator ec2, RdsTags tags) {
        this.ec2 = ec2;
        this.subnetGroups = new SubnetGroups(ec2, tags);
        this.parameterGroups = new ParameterGroups(tags);
        this.optionGroups = new OptionGroups(tags);
    }

    void declare(Operations operations) {
        subnetGroups.declare(operations);
        parameterGroups.declare(operations);
        optionGroups.declare(operations);
    }

    /**
     * Makes {@code instance} of {@code version} a member of these groups.
     *
     * @param subnetGroup null for the default one
     * @param securityGroups none for the default one of the subnet group's VPC
     * @param parameterGroup null for the default one
     * @param optionGroup null for the default one
     */
    DBInstance.Builder join(
            Context context,
            DBInstance.Builder instance,
            String version,
            String subnetGroup,
            List<String> securityGroups,
            String parameterGroup,
            String optionGroup) {
        DBSubnetGroup subnets = subnetGroups.require(context, subnetGroup);
        return instance.dbSubnetGroup(subnets)
                .vpcSecurityGroups(securityGroups(context, subnets.vpcId(), securityGroups))
                .dbParameterGroups(parameterGroup(context, parameterGroup, version))
                .optionGroupMemberships(OptionGroupMembership.builder()
                        .optionGroupName(optionGroups
                                .require(context, optionGroup, version)
                                .optionGroupName())
                        .status("in-sync")
                        .build());
    }

    DBParameterGroupStatus parameterGroup(Context context, String name, String version) {
        return DBParameterGroupStatus.builder()
                .dbParameterGroupName(
                        parameterGroups.require(context, name, version).dbParameterGroupName())
                .parameterApplyStatus("in-sync")
                .build();
    }

    List<VpcSecurityGroupMembership> securityGroups(Context context, String vpc, List<String> ids) {
        List<String> given = ids.isEmpty() ? List.of(ec2.defaultSecurityGroup(context, vpc)) : ids;
        return given.stream()
                .map(id -> {
                    String other = ec2.vpcOf(context, id).orElseThrow(() -> RdsErrors.securityGroupNotFound(id));
                    if (!other.equals(vpc)) {
                        throw RdsErrors.invalidCombination("The DB instance and EC2 security group are in different"
                                + " VPCs. The DB instance is in " + vpc + " and the EC2 security group is in " + other);
                    }
                    return VpcSecurityGroupMembership.builder()
                            .vpcSecurityGroupId(id)
                            .status("active")
                            .build();
                })
                .toList();
    }

    /**
     * The security groups of an instance while it is changed from {@code before} to {@code after}. The API reference knows no
     * status but {@code active} (VpcSecurityGroupMembership); answers to ModifyDBInstance show these meanwhile.
     */
    static List<VpcSecurityGroupMembership> changing(
            List<VpcSecurityGroupMembership> before, List<VpcSecurityGroupMembership> after) {
        Stream<VpcSecurityGroupMembership> kept = after.stream()
                .map(group -> before.contains(group)
                        ? group
                        : group.toBuilder().status("adding").build());
        Stream<VpcSecurityGroupMembership> left = before.stream()
                .filter(group -> !after.contains(group))
                .map(group -> group.toBuilder().status("removing").build());
        return Stream.concat(kept, left).toList();
    }

    /** Whether the security groups of {@code instance} let nobody in. */
    boolean admitNobody(Context context, DBInstance instance) {
        return ec2.admitNobody(
                context,
                instance.vpcSecurityGroups().stream()
                        .filter(group -> !group.status().equals("adding"))
                        .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                        .toList());
    }

    /** Whether {@code arn} names a group that was created. */
    boolean created(String arn) {
        return Stream.of(
                        subnetGroups.created().stream().map(DBSubnetGroup::dbSubnetGroupArn),
                        parameterGroups.created().stream().map(DBParameterGroup::dbParameterGroupArn),
                        optionGroups.created().stream().map(OptionGroup::optionGroupArn))
                .flatMap(arns -> arns)
                .anyMatch(arn::equals);
    }

    /** The region and name of each group of subnets or parameters that was created. */
    List<String> inventory() {
        return Stream.concat(
                        subnetGroups.created().stream()
                                .map(group -> RdsNames.region(group.dbSubnetGroupArn(), "") + " rds subnet-group "
                                        + group.dbSubnetGroupName()),
                        parameterGroups.created().stream()
                                .map(group -> RdsNames.region(group.dbParameterGroupArn(), "") + " rds parameter-group "
                                        + group.dbParameterGroupName() + " family=" + group.dbParameterGroupFamily()))
                .toList();
    }
}
