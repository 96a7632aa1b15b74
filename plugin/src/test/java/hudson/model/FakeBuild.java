package hudson.model;

import hudson.security.Permission;
import java.io.File;

/** A build that is nothing but a folder. In this package because nobody else may make one. */
public final class FakeBuild extends Run<FakeBuild.FakeJob, FakeBuild> {
    private final File folder;
    private final boolean readable;

    /** A build in {@code folder} that may be read. */
    public FakeBuild(File folder) {
        this(folder, true);
    }

    public FakeBuild(File folder, boolean readable) {
        super();
        this.folder = folder;
        this.readable = readable;
    }

    @Override
    public File getRootDir() {
        return folder;
    }

    @Override
    public void checkPermission(Permission permission) {
        if (!readable) {
            throw new SecurityException("may not be read");
        }
    }

    @Override
    public String getDisplayName() {
        return "#1";
    }

    /** A job nobody asks anything. */
    public abstract static class FakeJob extends Job<FakeJob, FakeBuild> {}
}
