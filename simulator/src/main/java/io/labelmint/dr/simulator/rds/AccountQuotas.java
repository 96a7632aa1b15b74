package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;

/** Of the account's quotas, those the simulator enforces: API reference, AccountQuota. */
final class AccountQuotas {
    private final Instances instances;
    private final Snapshots snapshots;

    AccountQuotas(Instances instances, Snapshots snapshots) {
        this.instances = instances;
        this.snapshots = snapshots;
    }

    void declare(Operations operations) {
        operations.read("DescribeAccountAttributes", DescribeAccountAttributesRequest.class, this::describe);
    }

    private DescribeAccountAttributesResponse describe(Context context, DescribeAccountAttributesRequest request) {
        return DescribeAccountAttributesResponse.builder()
                .accountQuotas(
                        quota("DBInstances", instances.used(context), instances.most(context)),
                        quota(
                                "ManualSnapshots",
                                snapshots.manual(context.region()).size(),
                                Snapshots.mostManual(context)))
                .build();
    }

    private static AccountQuota quota(String name, long used, long most) {
        return AccountQuota.builder()
                .accountQuotaName(name)
                .used(used)
                .max(most)
                .build();
    }
}
