package io.labelmint.dr.job;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.run.RunListener;

/** Is told what happens in a run, as it happens. */
public interface JobListener extends RunListener {
    /** The run enters a phase: {@code back up}, {@code check}, {@code tell}. */
    default void phase(String name) {}

    /** A check found something. */
    default void found(Finding finding) {}
}
