package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;

/**
 * The recovery points of one resource in a vault. By resource, because a vault may hold a million (AWS General
 * Reference, "AWS Backup endpoints and quotas") and a resource years of them is a few hundred.
 *
 * @param region the region of the vault
 * @param vault its name
 * @param resource ARN of what was backed up
 */
public record RecoveryPoints(String region, String vault, String resource)
        implements Query<List<RecoveryPointByBackupVault>> {
    private static final Api API = BackupApi.list("ListRecoveryPointsByBackupVault");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<RecoveryPointByBackupVault> fetch(Pages pages) {
        BackupClient backup = pages.client(BackupClient.class);
        return Paged.all(
                pages,
                token -> backup.listRecoveryPointsByBackupVault(request -> request.backupVaultName(vault)
                        .byResourceArn(resource)
                        .nextToken(token)
                        .maxResults(BackupApi.LARGEST_PAGE)),
                ListRecoveryPointsByBackupVaultResponse::recoveryPoints,
                ListRecoveryPointsByBackupVaultResponse::nextToken);
    }
}
