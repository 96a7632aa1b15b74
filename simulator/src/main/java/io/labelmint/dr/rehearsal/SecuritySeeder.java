package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.Estate;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes what an estate has as safe from people as one would want it: keys are rotated, buckets refuse what comes without
 * TLS, policies keep vaults from being emptied, and a trail records both regions. For the simulator only: emulators are
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
        trail();
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
