package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.ListCopyJobsResponse;

/**
 * The copy jobs of one recovery point, whoever started them. They are listed in the region of the recovery point and
 * remembered for 30 days.
 *
 * @param region the region the recovery point is in
 * @param recoveryPoint ARN of the recovery point that is copied
 */
public record CopyJobs(String region, String recoveryPoint) implements Query<List<CopyJob>> {
    private static final Api API = BackupApi.list("ListCopyJobs");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<CopyJob> fetch(Pages pages) {
        BackupClient backup = pages.client(BackupClient.class);
        return Paged.all(
                pages,
                token -> backup.listCopyJobs(request -> request.bySourceRecoveryPointArn(recoveryPoint)
                        .nextToken(token)
                        .maxResults(BackupApi.LARGEST_PAGE)),
                ListCopyJobsResponse::copyJobs,
                ListCopyJobsResponse::nextToken);
    }
}
