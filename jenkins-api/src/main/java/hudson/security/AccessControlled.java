package hudson.security;

import io.labelmint.dr.jenkins.api.SignatureOnly;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface AccessControlled {
    default void checkPermission(Permission permission) {
        throw SignatureOnly.called();
    }

    default boolean hasPermission(Permission permission) {
        throw SignatureOnly.called();
    }
}
