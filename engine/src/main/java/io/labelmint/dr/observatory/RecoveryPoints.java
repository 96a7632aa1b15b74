package io.labelmint.dr.observatory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;

/**
 * The recovery points of one resource in a vault. By resource, because a vault may hold a million (AWS General
 * Reference, "AWS Backup endpoints and quotas"); since a day, because those of a resource may be thousands after years.
 *
 * @param region the region of the vault
 * @param vault its name
 * @param resource ARN of what was backed up
 * @param since only those whose creation date is after it; empty for all
 */
public record RecoveryPoints(String region, String vault, String resource, Optional<Instant> since)
        implements Query<List<RecoveryPointByBackupVault>> {
    private static final Api API = BackupApi.list("ListRecoveryPointsByBackupVault");

    /** All of them. */
    public RecoveryPoints(String region, String vault, String resource) {
        this(region, vault, resource, Optional.empty());
    }

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
                        .byCreatedAfter(since.orElse(null))
                        .nextToken(token)
                        .maxResults(BackupApi.LARGEST_PAGE)),
                ListRecoveryPointsByBackupVaultResponse::recoveryPoints,
                ListRecoveryPointsByBackupVaultResponse::nextToken);
    }
}
