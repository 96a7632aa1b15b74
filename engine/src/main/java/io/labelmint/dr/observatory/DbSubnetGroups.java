package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;

/**
 * The DB subnet groups of a region.
 *
 * @param region the region
 */
public record DbSubnetGroups(String region) implements Query<List<DBSubnetGroup>> {
    private static final Api API = Api.unpublished("rds", "DescribeDBSubnetGroups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<DBSubnetGroup> fetch(Pages pages) {
        RdsClient rds = pages.client(RdsClient.class);
        return Paged.all(
                pages,
                marker -> rds.describeDBSubnetGroups(
                        request -> request.marker(marker).maxRecords(RdsPaging.LARGEST)),
                DescribeDbSubnetGroupsResponse::dbSubnetGroups,
                DescribeDbSubnetGroupsResponse::marker);
    }
}
