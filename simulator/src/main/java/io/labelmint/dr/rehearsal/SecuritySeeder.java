package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes what an estate has as safe from people as one would want it: keys are rotated, buckets refuse what comes without
 * TLS, policies keep vaults from being emptied, those who are expected to be able to delete backups are the only ones, and a
 * trail records both regions. For the simulator only: emulators are
 * reached without TLS.
 */
final class SecuritySeeder {
    private final Estate estate;
    private final Aws aws;

    SecuritySeeder(Estate estate, Aws aws) {
        this.estate = estate;
        this.aws = aws;
    }

    void seed() {
        EstateSeeder.keys(estate)
                .forEach((region, keys) ->
                        keys.stream().filter(key -> !key.contains("alias/aws/")).forEach(key -> rotate(region, key)));
        buckets().forEach((bucket, region) -> refusePlain(region, bucket));
        estate.databases()
                .forEach(database -> database.vaults().ifPresent(vaults -> {
                    keepFull(estate.regions().primary(), vaults.primary());
                    keepFull(estate.regions().dr(), vaults.dr());
                }));
        estate.access().administrators().stream().filter(this::isOwn).distinct().forEach(this::administrator);
        estate.databases().stream()
                .flatMap(database -> database.vaults().stream())
                .map(PostgresDatabase.Vaults::role)
                .filter(this::isOwn)
                .distinct()
                .forEach(this::roleOfBackup);
        trail();
    }

    /** Of another account than the estate's nothing can be created here. */
    private boolean isOwn(String role) {
        return role.contains(":" + EstateAccount.of(estate) + ":role/");
    }

    private void administrator(String role) {
        iam().createRole(request -> request.roleName(name(role))
                .path(path(role))
                .assumeRolePolicyDocument(trust("arn:aws:iam::" + EstateAccount.of(estate) + ":root", "AWS")));
        iam().attachRolePolicy(request ->
                request.roleName(name(role)).policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
    }

    /** AWS Backup itself expires what is past its day. */
    private void roleOfBackup(String role) {
        iam().createRole(request -> request.roleName(name(role))
                .path(path(role))
                .assumeRolePolicyDocument(trust("backup.amazonaws.com", "Service")));
        iam().putRolePolicy(request ->
                request.roleName(name(role)).policyName("backup").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["backup:*", "rds:*"],
                        "Resource": "*"}]}"""));
    }

    private IamClient iam() {
        return aws.client(IamClient.class, estate.regions().primary());
    }

    private static String name(String role) {
        return role.substring(role.lastIndexOf('/') + 1);
    }

    private static String path(String role) {
        return role.substring(role.indexOf(":role/") + ":role".length(), role.lastIndexOf('/') + 1);
    }

    private static String trust(String principal, String kind) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"KIND": "WHO"},
                "Action": "sts:AssumeRole"}]}""".replace("KIND", kind).replace("WHO", principal);
    }

    private void rotate(String region, String key) {
        KmsClient kms = aws.client(KmsClient.class, region);
        String arn =
                kms.describeKey(request -> request.keyId(key)).keyMetadata().arn();
        kms.enableKeyRotation(request -> request.keyId(arn));
    }

    /** The region of each bucket that holds data, exports or ledgers. */
    private Map<String, String> buckets() {
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        Map<String, String> buckets = new LinkedHashMap<>();
        estate.buckets().forEach(bucket -> {
            buckets.put(bucket.bucket(), primary);
            bucket.replica().ifPresent(replica -> buckets.put(replica, dr));
        });
        estate.caches()
                .forEach(redis -> redis.restores().export().ifPresent(export -> {
                    buckets.put(export.bucket(), primary);
                    buckets.put(export.drBucket(), dr);
                }));
        estate.state().bucket().ifPresent(bucket -> buckets.put(bucket, dr));
        return buckets;
    }

    private void refusePlain(String region, String bucket) {
        String policy = """
                {"Version": "2012-10-17", "Statement": [{"Sid": "OnlyWithTls", "Effect": "Deny", "Principal": "*",
                "Action": "s3:*", "Resource": ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}""".replace("BUCKET", bucket);
        aws.client(S3Client.class, region)
                .putBucketPolicy(request -> request.bucket(bucket).policy(policy));
    }

    /** The same as {@code terraform/} gives vaults. */
    private void keepFull(String region, String vault) {
        aws.client(BackupClient.class, region)
                .putBackupVaultAccessPolicy(
                        request -> request.backupVaultName(vault).policy("""
                        {"Version": "2012-10-17", "Statement": [{"Sid": "NobodyDeletes", "Effect": "Deny",
                        "Principal": {"AWS": "*"}, "Action": ["backup:DeleteBackupVault", "backup:DeleteRecoveryPoint",
                        "backup:DisassociateRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"], "Resource": "*"}]}"""));
    }

    /** At home in the DR region, so that it can still be changed when the primary region is lost. */
    private void trail() {
        CloudTrailClient cloudTrail =
                aws.client(CloudTrailClient.class, estate.regions().dr());
        cloudTrail.createTrail(request -> request.name(estate.name())
                .s3BucketName(estate.name() + "-trail")
                .isMultiRegionTrail(true)
                .enableLogFileValidation(true));
        cloudTrail.startLogging(request -> request.name(estate.name()));
    }
}
