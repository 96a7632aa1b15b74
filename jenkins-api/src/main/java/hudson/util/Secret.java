package hudson.util;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.io.Serializable;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;

    private Secret() {}

    public String getPlainText() {
        throw SignatureOnly.called();
    }
}
