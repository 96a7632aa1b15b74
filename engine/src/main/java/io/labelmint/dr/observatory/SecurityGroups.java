package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * The VPC security groups of a region, with their rules.
 *
 * @param region the region
 */
public record SecurityGroups(String region) implements Query<List<SecurityGroup>> {
    /** Amazon EC2 API Reference, DescribeSecurityGroups, MaxResults: 5 to 1000. */
    private static final int LARGEST = 1000;

    private static final Api API = Api.unpublished("ec2", "DescribeSecurityGroups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<SecurityGroup> fetch(Pages pages) {
        Ec2Client ec2 = pages.client(Ec2Client.class);
        return Paged.all(
                pages,
                token -> ec2.describeSecurityGroups(
                        request -> request.nextToken(token).maxResults(LARGEST)),
                DescribeSecurityGroupsResponse::securityGroups,
                DescribeSecurityGroupsResponse::nextToken);
    }
}
