package io.labelmint.dr.emulator;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.labelmint.dr.aws.AwsError;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.core.exception.SdkException;

/** What the product makes of a call that an emulator refuses. */
final class Failure {
    private Failure() {}

    static AwsError of(String service, String operation, ThrowingCallable call) {
        SdkException thrown = catchThrowableOfType(SdkException.class, call);
        if (thrown == null) {
            throw new AssertionError(service + " " + operation + " was not refused");
        }
        return AwsError.of(thrown, service, operation, "us-east-1");
    }
}
