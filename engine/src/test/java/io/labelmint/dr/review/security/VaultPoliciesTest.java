package io.labelmint.dr.review.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.VaultAccessPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;

/** What policies say of vaults, with locks and without. */
final class VaultPoliciesTest {
    private static final String DENIED =
            statement("Deny", "'*'", "'backup:Delete*', 'backup:UpdateRecoveryPointLifecycle'", "");
    private static final String EAST_VAULT = "labelmint-production";
    private static final String WEST_VAULT = "labelmint-production-dr";

    private final FakeObservatory observatory = new FakeObservatory();

    @BeforeEach
    void theOtherVaultIsInOrder() {
        vault(LabelMint.WEST, WEST_VAULT, false);
        policy(LabelMint.WEST, WEST_VAULT, DENIED);
        vault(LabelMint.EAST, EAST_VAULT, false);
    }

    @Test
    void whatDeniesEverybodyIsEnoughWithoutALock() {
        policy(LabelMint.EAST, EAST_VAULT, DENIED);

        assertThat(finding().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding().summary()).contains("denies everybody");
    }

    @Test
    void withNeitherPolicyNorLockNothingKeepsItFull() {
        observatory.answers(new VaultAccessPolicy(LabelMint.EAST, EAST_VAULT), Optional.empty());

        assertThat(finding().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding().summary()).contains("has no access policy, and no lock stands in its stead");

        vault(LabelMint.EAST, EAST_VAULT, true);
        assertThat(finding().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding().summary()).contains("has no access policy; its lock (compliance from");
    }

    @Test
    void aDenialWithConditionsIsNoneForEverybody() {
        policy(
                LabelMint.EAST,
                EAST_VAULT,
                statement(
                        "Deny",
                        "'*'",
                        "'backup:*'",
                        ", 'Condition': {'ArnNotLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/admin'}}"));

        assertThat(finding().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void othersMayNotWeakenItWhateverElseIsDenied() {
        policy(
                LabelMint.EAST,
                EAST_VAULT,
                DENIED + ", "
                        + statement("Allow", "{'AWS': '210987654321'}", "'backup:PutBackupVaultAccessPolicy'", ""));

        assertThat(finding().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding().summary()).contains("allows 210987654321 backup:PutBackupVaultAccessPolicy");
    }

    @Test
    void theAccountItselfAndServicesAreNoOthersAndWhatIsDeniedIsNotAllowed() {
        policy(
                LabelMint.EAST,
                EAST_VAULT,
                DENIED + ", " + statement("Allow", "{'AWS': 'arn:aws:iam::123456789012:root'}", "'backup:*'", "") + ", "
                        + statement("Allow", "{'Service': 'backup.amazonaws.com'}", "'backup:*'", "") + ", "
                        + statement("Allow", "'*'", "'backup:DeleteRecoveryPoint', 'backup:CopyIntoBackupVault'", ""));

        assertThat(finding().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void everybodyButSomebodyIsOthers() {
        policy(
                LabelMint.EAST,
                EAST_VAULT,
                "{'Effect': 'Allow', 'NotPrincipal': {'AWS': 'arn:aws:iam::123456789012:root'}, 'NotAction': 's3:*',"
                        + " 'Resource': '*'}");

        assertThat(finding().summary()).contains("allows everybody but arn:aws:iam::123456789012:root");
    }

    @Test
    void whatIsNoPolicyOrUnreadIsNotTested() {
        policy(LabelMint.EAST, EAST_VAULT, "{'Effect': 'Deny'}");
        assertThat(finding().verdict()).isEqualTo(Verdict.NOT_TESTED);

        observatory.denies(new VaultAccessPolicy(LabelMint.EAST, EAST_VAULT));
        assertThat(finding().verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private Finding finding() {
        List<Finding> findings = new VaultPolicies().run(LabelMint.production(), observatory, Instant.EPOCH);
        assertThat(findings).hasSize(2);
        assertThat(findings.get(1).green()).isTrue();
        return findings.get(0);
    }

    private void vault(String region, String name, boolean locked) {
        observatory.answers(
                new BackupVaults(region),
                List.of(BackupVaultListMember.builder()
                        .backupVaultName(name)
                        .backupVaultArn("arn:aws:backup:" + region + ":123456789012:backup-vault:" + name)
                        .locked(locked)
                        .lockDate(locked ? Instant.EPOCH : null)
                        .build()));
    }

    private void policy(String region, String vault, String statements) {
        observatory.answers(
                new VaultAccessPolicy(region, vault),
                Optional.of(("{'Version': '2012-10-17', 'Statement': [" + statements + "]}").replace('\'', '"')));
    }

    private static String statement(String effect, String principal, String actions, String more) {
        return "{'Effect': '" + effect + "', 'Principal': " + principal + ", 'Action': [" + actions
                + "], 'Resource': '*'" + more + "}";
    }
}
