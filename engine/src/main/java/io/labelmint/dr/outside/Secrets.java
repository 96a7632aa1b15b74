package io.labelmint.dr.outside;

import io.labelmint.dr.estate.Notifications.SecretReference;
import java.util.Locale;

/** Where secrets are read, at the moment they are needed and no earlier. */
public interface Secrets {
    /**
     * The secret kept at {@code reference}.
     *
     * @throws io.labelmint.dr.ProblemException {@code secret.missing} if there is none
     */
    Secret read(SecretReference reference);

    /** {@code reference} in words, which show where the secret is and nothing of it: {@code environment SLACK_URL}. */
    static String words(SecretReference reference) {
        return reference.source().name().toLowerCase(Locale.ROOT) + " " + reference.name();
    }
}
