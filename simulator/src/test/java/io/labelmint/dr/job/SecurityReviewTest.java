package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Postponed;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.review.security.SecurityReview;
import io.labelmint.dr.simulator.cloudtrail.CloudTrailScripts;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The security review of LabelMint on simulated AWS, when all is well and when it is not. */
class SecurityReviewTest {
    private static final long SEED = 20260107;
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";
    private static final String NAME = "labelmint-production";
    private static final String ORDERS = "labelmint-production-orders";
    private static final String KEY = "arn:aws:kms:us-west-2:123456789012:alias/labelmint-production-backup";

    @Test
    void aGoodSetUpIsGreenAndNothingIsChanged() {
        Trial trial = trial();
        assertThat(trial.process(-1)).as("the daily job, which makes a backup").isPresent();
        int before = trial.world.calls().size();

        List<Finding> findings = review(trial);

        assertThat(findings).filteredOn(finding -> !finding.green()).as("red").isEmpty();
        assertThat(findings.stream().map(Finding::check).distinct())
                .containsExactlyElementsOf(
                        SecurityReview.checks().stream().map(Check::id).toList());
        assertThat(findings.stream().map(finding -> finding.check() + " " + finding.subject()))
                .doesNotHaveDuplicates()
                .contains(
                        "security.transit orders-db",
                        "security.transit sessions",
                        "security.transit assets",
                        "security.transit labelmint-production-dr-state",
                        "security.public billing-db",
                        "security.vault-policy us-east-1/labelmint-production",
                        "security.vault-policy us-west-2/labelmint-production-dr",
                        "security.deletion-rights arn:aws:iam::123456789012:role/labelmint-production-dr-primary",
                        "security.audit-trail us-west-2");
        List<Call> calls = trial.world.calls().stream().skip(before).toList();
        assertThat(calls)
                .isNotEmpty()
                .allMatch(call -> call.operation()
                        .matches("(Describe|Get|List|Head|Simulate).*|GenerateServiceLastAccessedDetails"));
        assertThat(calls).hasSizeLessThan(150);
    }

    @Test
    void theKeyThatSignsIsNotAskedToRotateAndTheReasonIsSaid() {
        Finding signing = only(review(trial()), "security.key-rotation", "5b1a2c3d-0000-1111-2222-333344445555");

        assertThat(signing.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(signing.summary()).contains("ECC_NIST_P256", "replaced, not rotated");
        assertThat(signing.facts()).containsEntry("usedBy", "evidence");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("weaknesses")
    void aWeaknessIsToldWithItsFix(String check, Consumer<Trial> weakness, String sentence) {
        Trial trial = trial();
        weakness.accept(trial);

        List<Finding> findings = review(trial);

        assertThat(findings)
                .filteredOn(finding -> finding.check().equals(check) && !finding.green())
                .as(findings.toString())
                .anySatisfy(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
                    assertThat(finding.summary()).contains(sentence);
                    assertThat(finding.remedy().orElse("")).isNotBlank();
                });
    }

    static Stream<Arguments> weaknesses() {
        return Stream.of(
                weak(
                        "security.key-rotation",
                        trial -> kms(trial).scheduleKeyDeletion(request -> request.keyId(key(trial))),
                        "will be deleted on 2026-02-06T02:00:00Z"),
                weak(
                        "security.key-rotation",
                        trial -> kms(trial).disableKey(request -> request.keyId(key(trial))),
                        "is Disabled, and "),
                weak(
                        "security.key-rotation",
                        trial -> {
                            String another = trial.world
                                    .client(KmsClient.class, EAST)
                                    .createKey(request -> request.description("never rotated"))
                                    .keyMetadata()
                                    .arn();
                            ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                                    .applyServerSideEncryptionByDefault(
                                            by -> by.sseAlgorithm("aws:kms").kmsMasterKeyID(another))
                                    .build();
                            trial.world
                                    .client(S3Client.class, EAST)
                                    .putBucketEncryption(request -> request.bucket("labelmint-production-assets")
                                            .serverSideEncryptionConfiguration(set -> set.rules(rule)));
                        },
                        "is not rotated"),
                weak(
                        "security.transit",
                        trial -> trial.world
                                .client(RdsClient.class, WEST)
                                .modifyDBParameterGroup(
                                        request -> request.dbParameterGroupName("labelmint-production-postgres17")
                                                .parameters(Parameter.builder()
                                                        .parameterName("rds.force_ssl")
                                                        .parameterValue("0")
                                                        .applyMethod(ApplyMethod.IMMEDIATE)
                                                        .build())),
                        "What is restored in us-west-2 takes connections without TLS"),
                weak(
                        "security.transit",
                        trial -> trial.world
                                .client(S3Client.class, WEST)
                                .deleteBucketPolicy(request -> request.bucket("labelmint-production-assets-dr")),
                        "labelmint-production-assets-dr in us-west-2 takes requests without TLS: it has no policy"),
                weak(
                        "security.transit",
                        trial -> policy(
                                trial,
                                "{'Statement': {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:GetObject', 'Resource':"
                                        + " 'arn:aws:s3:::labelmint-production-assets/*', 'Condition': {'Bool':"
                                        + " {'aws:SecureTransport': 'false'}}}}"),
                        "labelmint-production-assets in us-east-1 takes requests without TLS."),
                weak(
                        "security.public",
                        trial -> trial.world
                                .client(Ec2Client.class, WEST)
                                .authorizeSecurityGroupIngress(request -> request.groupId("sg-0a1b2c3d4e5f60721")
                                        .ipPermissions(IpPermission.builder()
                                                .ipProtocol("tcp")
                                                .fromPort(5000)
                                                .toPort(6000)
                                                .ipRanges(IpRange.builder()
                                                        .cidrIp("0.0.0.0/0")
                                                        .build())
                                                .build())),
                        "sg-0a1b2c3d4e5f60721 in us-west-2 lets 0.0.0.0/0 in"),
                weak(
                        "security.public",
                        trial -> {
                            RdsClient rds = trial.world.client(RdsClient.class, EAST);
                            rds.createDBSnapshot(request ->
                                    request.dbInstanceIdentifier(ORDERS).dbSnapshotIdentifier("for-a-friend"));
                            trial.pass(Duration.ofHours(2));
                            rds.modifyDBSnapshotAttribute(request -> request.dbSnapshotIdentifier("for-a-friend")
                                    .attributeName("restore")
                                    .valuesToAdd("210987654321"));
                        },
                        "for-a-friend in us-east-1 may be restored by account 210987654321"),
                weak(
                        "security.vault-policy",
                        trial -> vaultPolicy(
                                trial,
                                "{'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::210987654321:root'},"
                                        + " 'Action': 'backup:*', 'Resource': '*'}]}"),
                        "allows arn:aws:iam::210987654321:root backup:DeleteRecoveryPoint"),
                weak(
                        "security.deletion-rights",
                        trial -> grant(trial, "kms:*"),
                        "role/labelmint-production-dr-standby may kms:ScheduleKeyDeletion in us-west-2"),
                weak(
                        "security.deletion-rights",
                        trial -> grant(trial, "rds:Delete*"),
                        "may rds:DeleteDBSnapshot in us-east-1 on"
                                + " arn:aws:rds:us-east-1:123456789012:snapshot:labelmint-production-billing-by-hand"),
                weak(
                        "security.deletion-rights",
                        trial -> grant(trial, "s3:DeleteObjectVersion"),
                        "labelmint-production-dr-state/dr/any"),
                weak(
                        "security.deletion-rights",
                        trial -> grant(trial, "backup:*"),
                        "may backup:DeleteBackupVaultLockConfiguration in us-west-2"),
                weak(
                        "security.audit-trail",
                        trial -> cloudTrail(trial).stopLogging(request -> request.name(NAME)),
                        "Trail labelmint-production is not logging"),
                weak(
                        "security.audit-trail",
                        trial -> {
                            trial.world.script(CloudTrailScripts.deliveryFails(EAST, NAME, "AccessDenied"));
                            trial.pass(Duration.ofDays(3));
                        },
                        "cannot deliver what it records in us-east-1: AccessDenied"),
                weak(
                        "security.audit-trail",
                        trial -> cloudTrail(trial)
                                .putEventSelectors(request -> request.trailName(NAME)
                                        .eventSelectors(EventSelector.builder()
                                                .readWriteType(ReadWriteType.ALL)
                                                .includeManagementEvents(true)
                                                .excludeManagementEventSources("kms.amazonaws.com")
                                                .build())),
                        "does not log every change made through kms.amazonaws.com"));
    }

    @Test
    void aVaultWithoutAPolicyHasItsLockInItsStead() {
        Trial trial = trial();
        vaultPolicy(
                trial,
                "{'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'backup:CopyIntoBackupVault',"
                        + " 'Resource': '*'}]}");

        Finding vault = only(review(trial), "security.vault-policy", "us-west-2/labelmint-production-dr");

        assertThat(vault.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(vault.summary()).contains("does not deny everybody to delete", "its lock", "stands in its stead");
    }

    @Test
    void whatCannotBeReadIsNotGreen() {
        Trial trial = trial();
        trial.world.faults().region(EAST, Outage.DOWN);

        List<Finding> findings = review(trial);

        assertThat(findings)
                .filteredOn(finding ->
                        List.of("security.public", "security.deletion-rights").contains(finding.check()))
                .isNotEmpty()
                .allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED);
        assertThat(only(findings, "security.audit-trail", "us-east-1").verdict())
                .isEqualTo(Verdict.NOT_TESTED);
        assertThat(only(findings, "security.audit-trail", "us-west-2").green()).isTrue();
    }

    private static Arguments weak(String check, Consumer<Trial> weakness, String sentence) {
        return Arguments.of(check, weakness, sentence);
    }

    private static Trial trial() {
        return new Trial(Trial.example("labelmint-production.yaml"), SEED);
    }

    /** As a job makes checks: postponed ones later, each remembering what it was told. */
    private static List<Finding> review(Trial trial) {
        Observatory source = new AwsObservatory(trial.world::client, trial.timeline, new RegionHealth(trial.timeline));
        Observatory observatory = new Remembering(source);
        List<Finding> findings = new ArrayList<>();
        for (Check check : SecurityReview.checks()) {
            while (true) {
                try {
                    findings.addAll(check.run(trial.estate, observatory, trial.timeline.now()));
                    break;
                } catch (Postponed e) {
                    trial.timeline.runUntil(e.until());
                }
            }
        }
        return findings;
    }

    private static Finding only(List<Finding> findings, String check, String subject) {
        List<Finding> found = findings.stream()
                .filter(finding ->
                        finding.check().equals(check) && finding.subject().endsWith(subject))
                .toList();
        assertThat(found).as(check + " of " + subject).hasSize(1);
        return found.get(0);
    }

    private static KmsClient kms(Trial trial) {
        return trial.world.client(KmsClient.class, WEST);
    }

    private static String key(Trial trial) {
        return kms(trial)
                .describeKey(request -> request.keyId(KEY))
                .keyMetadata()
                .arn();
    }

    private static CloudTrailClient cloudTrail(Trial trial) {
        return trial.world.client(CloudTrailClient.class, WEST);
    }

    private static void policy(Trial trial, String policy) {
        trial.world
                .client(S3Client.class, EAST)
                .putBucketPolicy(
                        request -> request.bucket("labelmint-production-assets").policy(policy.replace('\'', '"')));
    }

    private static void vaultPolicy(Trial trial, String policy) {
        trial.world
                .client(BackupClient.class, WEST)
                .putBackupVaultAccessPolicy(request ->
                        request.backupVaultName("labelmint-production-dr").policy(policy.replace('\'', '"')));
    }

    private static void grant(Trial trial, String action) {
        trial.world
                .client(IamClient.class, EAST)
                .putRolePolicy(request -> request.roleName("labelmint-production-dr-standby")
                        .policyName("more")
                        .policyDocument("{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"" + action
                                + "\", \"Resource\": \"*\"}]}"));
    }
}
