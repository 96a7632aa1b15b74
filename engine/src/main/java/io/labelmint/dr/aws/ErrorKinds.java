package io.labelmint.dr.aws;

import io.labelmint.dr.aws.AwsError.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.conn.ConnectTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Which {@link Kind} an exception of the SDK is.
 *
 * <p>By error code first, as the services' models spell it (SDK 2.40.2), because the HTTP status lies: KMS answers 400
 * for what does not exist and S3 answers 403 for an object that is archived. Then by status. A status of 500 and above
 * says that AWS itself does not know what became of the request.
 */
final class ErrorKinds {
    /** Throttling that {@link AwsServiceException#isThrottlingException()} does not know: ElastiCache, SNS. */
    private static final Set<String> THROTTLED =
            Set.of("APICallRateForCustomerExceeded", "Throttled", "KMSThrottling", "KMSThrottlingException");

    /** What is denied without a 403: the SDK's own list of clock skew and signature errors aside, RDS, SNS, STS. */
    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthFailure",
            "AuthorizationError",
            "ExpiredToken",
            "ExpiredTokenException",
            "IamRoleMissingPermissions",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidCredentialsException",
            "InvalidSignatureException",
            "KMSAccessDenied",
            "KMSKeyNotAccessibleFault",
            "MissingAuthenticationToken",
            "NotAuthorized",
            "OptInRequired",
            "RegionDisabledException",
            "RequestExpired",
            "RequestInTheFuture",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "SNSNoAuthorization",
            "UnauthorizedOperation",
            "UnrecognizedClientException");

    /**
     * States that pass. Listed rather than matched, because others of the same spelling do not pass by themselves:
     * {@code InvalidVPCNetworkStateFault} wants another subnet group, {@code InvalidDBSubnetGroupStateFault} too.
     */
    private static final Set<String> NOT_YET = Set.of(
            "ConcurrentAccess",
            "ConcurrentModificationException",
            "ConditionalRequestConflict",
            "DBInstanceNotReady",
            "InvalidCacheClusterState",
            "InvalidDBClusterSnapshotStateFault",
            "InvalidDBClusterStateFault",
            "InvalidDBInstanceAutomatedBackupState",
            "InvalidDBInstanceState",
            "InvalidDBInstanceStateFault",
            "InvalidDBSnapshotState",
            "InvalidGlobalClusterStateFault",
            "InvalidGlobalReplicationGroupState",
            "InvalidReplicationGroupState",
            "InvalidResourceStateException",
            "InvalidSnapshotState",
            "OperationAborted",
            "PriorRequestNotComplete",
            "UpdateInProgressException");

    /** The object is archived: no permission is missing, and nothing passes by itself. */
    private static final Set<String> REJECTED = Set.of("InvalidObjectState", "NotImplemented");

    private static final Set<String> ALREADY_EXISTS = Set.of("BucketAlreadyOwnedByYou", "PreconditionFailed");
    private static final Pattern EXISTS =
            Pattern.compile("\\w+AlreadyExists?(Fault|Exception)?|AlreadyExistsException");
    private static final Pattern MISSING = Pattern.compile("(\\w*NotFound|NoSuch\\w+)(Fault|Exception)?");
    private static final Pattern QUOTA =
            Pattern.compile("\\w*(Quota\\w*Exceeded|LimitExceeded|LimitReached)(Fault|Exception)?");

    /**
     * What RDS says when as many snapshots are being copied into a region as may be at a time, 20 of an account (RDS User
     * Guide, "Copying a DB snapshot"). The code, {@code SnapshotQuotaExceeded}, is that of a full region too, and does not
     * tell what passes from what does not; the sentence does, as people have quoted it (pbudzon/aws-maintenance #19).
     */
    private static final Pattern COPIES_IN_PROGRESS = Pattern.compile("(?i)\\bcopy more than \\d+ snapshots\\b");

    private static final Pattern CAPACITY = Pattern.compile("Insufficient\\w+Capacity(Fault)?");

    private ErrorKinds() {}

    static Kind of(SdkException exception) {
        if (exception instanceof AwsServiceException answer) {
            return ofAnswer(answer);
        }
        if (exception instanceof CredentialsException) {
            return ofCredentials(exception);
        }
        if (exception instanceof UnreadableException) {
            return Kind.UNREADABLE;
        }
        return wasNeverSent(exception) ? Kind.UNREACHABLE : Kind.IN_DOUBT;
    }

    /** The call was not sent, so a doubt about STS is none about the call: STS merely could not be reached. */
    private static Kind ofCredentials(SdkException exception) {
        if (exception.getCause() instanceof AwsServiceException answer) {
            Kind asking = ofAnswer(answer);
            return asking == Kind.IN_DOUBT ? Kind.UNREACHABLE : asking;
        }
        return causes(exception).anyMatch(ErrorKinds::isNetwork) ? Kind.UNREACHABLE : Kind.DENIED;
    }

    private static boolean isNetwork(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof ApiCallTimeoutException
                || cause instanceof ApiCallAttemptTimeoutException;
    }

    private static Kind ofAnswer(AwsServiceException answer) {
        Kind kind = Optional.ofNullable(answer.awsErrorDetails())
                .flatMap(ErrorKinds::ofDetails)
                .orElseGet(() -> answer.isThrottlingException() ? Kind.THROTTLED : ofStatus(answer.statusCode()));
        // What stands in between and knows no such page is no witness that the resource does not exist. The code does
        // not tell the two apart: for a HEAD, whose answer has no body, the SDK makes it up from the status.
        return kind == Kind.NOT_FOUND && answer.requestId() == null ? Kind.REJECTED : kind;
    }

    private static Kind ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND;
            case 412 -> Kind.ALREADY_EXISTS;
            case 501 -> Kind.REJECTED;
            default -> status >= 300 && status < 500 ? Kind.REJECTED : Kind.IN_DOUBT;
        };
    }

    private static Optional<Kind> ofDetails(AwsErrorDetails details) {
        Optional<String> code = Optional.ofNullable(details.errorCode());
        boolean passes = code.filter(ErrorKinds::isQuota).isPresent()
                && details.errorMessage() != null
                && COPIES_IN_PROGRESS.matcher(details.errorMessage()).find();
        return passes ? Optional.of(Kind.NOT_YET) : code.flatMap(ErrorKinds::ofCode);
    }

    private static Optional<Kind> ofCode(String code) {
        if (REJECTED.contains(code) || isQuota(code)) {
            return Optional.of(Kind.REJECTED);
        } else if (NOT_YET.contains(code)) {
            return Optional.of(Kind.NOT_YET);
        } else if (THROTTLED.contains(code)) {
            return Optional.of(Kind.THROTTLED);
        } else if (DENIED.contains(code)) {
            return Optional.of(Kind.DENIED);
        } else if (ALREADY_EXISTS.contains(code) || EXISTS.matcher(code).matches()) {
            return Optional.of(Kind.ALREADY_EXISTS);
        } else if (MISSING.matcher(code).matches()) {
            return Optional.of(Kind.NOT_FOUND);
        }
        return Optional.empty();
    }

    /** Some resource is used up. {@code RequestLimitExceeded} is about the rate of calls and is none. */
    static boolean isQuota(String code) {
        return QUOTA.matcher(code).matches() && !code.equals("RequestLimitExceeded");
    }

    static boolean isCapacity(String code) {
        return CAPACITY.matcher(code).matches();
    }

    private static boolean wasNeverSent(SdkException exception) {
        return causes(exception)
                .anyMatch(cause -> cause instanceof ConnectException
                        || cause instanceof ConnectTimeoutException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof SSLHandshakeException
                        || cause instanceof UnknownHostException);
    }

    private static Stream<Throwable> causes(Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause);
    }
}
