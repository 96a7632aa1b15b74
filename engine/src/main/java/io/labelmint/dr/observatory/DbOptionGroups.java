package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.OptionGroup;

/**
 * The option groups of a region.
 *
 * @param region the region
 */
public record DbOptionGroups(String region) implements Query<List<OptionGroup>> {
    private static final Api API = Api.unpublished("rds", "DescribeOptionGroups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<OptionGroup> fetch(Pages pages) {
        RdsClient rds = pages.client(RdsClient.class);
        return Paged.all(
                pages,
                marker -> rds.describeOptionGroups(
                        request -> request.marker(marker).maxRecords(RdsPaging.LARGEST)),
                DescribeOptionGroupsResponse::optionGroupsList,
                DescribeOptionGroupsResponse::marker);
    }
}
