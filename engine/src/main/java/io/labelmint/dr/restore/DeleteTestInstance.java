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
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;

/**
 * Deletes the instance of a restore test, with its automated backups and without a last snapshot: it is a copy, and the
 * data of it is where it was copied from.
 *
 * <p>Nothing is taken from the plan on trust: before it deletes, it reads again that the instance is one that the named
 * operation restored for a test, by tags and name. It refuses otherwise, which fails the operation and is told.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the instance is
 * @param estate name of the estate, by its tag
 * @param store the store it is a copy of, by its tag
 * @param instance its identifier
 * @param restoredBy the operation that restored it, by its tag
 */
@JsonTypeName("rds-delete-test-instance")
public record DeleteTestInstance(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String estate,
        String store,
        String instance,
        OperationId restoredBy)
        implements Action {

    /** RDS deletes an instance within minutes; nothing waits for it. */
    private static final Estimate DELETION = new Estimate(Duration.ofMinutes(5), Duration.ofHours(2));

    /** The deletion of {@code instance}, which depends on nothing. */
    public static DeleteTestInstance of(
            String region, String estate, String store, String instance, OperationId restoredBy) {
        return new DeleteTestInstance(
                new ActionId(store + "/delete/" + region + "/" + instance),
                Set.of(),
                DELETION,
                region,
                estate,
                store,
                instance,
                restoredBy);
    }

    @Override
    public PlannedCall call() {
        DeleteDbInstanceRequest request = DeleteDbInstanceRequest.builder()
                .dbInstanceIdentifier(instance)
                .skipFinalSnapshot(true)
                .deleteAutomatedBackups(true)
                .build();
        return PlannedCall.of(MutatingOperation.DELETE_DB_INSTANCE, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory.read(new DbInstances(region)).fold(all -> progress(all, inputs), Progress.Unknown::new);
    }

    private Progress progress(List<DBInstance> all, Inputs inputs) {
        Optional<DBInstance> found = DbInstances.find(all, instance);
        if (found.isEmpty()) {
            return new Progress.Done(Facts.of("deleted", instance));
        }
        Optional<TestInstance> ours = TestInstance.of(estate, region, found.get())
                .filter(test -> test.owner().equals(restoredBy));
        if (ours.isEmpty()) {
            return new Progress.Failed(Problem.of(
                            "restore-test.not-ours",
                            "Instance " + instance + " is not, or no longer, one that " + restoredBy
                                    + " restored for a test. It was left alone.",
                            "Compare its tags with the ledgers of this estate; if nobody needs it, delete it in the RDS"
                                    + " console of " + region + ".")
                    .with("arn", found.get().dbInstanceArn()));
        }
        if (ours.get().going()) {
            return new Progress.InProgress("deleting");
        }
        if (inputs.accepted().get("accepted") != null) {
            // AWS said yes and does not show it yet; a second call would only be refused.
            return new Progress.InProgress("accepted, still " + ours.get().status());
        }
        return refusal(ours.get()).<Progress>map(Progress.Failed::new).orElseGet(Progress.Absent::new);
    }

    private Optional<Problem> refusal(TestInstance found) {
        String why = found.protectedFromDeletion()
                ? "somebody turned its deletion protection on"
                : found.replicas().isEmpty() ? "" : "it has the replicas " + String.join(", ", found.replicas());
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.of(
                                "restore-test.kept",
                                "Instance " + instance + " was left alone: " + why + ".",
                                "Ask who keeps it; when nobody needs it any more, undo that in the RDS console of "
                                        + region + ", and the next sweep deletes it.")
                        .with("arn", found.arn()));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        try {
            hands.send(call(), DeleteDbInstanceResponse.class);
            return Facts.of("accepted", "deletion");
        } catch (DbInstanceNotFoundException e) {
            // Somebody was faster; that it is gone is all that was wanted, and looking will confirm it.
            return Facts.of("accepted", "gone already");
        }
    }
}
