package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;

/**
 * The automated backups of a region with the times they can be restored to: those of its own instances, and those
 * replicated from other regions.
 *
 * @param region the region
 */
public record AutomatedBackups(String region) implements Query<List<DBInstanceAutomatedBackup>> {
    private static final Api API = Api.unpublished("rds", "DescribeDBInstanceAutomatedBackups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<DBInstanceAutomatedBackup> fetch(Pages pages) {
        RdsClient rds = pages.client(RdsClient.class);
        return Paged.all(
                pages,
                marker -> rds.describeDBInstanceAutomatedBackups(
                        request -> request.marker(marker).maxRecords(RdsPaging.LARGEST)),
                DescribeDbInstanceAutomatedBackupsResponse::dbInstanceAutomatedBackups,
                DescribeDbInstanceAutomatedBackupsResponse::marker);
    }
}
