package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.Endpoint;

/** What the operations that make or change an instance have in common. */
final class InstanceSettings {
    /** RDS API reference, CreateDBInstance: BackupRetentionPeriod, at most 35. */
    private static final int MOST_RETENTION = 35;

    private InstanceSettings() {}

    static int retention(Integer asked, int otherwise) {
        int days = Objects.requireNonNullElse(asked, otherwise);
        if (days < 0 || days > MOST_RETENTION) {
            throw RdsErrors.invalidValue("Invalid backup retention period: " + days
                    + ". Retention period must be between" + " 0 and " + MOST_RETENTION + ".");
        }
        return days;
    }

    /**
     * API reference, PubliclyAccessible: unless told, true for all but Aurora in the default subnet group, false in any
     * other.
     */
    static boolean publiclyAccessible(Boolean asked, String subnetGroup) {
        return Objects.requireNonNullElse(asked, subnetGroup == null || subnetGroup.equals(SubnetGroups.DEFAULT));
    }

    /** The resource id of the instance that is being created as {@code arn}. */
    static String resourceId(Context context, String arn) {
        return "db-" + context.seed().letters(26, "dbi", arn, context.sequence());
    }

    static Endpoint endpoint(Context context, String id, int port) {
        String zone = context.seed().hex(12, "zone", context.region());
        return Endpoint.builder()
                .address(id + "." + zone + "." + context.region() + ".rds.amazonaws.com")
                .port(port)
                .build();
    }
}
