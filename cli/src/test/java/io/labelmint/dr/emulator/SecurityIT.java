package io.labelmint.dr.emulator;

import static io.labelmint.dr.emulator.Emulator.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.DbSnapshotSharing;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.KeyRotation;
import io.labelmint.dr.observatory.Query;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.review.security.AuditTrail;
import io.labelmint.dr.review.security.InTransit;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the security review reads, of a server of somebody else's making, through the SDK's real clients. */
@Tag("emulator")
class SecurityIT {
    private static final String DR = "us-west-2";

    /** moto gives every instance the same DbiResourceId: one in the DR region would be taken for another test's replica. */
    private static final String ELSEWHERE = "eu-central-1";

    static Stream<Emulator> emulators() {
        return Emulator.thatCan(Ability.SECURITY_SETTINGS);
    }

    @ParameterizedTest
    @MethodSource("emulators")
    void aTrailOfAllRegionsCountsInBothWhileItLogs(Emulator emulator) {
        try (SdkAws aws = emulator.connect("security-it")) {
            String trail = fresh("audit");
            CloudTrailClient cloudTrail = aws.mutating().client(CloudTrailClient.class, DR);
            cloudTrail.createTrail(request -> request.name(trail)
                    .s3BucketName(bucket(aws))
                    .isMultiRegionTrail(true)
                    .enableLogFileValidation(true));
            // AWS gives a new trail this selector by itself (API Reference, PutEventSelectors); moto gives it none.
            cloudTrail.putEventSelectors(request -> request.trailName(trail)
                    .eventSelectors(EventSelector.builder()
                            .readWriteType(ReadWriteType.ALL)
                            .includeManagementEvents(true)
                            .build()));
            assertThat(run(new AuditTrail(), aws, "any"))
                    .extracting(Finding::verdict)
                    .containsExactly(Verdict.FAILED, Verdict.FAILED);

            cloudTrail.startLogging(request -> request.name(trail));
            List<Finding> logging = run(new AuditTrail(), aws, "any");
            assertThat(logging)
                    .as(logging.toString())
                    .extracting(Finding::verdict)
                    .containsExactly(Verdict.PASSED, Verdict.PASSED);
            assertThat(logging.get(0).facts().get("trail")).contains(":us-west-2:", trail);

            cloudTrail.stopLogging(request -> request.name(trail));
            assertThat(run(new AuditTrail(), aws, "any"))
                    .extracting(Finding::summary)
                    .allMatch(summary -> summary.contains("is not logging"));
        }
    }

    @ParameterizedTest
    @MethodSource("emulators")
    void aBucketIsGreenOnceItsPolicyRefusesPlainRequests(Emulator emulator) {
        try (SdkAws aws = emulator.connect("security-it")) {
            String bucket = bucket(aws);
            assertThat(read(aws, new BucketSetting<>(DR, bucket, BucketSetting.POLICY)))
                    .as("no policy is told as an error, and no failure")
                    .isInstanceOfSatisfying(
                            Reading.Seen.class, seen -> assertThat(seen.value()).isEqualTo(Optional.empty()));
            assertThat(run(new InTransit(), aws, bucket).get(0).summary()).contains("it has no policy");

            aws.mutating()
                    .client(S3Client.class, DR)
                    .putBucketPolicy(request -> request.bucket(bucket).policy("""
                            {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*",
                            "Resource": ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"],
                            "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}""".replace("BUCKET", bucket)));
            assertThat(run(new InTransit(), aws, bucket).get(0).verdict()).isEqualTo(Verdict.PASSED);
        }
    }

    @ParameterizedTest
    @MethodSource("emulators")
    void aKeyTellsWhetherItIsRotated(Emulator emulator) {
        try (SdkAws aws = emulator.connect("security-it")) {
            KmsClient kms = aws.mutating().client(KmsClient.class, DR);
            String key = kms.createKey(request -> request.description("backups"))
                    .keyMetadata()
                    .arn();
            assertThat(seen(read(aws, new KeyRotation(DR, key)))).isFalse();
            assertThat(seen(read(aws, new EncryptionKey(DR, key))).orElseThrow().keyManager())
                    .isEqualTo(KeyManagerType.CUSTOMER);

            kms.enableKeyRotation(request -> request.keyId(key));
            assertThat(seen(read(aws, new KeyRotation(DR, key)))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("emulators")
    void aSnapshotTellsWhoElseMayRestoreIt(Emulator emulator) {
        try (SdkAws aws = emulator.connect("security-it")) {
            RdsClient rds = aws.mutating().client(RdsClient.class, ELSEWHERE);
            String database = fresh("orders-db");
            String own = fresh("own");
            String shared = fresh("shared");
            rds.createDBInstance(request -> request.dbInstanceIdentifier(database)
                    .dbInstanceClass("db.t4g.micro")
                    .engine("postgres")
                    .masterUsername("postgres")
                    .masterUserPassword("rehearsal")
                    .allocatedStorage(20));
            Stream.of(own, shared)
                    .forEach(name -> rds.createDBSnapshot(
                            request -> request.dbInstanceIdentifier(database).dbSnapshotIdentifier(name)));
            rds.modifyDBSnapshotAttribute(request -> request.dbSnapshotIdentifier(shared)
                    .attributeName("restore")
                    .valuesToAdd("210987654321"));

            assertThat(seen(read(aws, new DbSnapshotSharing(ELSEWHERE, List.of(own, shared, fresh("gone"))))))
                    .isEqualTo(Map.of(own, List.of(), shared, List.of("210987654321")));
        }
    }

    /** An estate whose only store is the bucket of its ledgers. */
    private static List<Finding> run(Check check, SdkAws aws, String bucket) {
        Estate estate = EstateLoader.parse("""
                project: acme
                environment: it
                regions: { primary: us-east-1, dr: us-west-2 }
                state: { bucket: BUCKET }
                buckets:
                  - { id: none, bucket: acme-none, replica: acme-none-dr, objectives: { rpo: 1h, rto: 4h } }
                """.replace("BUCKET", bucket), "estate.yaml");
        return check.run(estate, observatory(aws), Instant.now()).stream()
                .filter(finding -> !finding.subject().equals("none"))
                .toList();
    }

    private static <T> Reading<T> read(SdkAws aws, Query<T> query) {
        return observatory(aws).read(query);
    }

    private static <T> T seen(Reading<T> reading) {
        return reading.orElseThrow();
    }

    /** A new one each time, so that nothing is remembered. */
    private static AwsObservatory observatory(SdkAws aws) {
        VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
        return new AwsObservatory(aws.reading(), timeline, new RegionHealth(timeline));
    }

    private static String bucket(SdkAws aws) {
        String bucket = fresh("audited");
        aws.mutating()
                .client(S3Client.class, DR)
                .createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(DR)));
        return bucket;
    }
}
