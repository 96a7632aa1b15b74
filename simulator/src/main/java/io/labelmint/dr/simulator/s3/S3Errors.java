package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.AwsError;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The errors of S3: codes and statuses of its API reference, "Error responses". Callers must not rely on the sentences. */
final class S3Errors {
    private S3Errors() {}

    static AwsServiceException noSuchBucket() {
        return AwsError.of(
                NoSuchBucketException.builder(), "S3", "NoSuchBucket", 404, "The specified bucket does not exist");
    }

    static AwsServiceException noSuchKey() {
        return AwsError.of(NoSuchKeyException.builder(), "S3", "NoSuchKey", 404, "The specified key does not exist.");
    }

    static AwsServiceException noSuchVersion() {
        return of("NoSuchVersion", 404, "The specified version does not exist.");
    }

    static AwsServiceException bucketExists() {
        return AwsError.of(
                BucketAlreadyExistsException.builder(),
                "S3",
                "BucketAlreadyExists",
                409,
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system."
                        + " Please select a different name and try again.");
    }

    static AwsServiceException bucketIsYours() {
        return AwsError.of(
                BucketAlreadyOwnedByYouException.builder(),
                "S3",
                "BucketAlreadyOwnedByYou",
                409,
                "Your previous request to create the named bucket succeeded and you already own it.");
    }

    /** The bucket is in {@code region}, which the answer tells in a header, and the request went elsewhere. */
    static AwsServiceException redirect(String region) {
        AwsServiceException plain = of(
                "PermanentRedirect",
                301,
                "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all"
                        + " future requests to this endpoint.");
        AwsErrorDetails details = plain.awsErrorDetails().toBuilder()
                .sdkHttpResponse(SdkHttpResponse.builder()
                        .statusCode(301)
                        .putHeader("x-amz-bucket-region", region)
                        .build())
                .build();
        return plain.toBuilder().awsErrorDetails(details).build();
    }

    static AwsServiceException preconditionFailed() {
        return of("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold");
    }

    static AwsServiceException invalidArgument(String message) {
        return of("InvalidArgument", 400, message);
    }

    static AwsServiceException invalidRequest(String message) {
        return of("InvalidRequest", 400, message);
    }

    static AwsServiceException malformed() {
        return of(
                "MalformedXML",
                400,
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    /** Also what the simulator does not model. */
    static AwsServiceException notImplemented(String what) {
        return of(
                "NotImplemented", 501, "A header you provided implies functionality that is not implemented: " + what);
    }

    static AwsServiceException of(String code, int status, String message) {
        return AwsError.of(S3Exception.builder(), "S3", code, status, message);
    }
}
