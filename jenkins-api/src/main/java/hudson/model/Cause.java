package hudson.model;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.util.List;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class Cause {
    public abstract String getShortDescription();
    /** Another build started it. */
    public static class UpstreamCause extends Cause {
        UpstreamCause() {}

        public List<Cause> getUpstreamCauses() {
            throw SignatureOnly.called();
        }

        @Override
        public String getShortDescription() {
            throw SignatureOnly.called();
        }
    }

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
