package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** The one of {@code all} with that identifier; it "is stored as a lowercase string" (RDS API, CreateDBInstance). */
    public static Optional<DBInstance> find(List<DBInstance> all, String identifier) {
        return all.stream()
                .filter(instance -> instance.dbInstanceIdentifier().equalsIgnoreCase(identifier))
                .findFirst();
    }

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
