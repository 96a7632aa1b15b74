package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.CacheSubnetGroup;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.SecurityGroupMembership;

/** What a new replication group is put into and is given: subnets, security groups, parameters. */
final class CachePlaces {
    private final CacheSubnetGroups subnetGroups;
    private final CacheParameterGroups parameterGroups;
    private final CacheUserGroups userGroups;
    private final Ec2Simulator ec2;

    CachePlaces(
            CacheSubnetGroups subnetGroups,
            CacheParameterGroups parameterGroups,
            CacheUserGroups userGroups,
            Ec2Simulator ec2) {
        this.subnetGroups = subnetGroups;
        this.parameterGroups = parameterGroups;
        this.userGroups = userGroups;
        this.ec2 = ec2;
    }

    /**
     * Makes sure that all of it is there and fits.
     *
     * @param family family of the parameters its version wants
     * @param defaults name of the parameter group it gets if none is given
     */
    void admit(
            Context context,
            CreateReplicationGroupRequest request,
            String family,
            String defaults,
            boolean clusterMode) {
        String parameters = Objects.requireNonNullElse(request.cacheParameterGroupName(), defaults);
        if (parameterGroups.clusterMode(context, parameters, family) != clusterMode) {
            throw ElastiCacheErrors.invalidCombination("The parameter group " + parameters + " has cluster-enabled "
                    + (clusterMode ? "no" : "yes") + ", which does not fit the replication group.");
        }
        userGroups.admit(context, request.userGroupIds(), Boolean.TRUE.equals(request.transitEncryptionEnabled()));
        CacheSubnetGroup subnets = subnetGroups.require(context, request.cacheSubnetGroupName());
        for (String id : request.securityGroupIds()) {
            Optional<String> vpc = ec2.vpcOf(context, id);
            if (!vpc.equals(Optional.of(subnets.vpcId()))) {
                throw ElastiCacheErrors.invalidValue(
                        "Some security group ids were not found in the VPC of the cache" + " subnet group: " + id);
            }
        }
    }

    /** Its security groups: the default one of its VPC if none is given. */
    List<SecurityGroupMembership> memberships(Context context, CreateReplicationGroupRequest request) {
        String vpc =
                subnetGroups.require(context, request.cacheSubnetGroupName()).vpcId();
        List<String> ids = request.securityGroupIds().isEmpty()
                ? List.of(ec2.defaultSecurityGroup(context, vpc))
                : request.securityGroupIds();
        return ids.stream()
                .map(id -> SecurityGroupMembership.builder()
                        .securityGroupId(id)
                        .status("active")
                        .build())
                .toList();
    }
}
