package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Gate;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;

/**
 * Waits until the replicated backups of a database reach past the moment it was seen to take no writes any more: what is
 * restored from them then lacks nothing. RDS uploads the log every five minutes, also of an idle instance (Amazon RDS User
 * Guide, "Introduction to backups"), and replicates it after that.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the backups are replicated to
 * @param instance identifier of the instance in its own region
 * @param source the region it is in
 * @param isolated the action that isolated it
 */
@JsonTypeName("rds-backups-caught-up")
public record BackupsCaughtUp(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String instance,
        String source,
        ActionId isolated)
        implements Gate {

    @Override
    public String awaits() {
        return "the replicated backups of " + instance + " reach past its last write";
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        Instant wanted = Instant.parse(inputs.earlier().get(isolated).get(ScaleService.SEEN));
        return observatory.read(new AutomatedBackups(region)).fold(all -> progress(all, wanted), Progress.Unknown::new);
    }

    private Progress progress(List<DBInstanceAutomatedBackup> all, Instant wanted) {
        Optional<Instant> latest = all.stream()
                .filter(backup -> instance.equals(backup.dbInstanceIdentifier()) && source.equals(backup.region()))
                .filter(backup ->
                        backup.restoreWindow() != null && backup.restoreWindow().latestTime() != null)
                .map(backup -> backup.restoreWindow().latestTime())
                .findFirst();
        return latest.filter(moment -> !moment.isBefore(wanted))
                .<Progress>map(moment -> new Progress.Done(Facts.of("latestRestorable", moment, "wanted", wanted)))
                .orElseGet(() -> new Progress.Held("the backups reach to "
                        + latest.map(Instant::toString).orElse("no moment") + ", and " + wanted + " is wanted"));
    }
}
