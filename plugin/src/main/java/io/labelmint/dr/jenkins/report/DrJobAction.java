package io.labelmint.dr.jenkins.report;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;

/** How the runs of disaster recovery of a job went, over its newest builds. */
public final class DrJobAction implements Action {
    static final int MOST_BUILDS = 30;

    /** Builds without evidence are passed over and counted, but not for ever. */
    private static final int MOST_LOOKED_AT = 200;

    private final transient Job<?, ?> job;
    private transient JobTrend trend;

    DrJobAction(Job<?, ?> job) {
        this.job = job;
    }

    /** The job, for the side panel. */
    public Job<?, ?> getJob() {
        return job;
    }

    /** The trend; read when it is asked for, once for each page that is shown. */
    public synchronized JobTrend getTrend() {
        job.checkPermission(Item.READ);
        if (trend == null) {
            trend = read();
        }
        return trend;
    }

    private JobTrend read() {
        List<JobTrend.Build> builds = new ArrayList<>();
        int silent = 0;
        Run<?, ?> build = job.getLastBuild();
        for (int i = 0; build != null && i < MOST_LOOKED_AT && builds.size() < MOST_BUILDS; i++) {
            DrRunAction action = build.getAction(DrRunAction.class);
            if (action != null) {
                builds.add(new JobTrend.Build(
                        build.getNumber(),
                        action.getPages().stream().map(RunPage::getView).toList()));
            } else if (!build.isBuilding()) {
                silent++;
            }
            build = build.getPreviousBuild();
        }
        return JobTrend.of(builds, silent);
    }

    @Override
    public String getIconFileName() {
        return "symbol-disaster-recovery plugin-aws-disaster-recovery";
    }

    @Override
    public String getDisplayName() {
        return "Disaster recovery";
    }

    @Override
    public String getUrlName() {
        return "disaster-recovery";
    }
}
