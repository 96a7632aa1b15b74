package io.labelmint.dr.jenkins.config;

import hudson.EnvVars;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The AWS credentials a build brings along in the environment of the step, as {@code withCredentials} and {@code withEnv}
 * put them there, under the names all of AWS's tools use. They live in memory only; after a restart the environment has
 * them again.
 */
public final class EnvironmentCredentials {
    private EnvironmentCredentials() {}

    /** Those of {@code environment}; empty if it has none, and the controller's own are used. */
    public static Optional<AwsCredentialsProvider> of(EnvVars environment) {
        String id = value(environment, "AWS_ACCESS_KEY_ID");
        String secret = value(environment, "AWS_SECRET_ACCESS_KEY");
        String session = value(environment, "AWS_SESSION_TOKEN");
        if (id.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(StaticCredentialsProvider.create(
                session.isEmpty()
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, session)));
    }

    private static String value(EnvVars environment, String name) {
        String value = environment == null ? null : environment.get(name);
        return value == null ? "" : value.strip();
    }
}
