package io.labelmint.dr.simulator.core;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Builds the exceptions the SDK throws for answers that are errors. */
public final class AwsError {
    private AwsError() {}

    /**
     * The exception for an error answer.
     *
     * @param builder of the exception type, for example {@code DbSnapshotNotFoundException.builder()}
     * @param service as the SDK names it in messages, for example {@code Rds}
     * @param code the error code on the wire
     * @param status the HTTP status
     * @param message AWS's sentence
     */
    public static AwsServiceException of(
            AwsServiceException.Builder builder, String service, String code, int status, String message) {
        AwsErrorDetails details = AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode(code)
                .errorMessage(message)
                .sdkHttpResponse(SdkHttpResponse.builder().statusCode(status).build())
                .build();
        // The request id is constant: a random one would make two equal runs differ in their evidence.
        return builder.awsErrorDetails(details)
                .statusCode(status)
                .requestId("00000000-0000-4000-a000-000000000000")
                .message(message)
                .build();
    }
}
