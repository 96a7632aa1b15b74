package hudson.security;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public final class Permission {
    private Permission() {}
}
