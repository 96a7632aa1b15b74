package hudson.model;

import hudson.security.Permission;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import jenkins.model.Jenkins;

/** A job that may be configured by everybody or by nobody. */
public final class FakeJob extends Job<FakeJob, FakeRun> {
    private final String name;
    private final NavigableMap<Integer, FakeRun> builds = new ConcurrentSkipListMap<>();
    private volatile boolean refuses;

    /** A job called {@code name}. */
    public FakeJob(String name) {
        this.name = name;
    }

    /** From now on nobody may do anything with it. */
    public FakeJob refusing() {
        refuses = true;
        return this;
    }

    /** Has {@code build}, as Jenkins has one that it has read. */
    public FakeJob with(FakeRun build) {
        builds.put(build.getNumber(), build);
        return this;
    }

    @Override
    public FakeRun getLastBuild() {
        return build(builds.lastEntry());
    }

    FakeRun before(FakeRun build) {
        return build(builds.lowerEntry(build.getNumber()));
    }

    private static FakeRun build(Map.Entry<Integer, FakeRun> entry) {
        return entry == null ? null : entry.getValue();
    }

    @Override
    public String getFullName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    @Override
    public void checkPermission(Permission permission) {
        if (refuses) {
            throw new Jenkins.Refused();
        }
    }

    @Override
    public boolean hasPermission(Permission permission) {
        return !refuses;
    }
}
