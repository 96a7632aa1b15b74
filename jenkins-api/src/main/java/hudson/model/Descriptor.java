package hudson.model;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class Descriptor<T extends Describable<T>> implements Saveable {
    protected Descriptor() {}

    public String getDisplayName() {
        throw SignatureOnly.called();
    }

    public String getId() {
        throw SignatureOnly.called();
    }

    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        throw SignatureOnly.called();
    }

    @Override
    public synchronized void save() {
        throw SignatureOnly.called();
    }

    public synchronized void load() {
        throw SignatureOnly.called();
    }
    /** A form was not filled in right. */
    public static final class FormException extends Exception {
        private static final long serialVersionUID = 1L;

        public FormException(String message, String formField) {
            throw SignatureOnly.called();
        }
    }
}
