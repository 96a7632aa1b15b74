package io.labelmint.dr.aws;

import io.labelmint.dr.estate.Access;
import io.labelmint.dr.estate.Regions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * How the real AWS, or an emulator of it, is reached by one run.
 *
 * <p>The SDK's default chain honours a web identity token (EKS) at the STS endpoint of the environment's
 * {@code AWS_REGION}, and without one at the global endpoint in us-east-1. A controller that must survive us-east-1
 * therefore sets {@code AWS_REGION}.
 *
 * @param session who is calling, as CloudTrail will show it
 * @param roles the role to assume per region; other regions are called with the ambient credentials
 * @param endpoint one URL that answers for every service, in place of AWS's own endpoints; for emulators
 * @param credentials the ambient credentials; the SDK's default chain if empty
 */
public record AwsSettings(
        SessionName session,
        Map<String, Role> roles,
        Optional<URI> endpoint,
        Optional<AwsCredentialsProvider> credentials) {

    public AwsSettings {
        roles = Map.copyOf(roles);
    }

    /** A role and the external id its trust policy demands. */
    public record Role(String arn, Optional<String> externalId) {}

    /** Ambient credentials everywhere, calling as {@code run}. */
    public static AwsSettings ambient(String run) {
        return new AwsSettings(SessionName.of(run), Map.of(), Optional.empty(), Optional.empty());
    }

    /** As an estate declares it, calling as {@code run}: the name of an operation, or of a build. */
    public static AwsSettings of(Access access, Regions regions, String run) {
        Map<String, Role> roles = new TreeMap<>();
        access.primaryRole().ifPresent(arn -> roles.put(regions.primary(), new Role(arn, access.externalId())));
        access.drRole().ifPresent(arn -> roles.put(regions.dr(), new Role(arn, access.externalId())));
        return new AwsSettings(SessionName.of(run), roles, Optional.empty(), Optional.empty());
    }

    public AwsSettings withEndpoint(URI url) {
        return new AwsSettings(session, roles, Optional.of(url), credentials);
    }

    public AwsSettings withCredentials(AwsCredentialsProvider provider) {
        return new AwsSettings(session, roles, endpoint, Optional.of(provider));
    }
}
