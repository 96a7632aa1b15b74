package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.observatory.DbInstanceQuota;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.DbParameterGroups;
import io.labelmint.dr.observatory.DbSubnetGroups;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.OrderableDbInstance;
import io.labelmint.dr.observatory.SecurityGroups;
import io.labelmint.dr.plan.OperationTag;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;

/**
 * What must be there before anything is restored. RDS would refuse some of it at the call, some of it half an hour later
 * with an instance in an incompatible state, and some of it, such as the default security group, never.
 */
final class RestoreRequirements {
    private final Observatory observatory;
    private final RestoreTarget target;
    private final RestorePlace place;
    private final String region;

    RestoreRequirements(Observatory observatory, RestoreTarget target) {
        this.observatory = observatory;
        this.target = target;
        this.place = target.place();
        this.region = target.region();
    }

    /**
     * Makes sure of all of it.
     *
     * @param engineVersion the engine's version
     * @param instanceClass the class it will have; empty if nobody can say, because the source's region is silent
     * @param key the KMS key it will be encrypted with
     * @param isolated whether nothing may get out of the place
     * @throws ProblemException of the first thing that is missing
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    void demand(String engineVersion, Optional<String> instanceClass, Optional<String> key, boolean isolated) {
        nameIsFree();
        DBSubnetGroup subnets = subnetGroup();
        securityGroups(subnets.vpcId(), isolated);
        parameterGroup(engineVersion);
        key.ifPresent(this::key);
        instanceClass.ifPresent(offered -> instanceClass(engineVersion, offered));
        quota();
    }

    private void nameIsFree() {
        List<DBInstance> all = observatory.read(new DbInstances(region)).orElseThrow();
        RestoredInstance.find(all, target.instance()).ifPresent(found -> {
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
                .orElseThrow(() -> missing(
                        "DB subnet group " + place.subnetGroup(), "Create it, or correct subnetGroup in the estate."));
    }

    private void securityGroups(String vpc, boolean isolated) {
        List<SecurityGroup> all = observatory.read(new SecurityGroups(region)).orElseThrow();
        for (String id : place.securityGroups()) {
            SecurityGroup found = all.stream()
                    .filter(group -> group.groupId().equals(id))
                    .findFirst()
                    .orElseThrow(() ->
                            missing("security group " + id, "Create it, or correct securityGroups in the estate."));
            if (!vpc.equals(found.vpcId())) {
                throw unmet(
                        "restore.other-vpc",
                        "Security group " + id + " is in " + found.vpcId() + ", and the DB subnet group "
                                + place.subnetGroup() + " is in " + vpc + ".",
                        "Name a security group of " + vpc + " in the estate.");
            }
            if (isolated && !found.ipPermissionsEgress().isEmpty()) {
                throw unmet(
                        "restore.not-isolated",
                        "Security group " + id + " has "
                                + found.ipPermissionsEgress().size()
                                + " rules for egress, so a restored copy of production could reach others.",
                        "Revoke all egress rules of " + id + " in " + region
                                + "; answers to the prober need none, because security groups are stateful.");
            }
        }
    }

    /** By the engine's major version: a group of another family leaves the instance in incompatible-parameters. */
    private void parameterGroup(String engineVersion) {
        String family = "postgres" + engineVersion.replaceFirst("\\..*", "");
        DBParameterGroup found = observatory.read(new DbParameterGroups(region)).orElseThrow().stream()
                .filter(group -> group.dbParameterGroupName().equalsIgnoreCase(place.parameterGroup()))
                .findFirst()
                .orElseThrow(() -> missing(
                        "DB parameter group " + place.parameterGroup(),
                        "Create it with the settings of production, or correct parameterGroup in the estate."));
        if (!family.equals(found.dbParameterGroupFamily())) {
            throw unmet(
                    "restore.other-family",
                    "Parameter group " + place.parameterGroup() + " is of the family " + found.dbParameterGroupFamily()
                            + ", and the database is of " + family + ".",
                    "Name a parameter group of " + family + " in the estate.");
        }
    }

    private void key(String name) {
        KeyState state = observatory
                .read(new EncryptionKey(region, name))
                .orElseThrow()
                .orElseThrow(() -> missing(
                        "KMS key " + name, "Without it the backup cannot be read; restore from another backup."))
                .keyState();
        if (state != KeyState.ENABLED) {
            throw unmet(
                    "restore.key-not-enabled",
                    "KMS key " + name + " in " + region + ", which the backup is encrypted with, is " + state + ".",
                    "Enable the key, or cancel its deletion, in the KMS console of " + region + ".");
        }
    }

    private void instanceClass(String engineVersion, String offered) {
        if (!observatory
                .read(new OrderableDbInstance(region, "postgres", engineVersion, offered))
                .orElseThrow()) {
            throw unmet(
                    "restore.class-not-offered",
                    "RDS does not offer " + offered + " with PostgreSQL " + engineVersion + " in " + region + ".",
                    "Name another instanceClass in the estate.");
        }
    }

    private void quota() {
        observatory.read(new DbInstanceQuota(region)).orElseThrow().ifPresent(quota -> {
            if (quota.used() >= quota.max()) {
                throw unmet(
                        "restore.no-room",
                        "The account has " + quota.used() + " of " + quota.max() + " DB instances in " + region + ".",
                        "Delete one nobody needs, or have the quota \"DB instances\" raised in Service Quotas.");
            }
        });
    }

    private ProblemException missing(String what, String remedy) {
        return unmet("restore.missing", "There is no " + what + " in " + region + ".", remedy);
    }

    private ProblemException unmet(String code, String summary, String remedy) {
        return Problem.of(code, summary, remedy)
                .with("region", region)
                .with("instance", target.instance())
                .asException();
    }
}
