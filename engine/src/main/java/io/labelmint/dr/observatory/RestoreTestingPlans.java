package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.ListRestoreTestingPlansResponse;
import software.amazon.awssdk.services.backup.model.RestoreTestingPlanForList;

/**
 * The restore testing plans of AWS Backup in a region.
 *
 * @param region the region
 */
public record RestoreTestingPlans(String region) implements Query<List<RestoreTestingPlanForList>> {
    private static final Api API = BackupApi.list("ListRestoreTestingPlans");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<RestoreTestingPlanForList> fetch(Pages pages) {
        BackupClient backup = pages.client(BackupClient.class);
        return Paged.all(
                pages,
                token -> backup.listRestoreTestingPlans(
                        request -> request.nextToken(token).maxResults(BackupApi.LARGEST_PAGE)),
                ListRestoreTestingPlansResponse::restoreTestingPlans,
                ListRestoreTestingPlansResponse::nextToken);
    }
}
