package io.labelmint.dr.observatory;

import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * What Secrets Manager says about a secret, which is everything but its value; empty if there is none of that name. How its
 * replication goes is said in the region of the primary secret only (Secrets Manager API Reference, DescribeSecret).
 *
 * @param region the region
 * @param secret its ARN or name
 */
public record SecretDescription(String region, String secret) implements Query<Optional<DescribeSecretResponse>> {
    /** Secrets Manager allows DescribeSecret thousands of times a second ("Quotas"); an estate has some dozens of secrets. */
    private static final double PER_SECOND = 100;

    private static final Api API = Api.published("secretsmanager", "DescribeSecret", PER_SECOND);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<DescribeSecretResponse> fetch(Pages pages) {
        pages.count();
        try {
            return Optional.of(
                    pages.client(SecretsManagerClient.class).describeSecret(request -> request.secretId(secret)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }
}
