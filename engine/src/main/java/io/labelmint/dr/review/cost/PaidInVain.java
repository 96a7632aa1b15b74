package io.labelmint.dr.review.cost;

import io.labelmint.dr.backup.DatabasePruning;
import io.labelmint.dr.backup.OwnDbSnapshot;
import io.labelmint.dr.backup.VaultNames;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.DbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RecoveryPointDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Is anything paid for that nobody needs: recovery points nobody can restore, snapshots past their last day, storage classes that
 * objects leave before their minimum? And what could be saved, and why it is not?
 */
public final class PaidInVain implements Check {
    /** As the check of the retention: a run that fails, and the next that makes up for it, are no alarm. */
    private static final int GRACE_DAYS = 2;

    /**
     * AWS Backup developer guide, "Feature availability by resource": RDS is not among what can go to cold storage, and a lifecycle
     * that says so is ignored (API reference, Lifecycle). Snapshots are incremental already (RDS User Guide, "Introduction to
     * backups"), and RDS has no setting for compression or deduplication of them.
     */
    private static final String NO_COLDER = "RDS backups are incremental, cannot move to cold storage, and have no"
            + " compression or deduplication to switch on: only keeping fewer of them costs less.";

    @Override
    public String id() {
        return "cost.lifecycle";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return Stream.concat(
                        estate.databases().stream().map(database -> database(estate, database, observatory, now)),
                        estate.buckets().stream()
                                .map(bucket -> new BucketClasses(estate, bucket).find(look(bucket.id()), observatory)))
                .toList();
    }

    private Look look(String subject) {
        return new Look(id(), subject, "nothing is paid for that nobody needs", Controls.BACKUP);
    }

    private Finding database(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Tally tally = new Tally(look(database.id()));
        for (String region :
                List.of(estate.regions().primary(), estate.regions().dr())) {
            snapshots(tally, estate, database, region, observatory, LocalDate.ofInstant(now, ZoneOffset.UTC));
            if (database.vaults().isPresent()) {
                recoveryPoints(tally, estate, database, region, observatory);
            }
        }
        return tally.finding("Nothing of " + database.id() + " is kept past its day. " + NO_COLDER);
    }

    private static void snapshots(
            Tally tally,
            Estate estate,
            PostgresDatabase database,
            String region,
            Observatory observatory,
            LocalDate today) {
        tally.read(observatory.read(new DbSnapshots(region)), all -> {
            List<OwnDbSnapshot> own = OwnDbSnapshot.of(estate.name(), database.id(), all);
            List<OwnDbSnapshot> due = DatabasePruning.due(own, today.minusDays(GRACE_DAYS));
            List<String> ours = own.stream().map(OwnDbSnapshot::name).toList();
            List<DBSnapshot> others = all.stream()
                    .filter(snapshot -> "manual".equals(snapshot.snapshotType())
                            && database.instance().equals(snapshot.dbInstanceIdentifier())
                            && !ours.contains(snapshot.dbSnapshotIdentifier()))
                    .toList();
            tally.fact("snapshotsPastTheirDay." + region, due.size());
            tally.fact("snapshotsOfOthers." + region, others.size());
            tally.fact(
                    "snapshotsOfOthersGiB." + region,
                    others.stream()
                            .mapToLong(
                                    snapshot -> snapshot.allocatedStorage() == null ? 0 : snapshot.allocatedStorage())
                            .sum());
            if (!due.isEmpty()) {
                tally.wrong(
                        due.size() + " snapshots of " + database.id() + " in " + region
                                + " are past their last day and still paid for, the oldest "
                                + due.get(0).name() + ".",
                        "See why the deletions of the daily job fail.");
            }
        });
    }

    private static void recoveryPoints(
            Tally tally, Estate estate, PostgresDatabase database, String region, Observatory observatory) {
        String name = VaultNames.vault(estate, database, region);
        tally.read(
                observatory.read(new BackupVaults(region)),
                vaults -> vaults.stream()
                        .filter(vault -> vault.backupVaultName().equals(name))
                        .findFirst()
                        .ifPresent(vault -> tally.read(
                                observatory.read(new RecoveryPointDays(
                                        region, name, VaultNames.resource(estate, database, vault.backupVaultArn()))),
                                calendar -> {
                                    tally.fact("unusableRecoveryPoints." + region, calendar.unfinished());
                                    if (calendar.unfinished() > 0) {
                                        tally.wrong(
                                                calendar.unfinished() + " recovery points of " + database.id() + " in "
                                                        + name
                                                        + " are partial, or expired and not deleted, and may still be paid for.",
                                                "Look at their StatusMessage, then delete them.");
                                    }
                                })));
    }
}
