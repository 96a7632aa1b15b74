package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.review.security.OthersCanDelete;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.iam.IamClient;

/** Who of an account could delete the backups of LabelMint, on simulated AWS. */
class OthersCanDeleteTest {
    private static final String ACCOUNT = "arn:aws:iam::123456789012:";
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess";

    private final Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 20260107);
    private final IamClient iam = trial.world.client(IamClient.class, "us-east-1");

    @Test
    void whoIsExpectedToBeAbleToIsGreen() {
        Finding finding = finding();

        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.PASSED);
        // Two roles that act, the administrator, and the role of AWS Backup, which nobody else can assume.
        assertThat(finding.facts()).containsEntry("usersAndRoles", "4").containsEntry("expected", "4");
    }

    @Test
    void aRoleThatMayDoAnythingIsToldByNameAndWithWhatItCouldDo() {
        role("builder");
        iam.attachRolePolicy(request -> request.roleName("builder").policyArn(ADMINISTRATOR));

        Finding finding = finding();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary())
                .contains("1 role (builder) could delete or weaken backups", "kms:ScheduleKeyDeletion")
                .contains("rds:DeleteDBSnapshot", "s3:DeleteObjectVersion", "backup:PutBackupVaultAccessPolicy");
        assertThat(finding.facts())
                .containsEntry("roles", "1")
                .containsEntry("rds:DeleteDBSnapshot", "1 role (builder)")
                .containsEntry(
                        "prevented.us-west-2.backup:DeleteRecoveryPoint", "the policy of labelmint-production-dr");
        assertThat(finding.summary()).as("the policy of the vaults denies it").doesNotContain("DeleteRecoveryPoint");
        assertThat(finding.remedy().orElse("")).contains("access.administrators");
    }

    @Test
    void aUserIsToldByAHashAndNeverByName() {
        iam.createGroup(request -> request.groupName("developers"));
        iam.attachGroupPolicy(request -> request.groupName("developers").policyArn(POWER_USER));
        iam.createUser(request -> request.userName("ann.miller"));
        iam.addUserToGroup(request -> request.userName("ann.miller").groupName("developers"));

        Finding finding = finding();

        assertThat(finding.summary())
                .contains("1 user (" + Json.sha256(ACCOUNT + "user/ann.miller").substring(0, 8) + ")");
        assertThat(finding.toString()).doesNotContain("miller");
    }

    @Test
    void aDenialABoundaryAndAnotherRegionKeepARoleFromIt() {
        role("denied");
        iam.attachRolePolicy(request -> request.roleName("denied").policyArn(ADMINISTRATOR));
        allow("denied", "Deny", "\"Action\": [\"backup:*\", \"rds:*\", \"s3:*\", \"kms:*\"], \"Resource\": \"*\"");
        role("bounded");
        iam.attachRolePolicy(request -> request.roleName("bounded").policyArn(ADMINISTRATOR));
        String boundary = iam.createPolicy(request -> request.policyName("readers")
                        .policyDocument(
                                document("Allow", "\"Action\": [\"rds:Describe*\", \"iam:*\"], \"Resource\": \"*\"")))
                .policy()
                .arn();
        iam.putRolePermissionsBoundary(request -> request.roleName("bounded").permissionsBoundary(boundary));
        role("elsewhere");
        allow(
                "elsewhere",
                "Allow",
                "\"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"aws:RequestedRegion\":"
                        + " \"eu-central-1\"}}");

        Finding finding = finding();

        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts()).containsEntry("usersAndRoles", "7").containsEntry("expected", "4");
    }

    @Test
    void whatDependsOnAConditionCountsAndIsSaid() {
        role("tagged");
        allow(
                "tagged",
                "Allow",
                "\"Action\": \"rds:*\", \"Resource\": \"*\", \"Condition\": {\"StringEquals\":"
                        + " {\"aws:ResourceTag/team\": \"data\"}}");

        assertThat(finding().summary()).contains("1 role (tagged with conditions) could delete or weaken backups");
    }

    @Test
    void ofManyTheFirstAreNamedAndAllAreCounted() {
        for (int i = 10; i < 35; i++) {
            String name = "team-" + i;
            role(name);
            iam.attachRolePolicy(request -> request.roleName(name).policyArn(ADMINISTRATOR));
        }

        Finding finding = finding();

        assertThat(finding.summary()).contains("25 roles (team-10, ", "team-19, and 15 more)");
        assertThat(finding.facts()).containsEntry("roles", "25");
        assertThat(finding.facts().values()).allMatch(fact -> fact.length() < 300);
    }

    @Test
    void aLockThatNobodyCanTakeOffStandsInTheWayOfWhateverIsAllowed() {
        BackupClient backup = trial.world.client(BackupClient.class, "us-west-2");
        backup.putBackupVaultAccessPolicy(request -> request.backupVaultName("labelmint-production-dr")
                .policy("{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"}, \"Action\":"
                        + " \"backup:CopyIntoBackupVault\", \"Resource\": \"*\"}]}"));
        role("builder");
        allow("builder", "Allow", "\"Action\": \"backup:*\", \"Resource\": \"arn:aws:backup:us-west-2:*:*\"");
        assertThat(finding().summary())
                .as("the days of grace of the lock are not over")
                .contains("backup:DeleteBackupVaultLockConfiguration");

        trial.pass(Duration.ofDays(30));

        Finding finding = finding();
        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts())
                .containsEntry("prevented.us-west-2.backup:DeleteBackupVault", "the lock of labelmint-production-dr");
    }

    @Test
    void aRoleOfBackupThatSomebodyElseCanAssumeIsNotExcused() {
        iam.createUser(request -> request.userName("ann"));
        iam.updateAssumeRolePolicy(request -> request.roleName("labelmint-production-backup")
                .policyDocument("{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"" + ACCOUNT
                        + "root\"}, \"Action\": \"sts:AssumeRole\"}]}"));

        assertThat(finding().summary()).contains("1 role (labelmint-production-backup)");
    }

    @Test
    void anAdministratorNobodyHasIsRed() {
        iam.detachRolePolicy(
                request -> request.roleName("labelmint-administrator").policyArn(ADMINISTRATOR));
        iam.deleteRole(request -> request.roleName("labelmint-administrator"));

        assertThat(finding().summary()).contains("There is no role " + ACCOUNT + "role/labelmint-administrator");
    }

    private Finding finding() {
        List<Finding> findings = new OthersCanDelete()
                .run(
                        trial.estate,
                        new Remembering(new AwsObservatory(
                                trial.world::client, trial.timeline, new RegionHealth(trial.timeline))),
                        trial.timeline.now());
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private void role(String name) {
        iam.createRole(request -> request.roleName(name)
                .assumeRolePolicyDocument("{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \""
                        + ACCOUNT + "root\"}, \"Action\": \"sts:AssumeRole\"}]}"));
    }

    private void allow(String role, String effect, String statement) {
        iam.putRolePolicy(
                request -> request.roleName(role).policyName("own").policyDocument(document(effect, statement)));
    }

    private static String document(String effect, String statement) {
        return "{\"Statement\": [{\"Effect\": \"" + effect + "\", " + statement + "}]}";
    }
}
