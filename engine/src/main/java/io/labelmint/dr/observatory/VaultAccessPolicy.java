package io.labelmint.dr.observatory;

import java.util.Optional;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

/**
 * The access policy of a vault of AWS Backup, as JSON; empty if it has none, which AWS Backup tells as an error. Ask only
 * about vaults that are listed: one that is missing is answered the same way, or as denied.
 *
 * @param region the region
 * @param vault name of the vault
 */
public record VaultAccessPolicy(String region, String vault) implements Query<Optional<String>> {
    private static final Api API = Api.unpublished("backup", "GetBackupVaultAccessPolicy");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<String> fetch(Pages pages) {
        pages.count();
        try {
            return Optional.ofNullable(pages.client(BackupClient.class)
                    .getBackupVaultAccessPolicy(request -> request.backupVaultName(vault))
                    .policy());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }
}
