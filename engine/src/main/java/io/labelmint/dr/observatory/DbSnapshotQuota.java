package io.labelmint.dr.observatory;

import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AccountQuota;

/**
 * How many manual RDS DB snapshots the account may have in a region: the account quota {@code ManualSnapshots}, "the
 * number of manual DB instance snapshots per account" (Amazon RDS API Reference, AccountQuota). Empty if RDS does not name
 * it.
 *
 * @param region the region
 */
public record DbSnapshotQuota(String region) implements Query<Optional<Long>> {
    private static final Api API = Api.unpublished("rds", "DescribeAccountAttributes");
    private static final String NAME = "ManualSnapshots";

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<Long> fetch(Pages pages) {
        pages.count();
        return pages.client(RdsClient.class).describeAccountAttributes().accountQuotas().stream()
                .filter(quota -> NAME.equals(quota.accountQuotaName()))
                .map(AccountQuota::max)
                .findFirst();
    }
}
