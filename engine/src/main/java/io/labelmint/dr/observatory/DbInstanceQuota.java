package io.labelmint.dr.observatory;

import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AccountQuota;

/**
 * How many DB instances the account may have in a region, and has: the account quota {@code DBInstances}, "the number of DB
 * instances per account, excluding the DB instances created" for others (Amazon RDS API Reference, AccountQuota). Empty
 * if RDS does not name it.
 *
 * @param region the region
 */
public record DbInstanceQuota(String region) implements Query<Optional<AccountQuota>> {
    private static final Api API = Api.unpublished("rds", "DescribeAccountAttributes");
    private static final String NAME = "DBInstances";

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<AccountQuota> fetch(Pages pages) {
        pages.count();
        return pages.client(RdsClient.class).describeAccountAttributes().accountQuotas().stream()
                .filter(quota -> NAME.equals(quota.accountQuotaName()))
                .findFirst();
    }
}
