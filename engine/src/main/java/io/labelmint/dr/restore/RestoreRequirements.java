package io.labelmint.dr.restore;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.observatory.DbInstanceQuota;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.DbOptionGroups;
import io.labelmint.dr.observatory.DbParameterGroups;
import io.labelmint.dr.observatory.DbSubnetGroups;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.OrderableDbInstance;
import io.labelmint.dr.plan.OperationTag;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.OptionGroup;

/**
 * What must be there before anything is restored. RDS would refuse some of it at the call, some of it half an hour later
 * with an instance in an incompatible state, and some of it, such as the default security group, never.
 */
final class RestoreRequirements {
    private final Observatory observatory;
    private final RestoreOrder order;
    private final RestoreTarget target;
    private final RestorePlace place;
    private final String region;
    private final PlaceRequirements requirements;

    RestoreRequirements(Observatory observatory, RestoreOrder order) {
        this.observatory = observatory;
        this.order = order;
        this.target = order.target();
        this.place = target.place();
        this.region = target.region();
        this.requirements = new PlaceRequirements(observatory, region, target.instance());
    }

    /**
     * Makes sure of all of it.
     *
     * @param engineVersion the engine's version
     * @param instanceClass the class it will have; empty if nobody can say, because the source's region is silent
     * @param key the KMS key it will be encrypted with
     * @throws ProblemException of the first thing that is missing
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    void demand(String engineVersion, Optional<String> instanceClass, Optional<String> key) {
        nameIsFree();
        DBSubnetGroup subnets = subnetGroup();
        securityGroups(subnets);
        parameterGroup(engineVersion);
        place.optionGroup().ifPresent(group -> optionGroup(group, engineVersion));
        key.ifPresent(name -> requirements.key(
                name,
                "which the backup is encrypted with",
                "Without it the backup cannot be read; restore from another backup."));
        instanceClass.ifPresent(offered -> instanceClass(engineVersion, offered));
        quota();
    }

    private void nameIsFree() {
        List<DBInstance> all = observatory.read(new DbInstances(region)).orElseThrow();
        DbInstances.find(all, target.instance()).ifPresent(found -> {
            String owner = RestoredInstance.tags(found).getOrDefault(OperationTag.KEY, "nobody");
            if (!owner.equals(target.operation().value())) {
                throw RestoredInstance.taken(found, owner, "so nothing can be restored under that name")
                        .asException();
            }
        });
    }

    private DBSubnetGroup subnetGroup() {
        return observatory.read(new DbSubnetGroups(region)).orElseThrow().stream()
                .filter(group -> group.dbSubnetGroupName().equalsIgnoreCase(place.subnetGroup()))
                .findFirst()
                .orElseThrow(() -> requirements.missing(
                        "DB subnet group " + place.subnetGroup(), "Create it, or correct subnetGroup in the estate."));
    }

    /** Those it has in the end; and those it is masked in, which let nothing out and nobody else in. */
    private void securityGroups(DBSubnetGroup subnets) {
        String subnetGroup = "DB subnet group " + place.subnetGroup();
        List<String> wanted = order.place().securityGroups();
        requirements.securityGroups(wanted, subnets.vpcId(), subnetGroup, order.isolated());
        order.masking().ifPresent(masking -> {
            requirements.securityGroups(place.securityGroups(), subnets.vpcId(), subnetGroup, true);
            // A test has its groups from the beginning, and may admit its own kind.
            requirements.closed(
                    place.securityGroups(),
                    wanted.stream()
                            .filter(group -> !place.securityGroups().contains(group))
                            .toList());
        });
    }

    /**
     * It must be of the engine and its major version, and in the region: an option group is specific to an engine version,
     * and exists in one region (Amazon RDS User Guide, "Working with option groups" and "Option group considerations").
     */
    private void optionGroup(String name, String engineVersion) {
        String major = major(engineVersion);
        OptionGroup found = observatory.read(new DbOptionGroups(region)).orElseThrow().stream()
                .filter(group -> group.optionGroupName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> requirements.missing(
                        "option group " + name, "Create it there, or correct optionGroup in the estate."));
        if (!"postgres".equals(found.engineName()) || !major.equals(found.majorEngineVersion())) {
            throw requirements.unmet(
                    "restore.other-engine",
                    "Option group " + name + " is for " + found.engineName() + " " + found.majorEngineVersion()
                            + ", and the database is of postgres " + major + ".",
                    "Name an option group for postgres " + major + " in the estate, or none for RDS's default one.");
        }
    }

    private static String major(String engineVersion) {
        return engineVersion.replaceFirst("\\..*", "");
    }

    /** By the engine's major version: a group of another family leaves the instance in incompatible-parameters. */
    private void parameterGroup(String engineVersion) {
        String family = "postgres" + major(engineVersion);
        DBParameterGroup found = observatory.read(new DbParameterGroups(region)).orElseThrow().stream()
                .filter(group -> group.dbParameterGroupName().equalsIgnoreCase(place.parameterGroup()))
                .findFirst()
                .orElseThrow(() -> requirements.missing(
                        "DB parameter group " + place.parameterGroup(),
                        "Create it with the settings of production, or correct parameterGroup in the estate."));
        if (!family.equals(found.dbParameterGroupFamily())) {
            throw requirements.unmet(
                    "restore.other-family",
                    "Parameter group " + place.parameterGroup() + " is of the family " + found.dbParameterGroupFamily()
                            + ", and the database is of " + family + ".",
                    "Name a parameter group of " + family + " in the estate.");
        }
    }

    private void instanceClass(String engineVersion, String offered) {
        if (!observatory
                .read(new OrderableDbInstance(region, "postgres", engineVersion, offered))
                .orElseThrow()) {
            throw requirements.unmet(
                    "restore.class-not-offered",
                    "RDS does not offer " + offered + " with PostgreSQL " + engineVersion + " in " + region + ".",
                    "Name another instanceClass in the estate.");
        }
    }

    private void quota() {
        observatory.read(new DbInstanceQuota(region)).orElseThrow().ifPresent(quota -> {
            if (quota.used() >= quota.max()) {
                throw requirements.unmet(
                        "restore.no-room",
                        "The account has " + quota.used() + " of " + quota.max() + " DB instances in " + region + ".",
                        "Delete one nobody needs, or have the quota \"DB instances\" raised in Service Quotas.");
            }
        });
    }
}
