package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;

/**
 * The vaults of AWS Backup in a region, with their locks. Listed, because DescribeBackupVault answers "access denied"
 * for a vault that does not exist (aws/aws-sdk-js issue 2625), and from that nobody learns that it is missing.
 *
 * @param region the region
 */
public record BackupVaults(String region) implements Query<List<BackupVaultListMember>> {
    private static final Api API = BackupApi.list("ListBackupVaults");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<BackupVaultListMember> fetch(Pages pages) {
        BackupClient backup = pages.client(BackupClient.class);
        return Paged.all(
                pages,
                token -> backup.listBackupVaults(
                        request -> request.nextToken(token).maxResults(BackupApi.LARGEST_PAGE)),
                ListBackupVaultsResponse::backupVaultList,
                ListBackupVaultsResponse::nextToken);
    }
}
