package io.labelmint.dr.simulator.ec2;

import io.labelmint.dr.simulator.core.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A simulated security group of a VPC. */
final class SecurityGroup {
    static final String DEFAULT = "default";

    final String region;
    final String id;
    final String name;
    final String vpc;
    final String description;
    final Instant created;
    final SortedMap<String, String> tags;

    /** What may come in, in the order it was allowed. */
    final List<Rule> ingress = new ArrayList<>();

    /** What may go out, in the order it was allowed. */
    final List<Rule> egress = new ArrayList<>();

    SecurityGroup(
            String region,
            String id,
            String name,
            String vpc,
            String description,
            Instant created,
            SortedMap<String, String> tags) {
        this.region = region;
        this.id = id;
        this.name = name;
        this.vpc = vpc;
        this.description = description;
        this.created = created;
        this.tags = tags;
        egress.add(Rule.everythingOut());
    }

    List<Rule> rules(boolean outgoing) {
        return outgoing ? egress : ingress;
    }

    boolean isDefault() {
        return name.equals(DEFAULT);
    }

    String arn(Context context) {
        return context.arn("ec2", "security-group/" + id);
    }

    software.amazon.awssdk.services.ec2.model.SecurityGroup described(Context context) {
        return software.amazon.awssdk.services.ec2.model.SecurityGroup.builder()
                .groupId(id)
                .securityGroupArn(arn(context))
                .groupName(name)
                .description(description)
                .vpcId(vpc)
                .ownerId(context.account())
                .ipPermissions(Rule.permissions(ingress, context.account()))
                .ipPermissionsEgress(Rule.permissions(egress, context.account()))
                .tags(Ec2Listing.shown(tags))
                .build();
    }
}
