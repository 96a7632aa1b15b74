package io.labelmint.dr.aws;

import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Refuses, before anything is sent, an operation that might change AWS on a client that repeats its requests. What is
 * not known to be without effect is refused.
 */
final class OnlyReads implements ExecutionInterceptor {
    /** How AWS names operations without effect; assuming a role, signing and verifying leave nothing behind either. */
    private static final List<String> WITHOUT_EFFECT =
            List.of("Assume", "Describe", "Get", "Head", "List", "Simulate", "Sign", "Verify");

    static boolean withoutEffect(String operation) {
        return WITHOUT_EFFECT.stream().anyMatch(operation::startsWith);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (!withoutEffect(operation)) {
            throw new IllegalStateException(operation + " may change AWS: call it through SdkAws.mutating()");
        }
    }
}
