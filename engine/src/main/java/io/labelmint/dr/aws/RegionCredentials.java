package io.labelmint.dr.aws;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * What requests to one region are signed with: the ambient credentials, or a role's session that renews itself on the
 * thread that happens to need it. Failing, it says so as a {@link CredentialsException}, so that nobody takes a
 * time-out of STS for a doubt about the call that was never sent.
 */
final class RegionCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
    /** One hour, the default and, when a role assumes a role, also the most STS grants (AssumeRole, DurationSeconds). */
    private static final int SESSION_SECONDS = 3_600;

    private final AwsCredentialsProvider delegate;
    private final Function<SdkException, String> explanation;

    private RegionCredentials(AwsCredentialsProvider delegate, Function<SdkException, String> explanation) {
        this.delegate = delegate;
        this.explanation = explanation;
    }

    static RegionCredentials ambient(AwsCredentialsProvider chain) {
        // What each of its links says fills a page; it stays with the cause.
        return new RegionCredentials(
                chain,
                e -> "No AWS credentials were found in system properties, environment, web identity token, profile,"
                        + " container or instance metadata");
    }

    static RegionCredentials role(AwsSettings.Role role, SessionName session, StsClient regionalSts) {
        StsAssumeRoleCredentialsProvider sessions = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(regionalSts)
                .asyncCredentialUpdateEnabled(false)
                .refreshRequest(request -> request.roleArn(role.arn())
                        .roleSessionName(session.value())
                        .externalId(role.externalId().orElse(null))
                        .durationSeconds(SESSION_SECONDS))
                .build();
        return new RegionCredentials(
                sessions, e -> "The role " + role.arn() + " could not be assumed: " + e.getMessage());
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return delegate.resolveCredentials();
        } catch (CredentialsException e) {
            throw e; // the ambient credentials that STS was to be called with are missing: that is the message
        } catch (SdkException e) {
            throw new CredentialsException(explanation.apply(e), e);
        }
    }

    @Override
    public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
        return CompletableFuture.completedFuture(resolveCredentials());
    }

    @Override
    public void close() {
        if (delegate instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
