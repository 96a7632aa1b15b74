package io.labelmint.dr.observatory;

import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Whether RDS offers an instance class with an engine version in a region.
 *
 * @param region the region
 * @param engine the engine, as {@code postgres}
 * @param engineVersion its version, as {@code 17.6}
 * @param instanceClass the class, as {@code db.r6g.large}
 */
public record OrderableDbInstance(String region, String engine, String engineVersion, String instanceClass)
        implements Query<Boolean> {
    private static final Api API = Api.unpublished("rds", "DescribeOrderableDBInstanceOptions");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Boolean fetch(Pages pages) {
        pages.count();
        return !pages.client(RdsClient.class)
                .describeOrderableDBInstanceOptions(request -> request.engine(engine)
                        .engineVersion(engineVersion)
                        .dbInstanceClass(instanceClass)
                        .maxRecords(RdsPaging.LARGEST))
                .orderableDBInstanceOptions()
                .isEmpty();
    }
}
