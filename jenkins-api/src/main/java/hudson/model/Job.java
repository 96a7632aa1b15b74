package hudson.model;

import io.labelmint.dr.jenkins.api.SignatureOnly;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem {
    Job() {}

    @SuppressWarnings("rawtypes")
    protected Job(ItemGroup parent, String name) {
        throw SignatureOnly.called();
    }

    public RunT getLastBuild() {
        throw SignatureOnly.called();
    }

    public RunT getBuildByNumber(int n) {
        throw SignatureOnly.called();
    }
}
