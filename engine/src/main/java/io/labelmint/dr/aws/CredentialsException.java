package io.labelmint.dr.aws;

import software.amazon.awssdk.core.exception.SdkClientException;

/** There is nothing to sign a request with, so it was not sent. */
public final class CredentialsException extends SdkClientException {
    private static final long serialVersionUID = 1L;

    CredentialsException(String message, Throwable cause) {
        super(SdkClientException.builder().message(message).cause(cause));
    }

    @Override
    public boolean retryable() {
        return false; // what could be retried was, by the client of STS or the provider in the chain
    }
}
