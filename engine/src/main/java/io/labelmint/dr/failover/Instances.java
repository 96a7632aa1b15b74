package io.labelmint.dr.failover;

import io.labelmint.dr.plan.Facts;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What a failover asks of DB instances. */
final class Instances {
    /** It takes connections: "backing-up" hinders nobody (Amazon RDS User Guide, "Viewing DB instance status"). */
    private static final Set<String> USABLE = Set.of("available", "backing-up", "storage-optimization");

    private Instances() {}

    /** Whether it is a replica of something. */
    static boolean follows(DBInstance instance) {
        return instance.readReplicaSourceDBInstanceIdentifier() != null
                && !instance.readReplicaSourceDBInstanceIdentifier().isBlank();
    }

    static boolean usable(DBInstance instance) {
        return USABLE.contains(instance.dbInstanceStatus())
                && instance.endpoint() != null
                && instance.endpoint().address() != null;
    }

    static Facts facts(DBInstance instance) {
        return Facts.of(
                "arn", instance.dbInstanceArn(),
                "endpoint", instance.endpoint().address(),
                "port", instance.endpoint().port(),
                "status", instance.dbInstanceStatus());
    }
}
