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
 * @param optionGroup name of the option group; RDS's default one for the engine's version unless declared
 * @param isolatedIn ids of the security groups a copy that is masked has until it is; empty where none is
 */
public record RestorePlace(
        String subnetGroup,
        List<String> securityGroups,
        String parameterGroup,
        Optional<String> instanceClass,
        Optional<String> optionGroup,
        Optional<List<String>> isolatedIn) {

    public RestorePlace {
        securityGroups = List.copyOf(securityGroups);
        isolatedIn = isolatedIn.map(List::copyOf);
    }

    /** The same place behind the security groups a copy is masked in; itself where it declares none, as tests do. */
    public RestorePlace isolated() {
        return new RestorePlace(
                subnetGroup,
                isolatedIn.orElse(securityGroups),
                parameterGroup,
                instanceClass,
                optionGroup,
                Optional.empty());
    }
}
