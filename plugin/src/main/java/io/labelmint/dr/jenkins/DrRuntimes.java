package io.labelmint.dr.jenkins;

import hudson.Extension;
import hudson.model.listeners.ItemListener;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import io.labelmint.dr.jenkins.runtime.StateFolders;
import java.nio.file.Path;
import jenkins.model.Jenkins;

/** The one {@link DrRuntime} of this controller. */
public final class DrRuntimes {
    private static DrRuntime current;

    private DrRuntimes() {}

    /** The runtime; made when it is wanted first. */
    public static synchronized DrRuntime get() {
        if (current == null) {
            Path root = Jenkins.get().getRootDir().toPath().resolve("disaster-recovery");
            current = new DrRuntime(new StateFolders(root), DisasterRecoveryConfiguration.limits());
        }
        return current;
    }

    /** Puts {@code runtime} in place of the present one; for tests. */
    static synchronized void set(DrRuntime runtime) {
        current = runtime;
    }

    private static synchronized void stop() {
        if (current != null) {
            current.stop();
        }
    }

    /** Lets go of everything when the controller shuts down. */
    @Extension
    public static final class Shutdown extends ItemListener {
        @Override
        public void onBeforeShutdown() {
            stop();
        }
    }
}
