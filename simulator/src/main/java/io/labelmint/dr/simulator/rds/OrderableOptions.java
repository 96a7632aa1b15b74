package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.AvailabilityZone;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.OrderableDBInstanceOption;

/**
 * The instance classes that RDS for PostgreSQL offers, as far as they are simulated: the current Graviton families and
 * their predecessors, in every region alike. RDS user guide, "Supported DB engines for DB instance classes".
 */
final class OrderableOptions {
    private static final List<String> SMALL = List.of("micro", "small", "medium", "large", "xlarge", "2xlarge");
    private static final List<String> LARGE =
            List.of("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge");

    private static final Map<String, List<String>> SIZES = Map.of(
            "t3", SMALL, "t4g", SMALL, "m6g", LARGE, "m6i", LARGE, "m7g", LARGE, "r6g", LARGE, "r6i", LARGE, "r7g",
            LARGE);

    private static final String LICENSE = "postgresql-license";
    private static final String VERSION = "17.6";

    /** RDS user guide, "Amazon RDS DB instance storage": for gp3 and io1, in GiB. */
    private static final int LEAST_STORAGE = 20;

    private static final int LEAST_PROVISIONED_STORAGE = 100;
    private static final int MOST_STORAGE = 65_536;

    private final SortedSet<String> classes = new TreeSet<>();

    OrderableOptions() {
        SIZES.forEach((family, sizes) -> sizes.forEach(size -> classes.add("db." + family + "." + size)));
    }

    void declare(Operations operations) {
        operations.read(
                "DescribeOrderableDBInstanceOptions", DescribeOrderableDbInstanceOptionsRequest.class, this::describe);
    }

    /** Checks that there is the class {@code name}; null passes. */
    void check(String name, String engine, String version) {
        if (name != null && !classes.contains(name)) {
            throw RdsErrors.invalidCombination("RDS does not support creating a DB instance with the following"
                    + " combination: DBInstanceClass=" + name + ", Engine=" + engine + ", EngineVersion=" + version
                    + ", LicenseModel=" + LICENSE + ". For supported combinations of instance class and database engine"
                    + " version, see the documentation.");
        }
    }

    private DescribeOrderableDbInstanceOptionsResponse describe(
            Context context, DescribeOrderableDbInstanceOptionsRequest request) {
        String version = request.engineVersion() == null ? VERSION : request.engineVersion();
        List<OrderableDBInstanceOption> found = new ArrayList<>();
        if (PostgresVersions.ENGINE.equals(request.engine())
                && PostgresVersions.majors().contains(PostgresVersions.major(version))
                && (request.licenseModel() == null || request.licenseModel().equals(LICENSE))
                && !Boolean.FALSE.equals(request.vpc())) {
            classes.stream()
                    .filter(name -> request.dbInstanceClass() == null
                            || request.dbInstanceClass().equals(name))
                    .forEach(name -> {
                        found.add(option(context, name, version, "gp3", LEAST_STORAGE));
                        found.add(option(context, name, version, "io1", LEAST_PROVISIONED_STORAGE));
                    });
        }
        found.sort(Comparator.comparing(OrderableOptions::key));
        Page<OrderableDBInstanceOption> page =
                RdsListing.page(found, OrderableOptions::key, request.marker(), request.maxRecords());
        return DescribeOrderableDbInstanceOptionsResponse.builder()
                .orderableDBInstanceOptions(page.items())
                .marker(page.marker())
                .build();
    }

    private static String key(OrderableDBInstanceOption option) {
        return option.dbInstanceClass() + " " + option.storageType();
    }

    private static OrderableDBInstanceOption option(
            Context context, String name, String version, String storage, int leastStorage) {
        return OrderableDBInstanceOption.builder()
                .engine(PostgresVersions.ENGINE)
                .engineVersion(version)
                .dbInstanceClass(name)
                .licenseModel(LICENSE)
                .availabilityZones(List.of("a", "b", "c").stream()
                        .map(zone -> AvailabilityZone.builder()
                                .name(context.region() + zone)
                                .build())
                        .toList())
                .multiAZCapable(true)
                .readReplicaCapable(true)
                .vpc(true)
                .supportsStorageEncryption(true)
                .storageType(storage)
                .supportsIops(true)
                .minStorageSize(leastStorage)
                .maxStorageSize(MOST_STORAGE)
                .build();
    }
}
