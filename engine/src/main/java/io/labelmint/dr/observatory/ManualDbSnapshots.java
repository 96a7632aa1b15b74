package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/**
 * The manual RDS DB snapshots of a region: what waits for one of them asks for these. RDS allows 100 of them unless the
 * quota was raised (RDS User Guide, "Quotas and constraints"), which is one page; automated ones would add a page for
 * every three databases that keep 35 days of them, and each page delays noticing by what the request budget takes for it.
 *
 * @param region the region
 */
public record ManualDbSnapshots(String region) implements Query<List<DBSnapshot>> {
    private static final Api API = Api.unpublished("rds", "DescribeDBSnapshots");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<DBSnapshot> fetch(Pages pages) {
        RdsClient rds = pages.client(RdsClient.class);
        return Paged.all(
                pages,
                marker -> rds.describeDBSnapshots(
                        request -> request.snapshotType("manual").marker(marker).maxRecords(RdsPaging.LARGEST)),
                DescribeDbSnapshotsResponse::dbSnapshots,
                DescribeDbSnapshotsResponse::marker);
    }
}
