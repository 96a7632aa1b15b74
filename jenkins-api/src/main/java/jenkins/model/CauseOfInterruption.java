package jenkins.model;

import java.io.Serializable;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class CauseOfInterruption implements Serializable {
    private static final long serialVersionUID = 1L;

    public abstract String getShortDescription();
}
