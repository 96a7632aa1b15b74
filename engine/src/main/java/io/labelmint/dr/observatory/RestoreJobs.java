package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.ListRestoreJobsResponse;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;

/**
 * The restore jobs a restore testing plan of AWS Backup began, in its region, with what was reported of what they restored.
 * Jobs of the last 30 days are shown (AWS Backup developer guide, "View existing restore testing plans").
 *
 * @param region the region
 * @param plan ARN of the restore testing plan
 */
public record RestoreJobs(String region, String plan) implements Query<List<RestoreJobsListMember>> {
    private static final Api API = BackupApi.list("ListRestoreJobs");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<RestoreJobsListMember> fetch(Pages pages) {
        BackupClient backup = pages.client(BackupClient.class);
        return Paged.all(
                pages,
                token -> backup.listRestoreJobs(request ->
                        request.byRestoreTestingPlanArn(plan).nextToken(token).maxResults(BackupApi.LARGEST_PAGE)),
                ListRestoreJobsResponse::restoreJobs,
                ListRestoreJobsResponse::nextToken);
    }
}
