package io.labelmint.dr.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.AwsError.Kind;
import io.labelmint.dr.aws.FlakyServer.Fate;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.s3.S3Client;

/** Every exception here was thrown by the SDK itself, reading a reply from a socket or failing to. */
class AwsErrorTest {

    @ParameterizedTest(name = "{1} (HTTP {0}) is {2}")
    @CsvSource({
        "400, Throttling,                        THROTTLED",
        "400, RequestLimitExceeded,              THROTTLED",
        "400, APICallRateForCustomerExceeded,    THROTTLED",
        "429, Whatever,                          THROTTLED",
        "503, SlowDown,                          THROTTLED",
        "403, AccessDenied,                      DENIED",
        "400, AccessDeniedException,             DENIED",
        "400, ExpiredToken,                      DENIED",
        "403, SomethingNew,                      DENIED",
        "400, KMSKeyNotAccessibleFault,          DENIED",
        "404, DBInstanceNotFound,                NOT_FOUND",
        "404, SnapshotNotFoundFault,             NOT_FOUND",
        "400, NotFoundException,                 NOT_FOUND",
        "400, ResourceNotFoundException,         NOT_FOUND",
        "404, NoSuchBucket,                      NOT_FOUND",
        "404, NoSuchKey,                         NOT_FOUND",
        "400, DBSnapshotAlreadyExists,           ALREADY_EXISTS",
        "400, SnapshotAlreadyExistsFault,        ALREADY_EXISTS",
        "400, AlreadyExistsException,            ALREADY_EXISTS",
        "409, BucketAlreadyOwnedByYou,           ALREADY_EXISTS",
        "412, PreconditionFailed,                ALREADY_EXISTS",
        "400, InvalidDBInstanceState,            NOT_YET",
        "400, InvalidReplicationGroupState,      NOT_YET",
        "409, ConditionalRequestConflict,        NOT_YET",
        "400, PriorRequestNotComplete,           NOT_YET",
        "400, SnapshotQuotaExceeded,             REJECTED",
        "400, SnapshotQuotaExceededFault,        REJECTED",
        "400, NodeQuotaForCustomerExceeded,      REJECTED",
        "400, LimitExceededException,            REJECTED",
        "400, InsufficientDBInstanceCapacity,    REJECTED",
        "400, InvalidVPCNetworkStateFault,       REJECTED",
        "400, InvalidParameterCombination,       REJECTED",
        "403, InvalidObjectState,                REJECTED",
        "301, PermanentRedirect,                 REJECTED",
        "501, NotImplemented,                    REJECTED",
        "500, InternalFailure,                   IN_DOUBT",
        "503, ServiceUnavailable,                IN_DOUBT",
        "504, GatewayTimeout,                    IN_DOUBT",
    })
    void whatAwsAnsweredDecides(int status, String code, Kind expected) {
        AwsError error = create(Fate.error(status, code));
        assertThat(error.kind()).isEqualTo(expected);
        assertThat(error.code()).hasValue(code);
        assertThat(error.requestId()).hasValue("request-1");
        assertThat(error.mayHaveHadEffect()).isEqualTo(expected == Kind.IN_DOUBT);
    }

    @Test
    void aLostReplyIsInDoubt() {
        AwsError error = create(Fate.dropped());
        assertThat(error.kind()).isEqualTo(Kind.IN_DOUBT);
        assertThat(error.code()).isEmpty();
    }

    @Test
    void anAnswerNobodyCanReadIsToldApartAndMayHaveHadAnEffect() {
        AwsError error = create(Fate.answer(200, "<CreateDBSnapshotResponse><trunc"));
        assertThat(error.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(error.mayHaveHadEffect()).isTrue();
        assertThat(error.problem().remedy()).startsWith("Look at the resource before anything else");
    }

    @Test
    void anAnswerThatBreaksOffIsALostOne() {
        try (FlakyServer server = new FlakyServer(Fate.brokenOff());
                SdkAws aws = aws(server.url())) {
            SdkException thrown = catchThrowableOfType(
                    SdkException.class,
                    () -> aws.mutating().client(KmsClient.class, "us-east-1").createKey());
            assertThat(AwsError.of(thrown, "kms", "CreateKey", "us-east-1").kind())
                    .isEqualTo(Kind.IN_DOUBT);
        }
    }

    /** As a proxy's log-in page; asking again brings the same, unlike after silence. */
    @Test
    void whatAReadBringsThatNobodyCanReadIsAskedForOnceAndLasts() {
        try (FlakyServer server = new FlakyServer(Fate.answer(200, "<html><p>Please log in"));
                SdkAws aws = aws(server.url())) {
            SdkException thrown = catchThrowableOfType(
                    SdkException.class,
                    () -> aws.reading().client(RdsClient.class, "us-east-1").describeDBSnapshots());
            AwsError error = AwsError.of(thrown, "rds", "DescribeDBSnapshots", "us-east-1");
            assertThat(error.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(error.mayHaveHadEffect()).isFalse();
            assertThat(error.problem().summary()).contains("rds DescribeDBSnapshots in us-east-1 failed");
            assertThat(error.problem().remedy()).contains("proxy");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerLastsAndSilenceMayPass() {
        assertThat(Kind.values())
                .filteredOn(kind -> AwsError.lasts(describing(kind).problem()))
                .containsExactlyInAnyOrder(Kind.DENIED, Kind.NOT_FOUND, Kind.REJECTED, Kind.UNREADABLE);
    }

    private static AwsError describing(Kind kind) {
        return new AwsError(
                kind, "rds", "DescribeDBSnapshots", "us-east-1", Optional.empty(), "told so", Optional.empty());
    }

    @Test
    void aMissedDeadlineIsInDoubt() {
        assertThat(create(Fate.hang()).kind()).isEqualTo(Kind.IN_DOUBT);
    }

    @Test
    void aRefusedConnectionHadNoEffect() {
        URI nobody;
        try (FlakyServer gone = new FlakyServer(Fate.hang())) {
            nobody = gone.url();
        }
        assertThat(create(nobody).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void anUnknownHostHadNoEffect() {
        // ".invalid" never resolves (RFC 6761, section 6.4)
        assertThat(create(URI.create("http://rds.invalid")).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void whatIsNotUnderstoodIsInDoubt() {
        assertThat(AwsError.of(SdkClientException.create("?"), "rds", "CreateDBSnapshot", "us-east-1")
                        .mayHaveHadEffect())
                .isTrue();
    }

    @Test
    void aReadThatFailedLeavesNoDoubtButNoAnswerEither() {
        AwsError error = AwsError.of(SdkClientException.create("?"), "rds", "DescribeDBInstances", "us-east-1");
        assertThat(error.kind()).isEqualTo(Kind.IN_DOUBT);
        assertThat(error.mayHaveHadEffect()).isFalse();
        assertThat(error.problem().remedy()).startsWith("Nothing was changed");
    }

    @Test
    void aHeadHasNoCodeButItsStatus() {
        try (FlakyServer server = new FlakyServer(exchange -> {
                    exchange.getResponseHeaders().set("x-amz-request-id", "S3-1");
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
                SdkAws aws = aws(server.url())) {
            S3Client s3 = aws.reading().client(S3Client.class, "us-east-1");
            SdkException thrown = catchThrowableOfType(
                    SdkException.class, () -> s3.headObject(r -> r.bucket("b").key("k")));
            AwsError error = AwsError.of(thrown, "s3", "HeadObject", "us-east-1");
            assertThat(error.kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(error.requestId()).hasValue("S3-1");
        }
    }

    @Test
    void aPageNotFoundOnTheWayToAwsIsNoAnswerOfAws() {
        try (FlakyServer proxy = new FlakyServer(exchange -> {
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
                SdkAws aws = aws(proxy.url())) {
            S3Client s3 = aws.reading().client(S3Client.class, "us-east-1");
            SdkException thrown = catchThrowableOfType(
                    SdkException.class, () -> s3.headObject(r -> r.bucket("b").key("k")));
            assertThat(AwsError.of(thrown, "s3", "HeadObject", "us-east-1").kind())
                    .isEqualTo(Kind.REJECTED);
        }
    }

    @Test
    void theLoserOfAConditionalPutFindsTheObjectThere() {
        String body = "<Error><Code>PreconditionFailed</Code><Message>told so</Message></Error>";
        try (FlakyServer server = new FlakyServer(Fate.answer(412, body));
                SdkAws aws = aws(server.url())) {
            S3Client s3 = aws.mutating().client(S3Client.class, "us-east-1");
            SdkException thrown = catchThrowableOfType(
                    SdkException.class,
                    () -> s3.putObject(
                            r -> r.bucket("b").key("k").ifNoneMatch("*"), RequestBody.fromString("entry 1")));
            assertThat(AwsError.of(thrown, "s3", "PutObject", "us-east-1").kind())
                    .isEqualTo(Kind.ALREADY_EXISTS);
        }
    }

    @Test
    void theProblemNamesTheCallWhatAwsSaidAndWhatToDo() {
        Problem problem = create(Fate.error(400, "SnapshotQuotaExceeded")).problem();
        assertThat(problem.code()).isEqualTo("aws.rejected");
        assertThat(problem.summary())
                .isEqualTo("rds CreateDBSnapshot in us-east-1 failed (request request-1):"
                        + " SnapshotQuotaExceeded: told so.");
        assertThat(problem.remedy()).contains("Service Quotas");
        assertThat(problem.facts()).containsKeys("service", "operation", "region", "code", "message", "requestId");
    }

    @Test
    void tooManyCopiesAtATimePassAndAFullRegionDoesNot() {
        assertThat(said("Cannot copy more than 20 snapshots across regions")).isEqualTo(Kind.NOT_YET);
        assertThat(said("Cannot create more than 100 manual snapshots")).isEqualTo(Kind.REJECTED);
    }

    private static Kind said(String message) {
        var refusal = RdsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("SnapshotQuotaExceeded")
                        .errorMessage(message)
                        .build())
                .statusCode(400)
                .build();
        return AwsError.of((SdkException) refusal, "rds", "CopyDBSnapshot", "us-west-2")
                .kind();
    }

    @Test
    void theProblemOfADoubtSaysLookFirst() {
        Problem problem = create(Fate.error(500, "InternalFailure")).problem();
        assertThat(problem.code()).isEqualTo("aws.in-doubt");
        assertThat(problem.summary()).contains("CreateDBSnapshot in us-east-1 is in doubt");
        assertThat(problem.remedy()).startsWith("Look at the resource");
    }

    private static SdkAws aws(URI url) {
        return new SdkAws(AwsSettings.ambient("test")
                .withCredentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .withEndpoint(url));
    }

    private static AwsError create(Fate fate) {
        try (FlakyServer server = new FlakyServer(fate)) {
            return create(server.url());
        }
    }

    private static AwsError create(URI url) {
        try (SdkAws aws = aws(url)) {
            RdsClient rds = aws.mutating().client(RdsClient.class, "us-east-1");
            SdkException thrown = catchThrowableOfType(
                    SdkException.class,
                    () -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier("db")
                            .dbSnapshotIdentifier("backup")
                            .overrideConfiguration(call -> call.apiCallTimeout(Duration.ofSeconds(3)))));
            return AwsError.of(thrown, "rds", "CreateDBSnapshot", "us-east-1");
        }
    }
}
