package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.estate.Notifications.SecretReference.Source;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import java.util.Optional;

/** The keys of a reference to a secret: the place it is kept, and never the secret. */
final class SecretKeys {
    private static final Key<String> JENKINS =
            Key.optional("jenkins", Words.CREDENTIALS_ID, "Id of a Jenkins credential of the kind secret text.");
    static final Key<String> ENVIRONMENT =
            Key.optional("environment", Words.VARIABLE, "Name of an environment variable.");
    private static final Key<String> FILE = Key.optional("file", Words.SECRET_FILE, "Path of a file that holds it.");

    private SecretKeys() {}

    /** A reference to a secret that is called as these examples in its three places. */
    static Mapping reference(String jenkins, String variable, String file) {
        return Mapping.oneOf(
                JENKINS.like(Words.CREDENTIALS_ID.like(jenkins)),
                ENVIRONMENT.like(Words.VARIABLE.like(variable)),
                FILE.like(Words.SECRET_FILE.like(file)));
    }

    static Optional<SecretReference> build(Section reference) {
        return reference
                .get(JENKINS)
                .map(id -> new SecretReference(Source.JENKINS, id))
                .or(() -> reference.get(ENVIRONMENT).map(name -> new SecretReference(Source.ENVIRONMENT, name)))
                .or(() -> reference.get(FILE).map(path -> new SecretReference(Source.FILE, path)));
    }
}
