package hudson.model;

import io.labelmint.dr.jenkins.api.SignatureOnly;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class Cause {
    public abstract String getShortDescription();
    /** Somebody started the build. */
    public static class UserIdCause extends Cause {
        public String getUserId() {
            throw SignatureOnly.called();
        }

        @Override
        public String getShortDescription() {
            throw SignatureOnly.called();
        }
    }
}
