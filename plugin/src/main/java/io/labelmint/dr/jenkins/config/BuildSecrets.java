package io.labelmint.dr.jenkins.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.EnvVars;
import hudson.model.Run;
import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.outside.ProcessSecrets;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.outside.Secrets;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * The secrets an estate refers to, as a build may read them: secret texts of Jenkins by the id of their credentials, and
 * variables of the step's environment. Each is read when it is sent and at no other time. Files are the controller's, and
 * whoever may write a pipeline may write an estate: they are not read.
 */
public final class BuildSecrets implements Secrets {
    private final Run<?, ?> build;
    private final ProcessSecrets environment;

    /** Those {@code build} may read, in {@code environment}. */
    public BuildSecrets(Run<?, ?> build, EnvVars environment) {
        this.build = build;
        this.environment = new ProcessSecrets(environment::get);
    }

    @Override
    public Secret read(SecretReference reference) {
        return switch (reference.source()) {
            case JENKINS -> credentials(reference);
            case ENVIRONMENT -> environment.read(reference);
            case FILE ->
                throw Problem.of(
                                "secret.file",
                                "The estate keeps a secret in the file " + reference.name()
                                        + ", and builds read no files of" + " the controller.",
                                "Create credentials of kind 'Secret text' and write { jenkins: ID } into the estate.")
                        .with("reference", Secrets.words(reference))
                        .asException();
        };
    }

    private Secret credentials(SecretReference reference) {
        StringCredentials found =
                CredentialsProvider.findCredentialById(reference.name(), StringCredentials.class, build);
        if (found == null) {
            throw Problem.of(
                            "secret.missing",
                            "This build can read no secret text with the credentials id " + reference.name() + ".",
                            "Create credentials of kind 'Secret text' with this id, where the job may use them.")
                    .with("reference", Secrets.words(reference))
                    .asException();
        }
        CredentialsProvider.track(build, found);
        return new Secret(found.getSecret().getPlainText().strip());
    }
}
