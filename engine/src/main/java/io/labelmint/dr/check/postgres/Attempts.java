package io.labelmint.dr.check.postgres;

import io.labelmint.dr.backup.VaultJob;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.observatory.DbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.backup.model.BackupJob;

/** The attempts at backing a database up that can be seen in a region, by the means the estate declares, in no order. */
public final class Attempts {
    private Attempts() {}

    /** Those of {@code database} in {@code region}; of jobs of AWS Backup those of the last week. */
    public static Reading<List<Attempt>> of(
            PostgresDatabase database, String region, Observatory observatory, Instant now) {
        return switch (database.via()) {
            case RDS_SNAPSHOT ->
                observatory
                        .read(new DbSnapshots(region))
                        .map(all -> all.stream()
                                .filter(snapshot -> database.instance().equals(snapshot.dbInstanceIdentifier()))
                                .filter(snapshot -> "manual".equals(snapshot.snapshotType()))
                                .map(snapshot -> Attempt.of(snapshot, now))
                                .toList());
            case AWS_BACKUP ->
                jobs(database, region, observatory, now)
                        .map(all -> all.stream()
                                .map(job -> Attempt.of(VaultJob.of(job), now))
                                .toList());
        };
    }

    /** The jobs of AWS Backup of the last week for {@code database}. */
    public static Reading<List<BackupJob>> jobs(
            PostgresDatabase database, String region, Observatory observatory, Instant now) {
        return observatory
                .read(BackupJobs.recent(region, now))
                .map(all -> all.stream()
                        .filter(job -> String.valueOf(job.resourceArn()).endsWith(":db:" + database.instance()))
                        .toList());
    }
}
