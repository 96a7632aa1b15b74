package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;

/**
 * All RDS DB instances of a region.
 *
 * @param region the region
 */
public record DbInstances(String region) implements Query<List<DBInstance>> {
    private static final Api API = Api.unpublished("rds", "DescribeDBInstances");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<DBInstance> fetch(Pages pages) {
        List<DBInstance> all = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            pages.count();
            DescribeDbInstancesResponse page = pages.client(RdsClient.class)
                    .describeDBInstances(request -> request.marker(from).maxRecords(RdsPaging.LARGEST));
            all.addAll(page.dbInstances());
            marker = page.marker();
        } while (marker != null);
        return all;
    }
}
