package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.EAST;
import static io.labelmint.dr.check.postgres.Databases.NOW;
import static io.labelmint.dr.check.postgres.Databases.VAULT;
import static io.labelmint.dr.check.postgres.Databases.WEST;
import static io.labelmint.dr.check.postgres.Databases.lockedVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.BackupVaults;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;

class VaultLockTest {
    private final Databases databases = new Databases();
    private final VaultLock check = new VaultLock();

    @BeforeEach
    void bothLocked() {
        east(lockedVault(EAST));
        databases.aws.answers(new BackupVaults(WEST), List.of(lockedVault(WEST).build()));
    }

    @Test
    void passesFromTheLockDateOnAndWhileItIsToCome() {
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(databases.billing(check).facts()).containsEntry(VAULT + ".lock", "compliance");

        east(lockedVault(EAST).lockDate(NOW.plusSeconds(1)));
        Finding finding = databases.billing(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts()).containsEntry(VAULT + ".lock", "compliance, can still be taken off");
    }

    @Test
    void failsUnlockedInGovernanceModeAndWithoutTheVault() {
        east(lockedVault(EAST).locked(false));
        assertThat(databases.billing(check).summary()).contains("is not locked");

        east(lockedVault(EAST).lockDate(null));
        assertThat(databases.billing(check).summary()).contains("can be taken off at any time");
        assertThat(databases.billing(check).facts()).containsEntry(VAULT + ".lock", "governance");

        databases.aws.answers(new BackupVaults(EAST), List.of());
        assertThat(databases.billing(check).summary()).contains("There is no vault " + VAULT);
    }

    @Test
    void theLockMustLetTheDeclaredRetentionThrough() {
        east(lockedVault(EAST).minRetentionDays(91L));
        assertThat(databases.billing(check).summary()).contains("refuses backups kept less than 91 days");

        east(lockedVault(EAST).maxRetentionDays(2556L));
        assertThat(databases.billing(check).summary()).contains("refuses backups kept more than 2556 days");

        east(lockedVault(EAST).minRetentionDays(null).maxRetentionDays(null));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void isNotTestedWhenVaultsAreNotRead() {
        databases.aws.denies(new BackupVaults(WEST));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void concernsVaultsDeclaredLocked() {
        assertThat(check.run(LabelMint.production(), databases.aws, NOW))
                .extracting(Finding::subject)
                .containsExactly("billing-db");
        assertThat(check.run(LabelMint.with("locked: true", "locked: false"), databases.aws, NOW))
                .isEmpty();
    }

    private void east(BackupVaultListMember.Builder vault) {
        databases.aws.answers(new BackupVaults(EAST), List.of(vault.build()));
    }
}
