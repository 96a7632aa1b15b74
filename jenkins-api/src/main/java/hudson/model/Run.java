package hudson.model;

import hudson.security.AccessControlled;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements Saveable, AccessControlled {
    Run() {}

    protected Run(JobT job) throws IOException {
        throw SignatureOnly.called();
    }

    public JobT getParent() {
        throw SignatureOnly.called();
    }

    public int getNumber() {
        throw SignatureOnly.called();
    }

    public File getRootDir() {
        throw SignatureOnly.called();
    }

    public String getUrl() {
        throw SignatureOnly.called();
    }

    public String getExternalizableId() {
        throw SignatureOnly.called();
    }

    public String getFullDisplayName() {
        throw SignatureOnly.called();
    }

    public RunT getPreviousBuild() {
        throw SignatureOnly.called();
    }

    public Result getResult() {
        throw SignatureOnly.called();
    }

    public void setResult(Result r) {
        throw SignatureOnly.called();
    }

    public boolean isBuilding() {
        throw SignatureOnly.called();
    }

    public List<Cause> getCauses() {
        throw SignatureOnly.called();
    }

    public <T extends Cause> T getCause(Class<T> type) {
        throw SignatureOnly.called();
    }

    public static Run<?, ?> fromExternalizableId(String id) {
        throw SignatureOnly.called();
    }

    @Override
    public synchronized void save() throws IOException {
        throw SignatureOnly.called();
    }
}
