package io.labelmint.dr.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.aws.FlakyServer.Fate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsAsyncClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

class SdkAwsTest {
    private static final StaticCredentialsProvider TEST =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    static Stream<Arguments> failuresTheSdkWouldRetry() {
        return Stream.of(
                Arguments.of("reply lost", Fate.dropped()),
                Arguments.of("500", Fate.error(500, "InternalFailure")),
                Arguments.of("503", Fate.error(503, "ServiceUnavailable")),
                Arguments.of("throttled", Fate.error(400, "Throttling")),
                Arguments.of("429", Fate.error(429, "TooManyRequestsException")));
    }

    private static SdkAws aws(FlakyServer server) {
        return new SdkAws(AwsSettings.ambient("test").withCredentials(TEST).withEndpoint(server.url()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresTheSdkWouldRetry")
    void aMutatingCallIsOneRequestOnTheWire(String failure, Fate fate) {
        try (FlakyServer server = new FlakyServer(fate);
                SdkAws aws = aws(server)) {
            RdsClient rds = aws.mutating().client(RdsClient.class, "us-east-1");
            assertThatThrownBy(() -> rds.createDBSnapshot(
                            r -> r.dbInstanceIdentifier("a").dbSnapshotIdentifier("b")))
                    .isInstanceOf(SdkException.class);
            assertThat(server.requests()).as(failure).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresTheSdkWouldRetry")
    void aMutatingCallToS3IsOneRequestOnTheWire(String failure, Fate fate) {
        try (FlakyServer server = new FlakyServer(fate);
                SdkAws aws = aws(server)) {
            S3Client s3 = aws.mutating().client(S3Client.class, "us-east-1");
            assertThatThrownBy(() -> s3.createBucket(r -> r.bucket("ledger"))).isInstanceOf(SdkException.class);
            assertThat(server.requests()).as(failure).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresTheSdkWouldRetry")
    void aReadingCallIsRepeated(String failure, Fate fate) {
        try (FlakyServer server = new FlakyServer(fate);
                SdkAws aws = aws(server)) {
            RdsClient rds = aws.reading().client(RdsClient.class, "us-east-1");
            assertThatThrownBy(rds::describeDBSnapshots).isInstanceOf(SdkException.class);
            assertThat(server.requests()).as(failure).hasSize(3);
        }
    }

    @Test
    void aReadingClientSendsNothingThatMayChangeAws() {
        try (FlakyServer server = new FlakyServer(Fate.answer(200, ""));
                SdkAws aws = aws(server)) {
            SnsClient sns = aws.reading().client(SnsClient.class, "us-east-1");
            assertThatThrownBy(() -> sns.publish(r -> r.message("twice")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Publish may change AWS");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aClientIsBuiltOncePerServiceRegionAndManner() {
        try (SdkAws aws = new SdkAws(AwsSettings.ambient("test").withCredentials(TEST))) {
            RdsClient rds = aws.reading().client(RdsClient.class, "us-east-1");
            assertThat(aws.reading().client(RdsClient.class, "us-east-1")).isSameAs(rds);
            assertThat(aws.reading().client(RdsClient.class, "us-west-2")).isNotSameAs(rds);
            assertThat(aws.mutating().client(RdsClient.class, "us-east-1")).isNotSameAs(rds);
        }
    }

    @Test
    void everyCallHasADeadline() {
        try (SdkAws aws = new SdkAws(AwsSettings.ambient("test").withCredentials(TEST))) {
            assertThat(deadline(aws.reading())).hasValue(Manner.READING.deadline());
            assertThat(deadline(aws.mutating())).hasValue(Manner.MUTATING.deadline());
        }
    }

    private static java.util.Optional<java.time.Duration> deadline(Aws aws) {
        return aws.client(KmsClient.class, "us-west-2")
                .serviceClientConfiguration()
                .overrideConfiguration()
                .apiCallTimeout();
    }

    @Test
    void manyClientsShareOneThread() {
        try (FlakyServer server = new FlakyServer(Fate.error(400, "ValidationError"));
                SdkAws aws = aws(server)) {
            Set<Thread> before = ourThreads();
            for (String region : List.of("us-east-1", "us-west-2")) {
                for (Aws manner : List.of(aws.reading(), aws.mutating())) {
                    assertThatThrownBy(
                            () -> manner.client(RdsClient.class, region).describeDBInstances());
                    assertThatThrownBy(
                            () -> manner.client(ElastiCacheClient.class, region).describeSnapshots());
                    assertThatThrownBy(
                            () -> manner.client(BackupClient.class, region).listBackupJobs());
                    assertThatThrownBy(
                            () -> manner.client(CloudWatchClient.class, region).describeAlarms());
                    assertThatThrownBy(
                            () -> manner.client(KmsClient.class, region).listKeys());
                    assertThatThrownBy(
                            () -> manner.client(S3Client.class, region).listBuckets());
                    assertThatThrownBy(
                            () -> manner.client(StsClient.class, region).getCallerIdentity());
                }
            }
            Set<Thread> added = ourThreads();
            added.removeAll(before);
            assertThat(added)
                    .extracting(Thread::getName)
                    .containsOnly("dr-aws-deadlines")
                    .hasSizeLessThan(2);
        }
    }

    /** Live threads but those of the test's own server. */
    private static Set<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().matches("pool-\\d+-thread-\\d+|HTTP-Dispatcher|server-timer"))
                .collect(Collectors.toSet());
    }

    @Test
    void nothingIsBuiltAfterClosing() {
        SdkAws aws = new SdkAws(AwsSettings.ambient("nightly").withCredentials(TEST));
        aws.close();
        assertThatThrownBy(() -> aws.reading().client(RdsClient.class, "us-east-1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nightly");
    }

    @Test
    void onlySynchronousClientsOfTheSdkAreBuilt() {
        AwsSettings settings = AwsSettings.ambient("test").withCredentials(AnonymousCredentialsProvider.create());
        try (SdkAws aws = new SdkAws(settings)) {
            assertThatThrownBy(() -> aws.reading().client(RdsAsyncClient.class, "us-east-1"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> aws.reading().client(SdkClient.class, "us-east-1"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
