package hudson.model;

import io.labelmint.dr.jenkins.api.SignatureOnly;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface Describable<T extends Describable<T>> {
    default Descriptor<T> getDescriptor() {
        throw SignatureOnly.called();
    }
}
