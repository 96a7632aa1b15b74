package io.labelmint.dr.jenkins.report;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives every job that lately made runs of disaster recovery the page of their trends. */
@Extension
@SuppressWarnings("rawtypes") // as Jenkins declares it
public final class DrJobActionFactory extends TransientActionFactory<Job> {
    /** Asked whenever a page of the job is shown, so it looks at few builds. */
    private static final int LOOKED_AT = 5;

    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Collection<? extends Action> createFor(Job target) {
        Run<?, ?> build = target.getLastBuild();
        for (int i = 0; build != null && i < LOOKED_AT; i++) {
            if (build.getAction(DrRunAction.class) != null) {
                return List.of(new DrJobAction(target));
            }
            build = build.getPreviousBuild();
        }
        return List.of();
    }
}
