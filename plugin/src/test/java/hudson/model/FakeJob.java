package hudson.model;

import hudson.security.Permission;
import jenkins.model.Jenkins;

/** A job that may be configured by everybody or by nobody. */
public final class FakeJob extends Job<FakeJob, FakeRun> {
    private final String name;
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
