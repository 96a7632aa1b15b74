package io.labelmint.dr.estate;

import java.util.List;
import java.util.Optional;

/**
 * Where in a region a restored database is put, and with what. RDS gives a restored instance the default security group
 * and parameter group unless it is told others (RDS User Guide, "Restoring to a DB instance"), so both are declared.
 *
 * @param subnetGroup name of the DB subnet group
 * @param securityGroups ids of the VPC security groups; at least one
 * @param parameterGroup name of the DB parameter group
 * @param instanceClass DB instance class; that of the source unless declared
 */
public record RestorePlace(
        String subnetGroup, List<String> securityGroups, String parameterGroup, Optional<String> instanceClass) {

    public RestorePlace {
        securityGroups = List.copyOf(securityGroups);
    }
}
