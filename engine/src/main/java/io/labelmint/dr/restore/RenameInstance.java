package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;

/**
 * Gives an instance another identifier. Which instance is known by its resource id, which stays when the name goes to
 * somebody else: it is renamed only while it is the one that has the old name, and nothing it could be mistaken for is.
 *
 * <p>"The old DNS name [...] is immediately deleted, although it could remain cached for a few minutes. The new DNS name
 * [...] becomes effective in about 10 minutes. The renamed DB instance is not available until the new name becomes
 * effective" (Amazon RDS User Guide, "Renaming a DB instance").
 *
 * <p>A call that somebody sends late, when the name it names is another instance's already, is refused: the new name it
 * asks for is taken by the instance it was meant for.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the instance is
 * @param resourceId RDS's immutable id of the instance
 * @param from the identifier it has
 * @param to the identifier it gets
 */
@JsonTypeName("rds-rename-instance")
public record RenameInstance(
        ActionId id, Set<ActionId> after, Estimate estimate, String region, String resourceId, String from, String to)
        implements Action {

    @Override
    public PlannedCall call() {
        ModifyDbInstanceRequest request = ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(from)
                .newDBInstanceIdentifier(to)
                .applyImmediately(true)
                .build();
        return PlannedCall.of(MutatingOperation.MODIFY_DB_INSTANCE, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory.read(new DbInstances(region)).fold(this::progress, Progress.Unknown::new);
    }

    private Progress progress(List<DBInstance> all) {
        Optional<DBInstance> ours = all.stream()
                .filter(candidate -> resourceId.equals(candidate.dbiResourceId()))
                .findFirst();
        if (ours.isEmpty()) {
            return failed("cut-over.gone", "Instance " + resourceId + ", once " + from + ", is not there any more.");
        }
        DBInstance found = ours.get();
        String status = found.dbInstanceStatus();
        boolean usable = RestoredInstance.usable(found);
        if (found.dbInstanceIdentifier().equalsIgnoreCase(to)) {
            return usable ? new Progress.Done(facts(found)) : new Progress.InProgress(status);
        }
        if (!found.dbInstanceIdentifier().equalsIgnoreCase(from)) {
            return failed(
                    "cut-over.renamed",
                    "Instance " + resourceId + ", once " + from + ", was renamed to " + found.dbInstanceIdentifier()
                            + " by somebody else.");
        }
        if (status.equals("renaming")) {
            return new Progress.InProgress(status);
        }
        Optional<DBInstance> taken = DbInstances.find(all, to);
        if (taken.isPresent()) {
            return failed("name.taken", "The name " + to + " is that of another instance.");
        }
        // ModifyDBInstance: "The database instance isn't in a valid state" unless it is available (API Reference).
        return status.equals("available") ? new Progress.Absent() : new Progress.Held(from + " is " + status);
    }

    private Progress failed(String code, String summary) {
        return new Progress.Failed(Problem.of(
                code,
                summary,
                "See the events of the instances in the RDS console of " + region
                        + ", then plan again what is still to be done."));
    }

    private static Facts facts(DBInstance found) {
        return Facts.of(
                "arn", found.dbInstanceArn(),
                "endpoint", found.endpoint().address(),
                "port", found.endpoint().port(),
                "resourceId", found.dbiResourceId());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        try {
            hands.send(call(), ModifyDbInstanceResponse.class);
            return Facts.of("accepted", "renaming");
        } catch (DbInstanceNotFoundException e) {
            // A call whose answer was lost has taken effect; looking will show the instance under its new name.
            return Facts.of("accepted", "renamed already");
        }
    }
}
