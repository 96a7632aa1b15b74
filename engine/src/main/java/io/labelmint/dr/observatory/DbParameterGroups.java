package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;

/**
 * The DB parameter groups of a region.
 *
 * @param region the region
 */
public record DbParameterGroups(String region) implements Query<List<DBParameterGroup>> {
    private static final Api API = Api.unpublished("rds", "DescribeDBParameterGroups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<DBParameterGroup> fetch(Pages pages) {
        RdsClient rds = pages.client(RdsClient.class);
        return Paged.all(
                pages,
                marker -> rds.describeDBParameterGroups(
                        request -> request.marker(marker).maxRecords(RdsPaging.LARGEST)),
                DescribeDbParameterGroupsResponse::dbParameterGroups,
                DescribeDbParameterGroupsResponse::marker);
    }
}
