package io.labelmint.dr.jenkins;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import io.labelmint.dr.jenkins.runtime.StateFolders;
import java.nio.file.Path;
import jenkins.model.Jenkins;

/**
 * The one {@link DrRuntime} of this controller. It is an extension because extensions are the controller's: they come and
 * go with it, whereas a static field would outlive it where a process has one controller after another. Whoever works on
 * something asks once and keeps the answer: a controller that has shut down has no extensions any more, and the work that
 * ends late must not take the next controller for its own.
 */
@Extension
public final class DrRuntimes extends ItemListener {
    /** Made when it is wanted first. Guarded by this. */
    private DrRuntime runtime;

    /** The runtime of the controller that runs now. */
    public static DrRuntime get() {
        return ExtensionList.lookupSingleton(DrRuntimes.class).runtime();
    }

    private synchronized DrRuntime runtime() {
        if (runtime == null) {
            Path root = Jenkins.get().getRootDir().toPath().resolve("disaster-recovery");
            runtime = new DrRuntime(new StateFolders(root), DisasterRecoveryConfiguration.limits());
        }
        return runtime;
    }

    /** Lets go of everything when the controller shuts down. */
    @Override
    public synchronized void onBeforeShutdown() {
        if (runtime != null) {
            runtime.stop();
        }
    }
}
