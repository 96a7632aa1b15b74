package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** How Jenkins ends a build that is aborted; Maven Central does not have the real one. */
public final class FlowInterruptedException extends InterruptedException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<?> causes;

    public FlowInterruptedException() {
        this(List.of());
    }

    /** With what Jenkins says of why. */
    public FlowInterruptedException(List<?> causes) {
        super("aborted by admin");
        this.causes = new ArrayList<>(causes);
    }

    public List<?> getCauses() {
        return causes;
    }

    /** What a time-out gives as its cause; the library knows it by its name. */
    public static final class ExceededTimeout implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
