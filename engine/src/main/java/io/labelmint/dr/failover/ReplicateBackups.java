package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.AutomatedBackups;
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
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.StartDbInstanceAutomatedBackupsReplicationRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceAutomatedBackupsReplicationResponse;

/**
 * Has the automated backups of an instance replicated into another region. Backups belong to an instance and not to its name
 * (Amazon RDS API Reference, DBInstanceAutomatedBackup, DbiResourceId), so those of another instance that once had the name
 * are no sign that it is done.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where they are replicated to
 * @param source ARN of the instance
 * @param retentionDays days they are kept there
 * @param key the KMS key of that region they are encrypted with
 */
@JsonTypeName("rds-replicate-backups")
public record ReplicateBackups(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String source,
        int retentionDays,
        String key)
        implements Action {

    @Override
    public PlannedCall call() {
        return PlannedCall.of(
                MutatingOperation.START_DB_INSTANCE_AUTOMATED_BACKUPS_REPLICATION,
                region,
                StartDbInstanceAutomatedBackupsReplicationRequest.builder()
                        .sourceDBInstanceArn(source)
                        .sourceRegion(home())
                        .backupRetentionPeriod(retentionDays)
                        .kmsKeyId(key)
                        .build());
    }

    /** What is replicated already is refused, and changes nothing. */
    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new DbInstances(home()))
                .fold(
                        all -> all.stream()
                                .filter(found -> source.equals(found.dbInstanceArn()))
                                .findFirst()
                                .map(found -> progress(observatory, found))
                                .orElseGet(() -> new Progress.Held(source + " is not there yet")),
                        Progress.Unknown::new);
    }

    /** The region {@link #source} is in: the fourth part of an ARN. */
    private String home() {
        return source.split(":", -1)[3];
    }

    private Progress progress(Observatory observatory, DBInstance instance) {
        return observatory
                .read(new AutomatedBackups(region))
                .fold(all -> progress(all, instance), Progress.Unknown::new);
    }

    private Progress progress(List<DBInstanceAutomatedBackup> all, DBInstance instance) {
        Optional<DBInstanceAutomatedBackup> found = all.stream()
                .filter(backup -> instance.dbiResourceId().equals(backup.dbiResourceId()))
                .findFirst();
        if (found.isEmpty()) {
            return instance.dbInstanceStatus().equals("available")
                    ? new Progress.Absent()
                    : new Progress.Held(instance.dbInstanceIdentifier() + " is " + instance.dbInstanceStatus());
        }
        return "replicating".equals(found.get().status())
                ? new Progress.Done(Facts.of("backups", found.get().dbInstanceAutomatedBackupsArn()))
                : new Progress.InProgress(String.valueOf(found.get().status()));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), StartDbInstanceAutomatedBackupsReplicationResponse.class);
        return Facts.of("accepted", "replication of backups");
    }
}
