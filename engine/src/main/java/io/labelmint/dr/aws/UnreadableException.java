package io.labelmint.dr.aws;

import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** An answer arrived, and the SDK could not make out what it says. */
public final class UnreadableException extends SdkClientException {
    private static final long serialVersionUID = 1L;

    /**
     * An answer that makes no sense.
     *
     * @param message what the SDK said of it
     * @param cause what it stumbled over; may be null
     */
    public UnreadableException(String message, Throwable cause) {
        super(SdkClientException.builder().message(message).cause(cause));
    }

    @Override
    public boolean retryable() {
        return false; // whoever answered so will answer so again
    }

    /**
     * Tells an answer that makes no sense from one that did not arrive: the SDK throws the same for both, and only the
     * second says anything about the region. XML that breaks off with its connection passes for the first, because the
     * parser keeps the reason to itself; that is as much of a doubt.
     */
    static final class Recognition implements ExecutionInterceptor {
        @Override
        public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
            Throwable failure = context.exception();
            // Deadlines and interruptions are subclasses; what AWS itself answered is no client exception at all.
            boolean unspecific = failure.getClass() == SdkClientException.class;
            return unspecific && context.httpResponse().isPresent() && !broken(failure)
                    ? new UnreadableException(failure.getMessage(), failure)
                    : failure;
        }

        private static boolean broken(Throwable failure) {
            return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                    .anyMatch(IOException.class::isInstance);
        }
    }
}
