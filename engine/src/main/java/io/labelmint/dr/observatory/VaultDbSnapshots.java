package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/**
 * The DB snapshots of a region that AWS Backup keeps: what its recovery points of databases are made of. RDS does not
 * list them among the others (Amazon RDS API Reference, DescribeDBSnapshots, SnapshotType).
 *
 * @param region the region
 */
public record VaultDbSnapshots(String region) implements Query<List<DBSnapshot>> {
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
                marker -> rds.describeDBSnapshots(request ->
                        request.snapshotType("awsbackup").marker(marker).maxRecords(RdsPaging.LARGEST)),
                DescribeDbSnapshotsResponse::dbSnapshots,
                DescribeDbSnapshotsResponse::marker);
    }
}
