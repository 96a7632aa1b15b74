package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/**
 * All manual and automated RDS DB snapshots this account owns in a region.
 *
 * @param region the region
 */
public record DbSnapshots(String region) implements Query<List<DBSnapshot>> {
    private static final Api API = Api.unpublished("rds", "DescribeDBSnapshots");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<DBSnapshot> fetch(Pages pages) {
        List<DBSnapshot> all = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            pages.count();
            DescribeDbSnapshotsResponse page = pages.client(RdsClient.class)
                    .describeDBSnapshots(request -> request.marker(from).maxRecords(RdsPaging.LARGEST));
            all.addAll(page.dbSnapshots());
            marker = page.marker();
        } while (marker != null);
        return all;
    }
}
