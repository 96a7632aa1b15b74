package io.labelmint.dr.jenkins;

import hudson.model.Action;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs a build began, whatever became of them: what its notice is about where it is not told. Shown nowhere.
 */
public final class BegunRuns implements Action {
    /** Names of the runs, in the order they began. */
    private final ArrayList<String> runs = new ArrayList<>();

    /** Adds {@code run} to those of {@code build}. */
    static void add(Run<?, ?> build, String run) throws IOException {
        synchronized (BegunRuns.class) { // parallel branches of one build
            BegunRuns begun = build.getAction(BegunRuns.class);
            if (begun == null) {
                begun = new BegunRuns();
                build.addAction(begun);
            }
            if (begun.runs.contains(run)) {
                return;
            }
            begun.runs.add(run);
        }
        build.save();
    }

    /** Those of {@code build}, in the order they began. */
    static List<String> of(Run<?, ?> build) {
        synchronized (BegunRuns.class) {
            BegunRuns begun = build.getAction(BegunRuns.class);
            return begun == null ? List.of() : List.copyOf(begun.runs);
        }
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Runs of disaster recovery that were begun";
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
