package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Which networks tasks are put in: checked against the subnets and security groups there are. */
final class Placement {
    /** API reference, AwsVpcConfiguration: at most 16 subnets and 5 security groups. */
    private static final int MOST_SUBNETS = 16;

    private static final int MOST_GROUPS = 5;

    private final Ec2Simulator ec2;

    Placement(Ec2Simulator ec2) {
        this.ec2 = ec2;
    }

    /** Refuses {@code network} unless tasks of {@code definition} can be put in it. */
    void admit(Context context, TaskDefinition definition, NetworkConfiguration network) {
        if (definition.networkMode() != NetworkMode.AWSVPC) {
            return;
        }
        AwsVpcConfiguration vpc = network == null ? null : network.awsvpcConfiguration();
        if (vpc == null || vpc.subnets().isEmpty()) {
            throw EcsErrors.networkMissing();
        }
        if (vpc.subnets().size() > MOST_SUBNETS || vpc.securityGroups().size() > MOST_GROUPS) {
            throw EcsErrors.invalid(
                    "There can be at most " + MOST_SUBNETS + " subnets and " + MOST_GROUPS + " security groups.");
        }
        Set<String> vpcs = new HashSet<>();
        for (String id : vpc.subnets()) {
            vpcs.add(ec2.subnets(context).stream()
                    .filter(subnet -> subnet.subnetId().equals(id))
                    .map(Subnet::vpcId)
                    .findFirst()
                    .orElseThrow(() -> EcsErrors.subnetNotFound(id)));
        }
        for (String id : vpc.securityGroups()) {
            String own = ec2.vpcOf(context, id).orElseThrow(() -> EcsErrors.groupNotFound(id));
            if (!vpcs.contains(own)) {
                throw EcsErrors.groupElsewhere(id);
            }
        }
    }
}
