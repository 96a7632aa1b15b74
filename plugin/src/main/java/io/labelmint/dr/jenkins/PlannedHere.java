package io.labelmint.dr.jenkins;

import org.jenkinsci.plugins.workflow.actions.PersistentAction;

/** Marks the place of a build's pipeline at which the plan of a run was made: what was approved before it is not that plan. */
public final class PlannedHere implements PersistentAction {
    /** Name of the run. */
    private final String run;

    PlannedHere(String run) {
        this.run = run;
    }

    String run() {
        return run;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "A plan of disaster recovery was made";
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
