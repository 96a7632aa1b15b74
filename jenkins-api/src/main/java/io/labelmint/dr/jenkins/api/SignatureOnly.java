package io.labelmint.dr.jenkins.api;

import hudson.security.Permission;

/** What is behind a signature: nothing. */
public final class SignatureOnly {
    private SignatureOnly() {}

    /** What every member throws. */
    public static UnsupportedOperationException called() {
        return new UnsupportedOperationException("signature only: this runs in Jenkins, or on a fake of a test");
    }

    /** A permission nobody has, so that the compiler copies no constant. */
    public static Permission permission() {
        return null;
    }
}
