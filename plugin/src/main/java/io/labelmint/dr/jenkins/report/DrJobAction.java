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

    /** Drills and rehearsals are rarer than what is real; to tell what a run was, its pack has to be read. */
    private static final int MOST_IN_HISTORY = 60;

    /** Builds without evidence are passed over and counted, but not for ever. */
    private static final int MOST_LOOKED_AT = 200;

    private final transient Job<?, ?> job;
    private transient JobTrend trend;
    private transient JobHistory history;

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
            Kept kept = newest(MOST_BUILDS);
            trend = JobTrend.of(kept.builds(), kept.silent());
        }
        return trend;
    }

    /** The history; read when it is asked for. The packs the trend has read are not read again. */
    public synchronized JobHistory getHistory() {
        job.checkPermission(Item.READ);
        if (history == null) {
            Kept kept = newest(MOST_IN_HISTORY);
            history = JobHistory.of(kept.builds(), kept.more(), kept.all());
        }
        return history;
    }

    /** The newest builds with evidence, {@code most} of them. */
    private Kept newest(int most) {
        List<JobTrend.Build> builds = new ArrayList<>();
        int silent = 0;
        int more = 0;
        Run<?, ?> build = job.getLastBuild();
        for (int i = 0; build != null && i < MOST_LOOKED_AT && builds.size() < most; i++) {
            DrRunAction action = build.getAction(DrRunAction.class);
            if (action != null) {
                builds.add(new JobTrend.Build(
                        build.getNumber(),
                        action.getPages().stream().map(RunPage::getView).toList()));
                more += action.getMoreRuns();
            } else if (!build.isBuilding()) {
                silent++;
            }
            build = build.getPreviousBuild();
        }
        return new Kept(builds, silent, more, build == null);
    }

    /**
     * What builds have kept.
     *
     * @param builds those with evidence, newest first
     * @param silent how many of the same time have none
     * @param more how many runs of the builds are not among what was read
     * @param all whether there is no older build
     */
    private record Kept(List<JobTrend.Build> builds, int silent, int more, boolean all) {}

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
