package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** How far a restored instance is, read from the instances of its region. */
final class RestoredInstance {
    /**
     * It takes connections. {@code backing-up} may last for hours after a restore and hinders nobody (RDS User Guide,
     * "Viewing Amazon RDS DB instance status"); waiting for {@code available} would be waiting for the backup.
     */
    private static final Set<String> USABLE = Set.of("available", "backing-up");

    /** What RDS does not get out of by itself: the same page. */
    private static final Set<String> BROKEN = Set.of(
            "deleting",
            "failed",
            "inaccessible-encryption-credentials",
            "inaccessible-encryption-credentials-recoverable",
            "incompatible-create",
            "incompatible-network",
            "incompatible-option-group",
            "incompatible-parameters",
            "incompatible-restore",
            "insufficient-capacity",
            "restore-error",
            "stopped",
            "stopping",
            "storage-full");

    private RestoredInstance() {}

    /**
     * How far {@code target} is.
     *
     * @param restored what is known of the moment it is restored to
     */
    static Progress progress(Observatory observatory, RestoreTarget target, Facts restored) {
        return observatory
                .read(new DbInstances(target.region()))
                .fold(
                        all -> DbInstances.find(all, target.instance())
                                .map(found -> progress(found, target, restored))
                                .orElseGet(Progress.Absent::new),
                        Progress.Unknown::new);
    }

    /** Its tags. */
    static Map<String, String> tags(DBInstance instance) {
        return instance.tagList().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> first));
    }

    /** Whether it takes connections. */
    static boolean usable(DBInstance instance) {
        return USABLE.contains(instance.dbInstanceStatus())
                && instance.endpoint() != null
                && instance.endpoint().address() != null;
    }

    private static Progress progress(DBInstance found, RestoreTarget target, Facts restored) {
        String owner = tags(found).getOrDefault(OperationTag.KEY, "nobody");
        if (!owner.equals(target.operation().value())) {
            return new Progress.Failed(taken(found, owner, "not to operation " + target.operation()));
        }
        String status = found.dbInstanceStatus();
        if (BROKEN.contains(status)) {
            return new Progress.Failed(Problem.of(
                            "restore.failed",
                            "The restored instance " + target.instance() + " is " + status + ".",
                            "See the events of the instance in the RDS console of " + target.region()
                                    + " for the reason, then restore again.")
                    .with("arn", found.dbInstanceArn())
                    .with("status", status));
        }
        if (!usable(found)) {
            return new Progress.InProgress(status);
        }
        List<String> deviations = deviations(found, target);
        return deviations.isEmpty()
                ? new Progress.Done(facts(found).and(restored))
                : new Progress.Failed(Problem.of(
                                "restore.not-as-declared",
                                "The restored instance " + target.instance() + " is not as declared: "
                                        + String.join("; ", deviations) + ".",
                                "Change the instance in the RDS console of " + target.region() + ", or restore again.")
                        .with("arn", found.dbInstanceArn()));
    }

    /** A name that is taken by somebody else's instance. */
    static Problem taken(DBInstance found, String owner, String butNot) {
        return Problem.of(
                        "name.taken",
                        "An instance " + found.dbInstanceIdentifier() + " exists and belongs to " + owner + ", "
                                + butNot + ".",
                        "If `dr status` shows that operation as open, finish it with `dr resume`; otherwise restore under another name, or"
                                + " find out who made it and delete it.")
                .with("arn", found.dbInstanceArn());
    }

    private static List<String> deviations(DBInstance found, RestoreTarget target) {
        List<String> deviations = new ArrayList<>();
        List<String> parameterGroups = found.dbParameterGroups().stream()
                .map(DBParameterGroupStatus::dbParameterGroupName)
                .toList();
        if (!parameterGroups.contains(target.place().parameterGroup())) {
            deviations.add("parameter group " + String.join(", ", parameterGroups));
        }
        List<String> optionGroups = found.optionGroupMemberships().stream()
                .map(OptionGroupMembership::optionGroupName)
                .toList();
        if (!target.place().optionGroup().map(optionGroups::contains).orElse(true)) {
            deviations.add("option group " + String.join(", ", optionGroups));
        }
        Set<String> securityGroups = found.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .collect(Collectors.toSet());
        if (!securityGroups.equals(Set.copyOf(target.place().securityGroups()))) {
            deviations.add("security groups " + String.join(", ", securityGroups));
        }
        if (found.dbSubnetGroup() == null
                || !target.place()
                        .subnetGroup()
                        .equalsIgnoreCase(found.dbSubnetGroup().dbSubnetGroupName())) {
            deviations.add("another subnet group");
        }
        if (Boolean.TRUE.equals(found.publiclyAccessible())) {
            deviations.add("publicly accessible");
        }
        return deviations;
    }

    private static Facts facts(DBInstance found) {
        return Facts.of(
                "arn", found.dbInstanceArn(),
                "endpoint", found.endpoint().address(),
                "port", found.endpoint().port(),
                "status", found.dbInstanceStatus(),
                "instanceClass", found.dbInstanceClass(),
                "engineVersion", found.engineVersion(),
                "sizeGiB", found.allocatedStorage(),
                "encrypted", found.storageEncrypted(),
                "backupRetentionDays", found.backupRetentionPeriod());
    }
}
