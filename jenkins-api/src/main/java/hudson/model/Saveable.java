package hudson.model;

import java.io.IOException;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface Saveable {
    void save() throws IOException;
}
