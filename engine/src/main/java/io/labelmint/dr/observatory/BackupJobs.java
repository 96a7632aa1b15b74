package io.labelmint.dr.observatory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.ListBackupJobsResponse;

/**
 * The backup jobs of AWS Backup in a region, whoever started them. AWS Backup remembers them for 30 days
 * (ListBackupJobs).
 *
 * @param region the region
 * @param since jobs created later than this
 */
public record BackupJobs(String region, Instant since) implements Query<List<BackupJob>> {
    private static final Api API = BackupApi.list("ListBackupJobs");

    /** Longer than any backup of a database runs; beyond it a job that still says it runs is no reason to wait. */
    private static final Duration RECENT = Duration.ofDays(7);

    /** Those of the last week and what of this day there is: everybody who asks for them shares one answer. */
    public static BackupJobs recent(String region, Instant now) {
        return new BackupJobs(region, now.truncatedTo(ChronoUnit.DAYS).minus(RECENT));
    }

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<BackupJob> fetch(Pages pages) {
        BackupClient backup = pages.client(BackupClient.class);
        return Paged.all(
                pages,
                token -> backup.listBackupJobs(request ->
                        request.byCreatedAfter(since).nextToken(token).maxResults(BackupApi.LARGEST_PAGE)),
                ListBackupJobsResponse::backupJobs,
                ListBackupJobsResponse::nextToken);
    }
}
