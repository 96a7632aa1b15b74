package io.labelmint.dr.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.estate.Access;
import io.labelmint.dr.estate.Regions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Where requests go and who signs them, seen at the last point before the wire. */
class RegionalityTest {
    private static final Access ROLES = new Access(
            Optional.of("123456789012"),
            Optional.of("arn:aws:iam::123456789012:role/dr-primary"),
            Optional.of("arn:aws:iam::123456789012:role/dr-west"),
            Optional.of("labelmint"),
            List.of());
    private static final AwsSettings SETTINGS = AwsSettings.of(
                    ROLES, new Regions("us-east-1", "us-west-2"), "dr/nightly #41")
            .withCredentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AMBIENT", "test")));

    private final Wire wire = new Wire();

    @Test
    void everyServiceIsCalledAtItsRegionalEndpointAlsoInUsEast1() {
        AwsSettings ambient =
                AwsSettings.ambient("x").withCredentials(SETTINGS.credentials().orElseThrow());
        try (SdkAws aws = new SdkAws(ambient, manner -> wire)) {
            Aws reading = aws.reading();
            reading.client(RdsClient.class, "us-east-1").describeDBInstances();
            reading.client(StsClient.class, "us-east-1").getCallerIdentity();
            reading.client(S3Client.class, "us-east-1").listObjectsV2(r -> r.bucket("ledger"));
            aws.mutating().client(SnsClient.class, "us-east-1").publish(r -> r.message("m"));
        }
        assertThat(wire.hosts())
                .containsExactly(
                        "rds.us-east-1.amazonaws.com",
                        "sts.us-east-1.amazonaws.com",
                        "ledger.s3.us-east-1.amazonaws.com",
                        "sns.us-east-1.amazonaws.com");
    }

    @Test
    void theDrRegionsRoleIsAssumedInTheDrRegion() {
        try (SdkAws aws = new SdkAws(SETTINGS, manner -> wire)) {
            aws.mutating().client(RdsClient.class, "us-west-2").rebootDBInstance(r -> r.dbInstanceIdentifier("db"));
            aws.reading().client(RdsClient.class, "us-west-2").describeDBInstances();
        }
        assertThat(wire.hosts())
                .as("one session serves both manners")
                .containsExactly(
                        "sts.us-west-2.amazonaws.com", "rds.us-west-2.amazonaws.com", "rds.us-west-2.amazonaws.com");
        assertThat(wire.seen.get(0).body())
                .contains("RoleArn=arn:aws:iam::123456789012:role/dr-west")
                .contains("ExternalId=labelmint")
                .containsPattern("RoleSessionName=dr-nightly-41-[0-9a-f]{8}");
        assertThat(wire.seen).extracting(Seen::signer).containsExactly("AMBIENT", "ASSUMED", "ASSUMED");
        assertThat(wire.seen)
                .allSatisfy(seen ->
                        assertThat(seen.userAgent()).matches(".* aws-disaster-recovery/dr-nightly-41-[0-9a-f]{8}"));
    }

    @Test
    void aSessionAboutToExpireIsRenewed() {
        wire.sessions = Duration.ofSeconds(30); // inside the minute in which the SDK calls a session stale
        try (SdkAws aws = new SdkAws(SETTINGS, manner -> wire)) {
            RdsClient rds = aws.reading().client(RdsClient.class, "us-east-1");
            rds.describeDBInstances();
            rds.describeDBInstances();
        }
        assertThat(wire.hosts())
                .containsExactly(
                        "sts.us-east-1.amazonaws.com",
                        "rds.us-east-1.amazonaws.com",
                        "sts.us-east-1.amazonaws.com",
                        "rds.us-east-1.amazonaws.com");
    }

    @Test
    void withoutCredentialsNothingIsSentAndTheProblemSaysSo() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
        };
        try (SdkAws aws = new SdkAws(SETTINGS.withCredentials(none), manner -> wire)) {
            KmsClient kms = aws.mutating().client(KmsClient.class, "us-west-2");
            assertThatThrownBy(() -> kms.disableKey(r -> r.keyId("k")))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> {
                        AwsError error = AwsError.of(e, "kms", "DisableKey", "us-west-2");
                        assertThat(error.kind()).isEqualTo(AwsError.Kind.DENIED);
                        assertThat(error.problem().summary()).contains("No AWS credentials were found");
                        assertThat(error.problem().remedy()).contains("Give this process credentials");
                    });
        }
        assertThat(wire.seen).isEmpty();
    }

    @Test
    void aRoleThatMayNotBeAssumedIsDeniedAndTheCallNotSent() {
        wire.stsStatus = 403;
        try (SdkAws aws = new SdkAws(SETTINGS, manner -> wire)) {
            RdsClient rds = aws.mutating().client(RdsClient.class, "us-west-2");
            assertThatThrownBy(() -> rds.startDBInstance(r -> r.dbInstanceIdentifier("db")))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> {
                        AwsError error = AwsError.of(e, "rds", "StartDBInstance", "us-west-2");
                        assertThat(error.kind()).isEqualTo(AwsError.Kind.DENIED);
                        assertThat(error.message()).contains("role/dr-west could not be assumed");
                    });
        }
        assertThat(wire.hosts()).containsExactly("sts.us-west-2.amazonaws.com");
    }

    @Test
    void aFailingStsLeavesNoDoubtAboutTheCallThatWasNotSent() {
        wire.stsStatus = 503;
        try (SdkAws aws = new SdkAws(SETTINGS, manner -> wire)) {
            RdsClient rds = aws.mutating().client(RdsClient.class, "us-west-2");
            assertThatThrownBy(() -> rds.startDBInstance(r -> r.dbInstanceIdentifier("db")))
                    .isInstanceOfSatisfying(
                            CredentialsException.class,
                            e -> assertThat(AwsError.of(e, "rds", "StartDBInstance", "us-west-2")
                                            .kind())
                                    .isEqualTo(AwsError.Kind.UNREACHABLE));
        }
        assertThat(wire.hosts()).containsOnly("sts.us-west-2.amazonaws.com").hasSize(3);
    }

    private record Seen(String host, String body, String signer, String userAgent) {}

    /** Answers as AWS would, without a network. */
    private static final class Wire implements SdkHttpClient {
        private final List<Seen> seen = new CopyOnWriteArrayList<>();
        private Duration sessions = Duration.ofHours(1);
        private int stsStatus = 200;

        private List<String> hosts() {
            return seen.stream().map(Seen::host).toList();
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            String host = request.httpRequest().host();
            String body = request.contentStreamProvider()
                    .map(provider -> text(provider.newStream()))
                    .orElse("");
            seen.add(new Seen(
                    host,
                    URLDecoder.decode(body, StandardCharsets.UTF_8),
                    request.httpRequest()
                            .firstMatchingHeader("Authorization")
                            .orElse("")
                            .replaceFirst(".*Credential=([^/]+)/.*", "$1"),
                    request.httpRequest().firstMatchingHeader("User-Agent").orElse("")));
            boolean assumes = body.contains("Action=AssumeRole");
            return new Answer(assumes ? stsStatus : 200, assumes && stsStatus == 200 ? session() : "<Empty/>");
        }

        private String session() {
            Instant expiration = Instant.now().plus(sessions).truncatedTo(ChronoUnit.SECONDS);
            return "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASSUMED</AccessKeyId>"
                    + "<SecretAccessKey>test</SecretAccessKey><SessionToken>token</SessionToken><Expiration>"
                    + expiration
                    + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
        }

        private static String text(java.io.InputStream stream) {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {}
    }

    private record Answer(int status, String body) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() {
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder().statusCode(status).build())
                    .responseBody(AbortableInputStream.create(
                            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                    .build();
        }

        @Override
        public void abort() {}
    }
}
