package io.labelmint.dr.jenkins.sweep;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.model.listeners.ItemListener;
import io.labelmint.dr.jenkins.DrRuntimes;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells administrators of operations that somebody began and nobody ends: builds that Jenkins gave up, aborts nobody
 * came back to. They are looked for when the controller has started and its builds had time to take up their work, and
 * every quarter of an hour after that.
 */
@Extension
public final class LeftOperationsMonitor extends AdministrativeMonitor {
    private static final Logger LOG = Logger.getLogger(LeftOperationsMonitor.class.getName());

    /** Builds take their steps up again within seconds; two minutes are for a controller with many. */
    private static final Duration FIRST = Duration.ofMinutes(2);

    private static final Duration EVERY = Duration.ofMinutes(15);

    private volatile List<DrRuntime.Left> left = List.of();

    @Override
    public String getDisplayName() {
        return "Open operations of disaster recovery";
    }

    @Override
    public boolean isActivated() {
        return !getLeft().isEmpty();
    }

    /** The operations nobody works on, oldest first. */
    public List<DrRuntime.Left> getLeft() {
        List<DrRuntime.Left> known = left;
        if (known.isEmpty()) {
            return known;
        }
        Set<?> live = DrRuntimes.get().live();
        return known.stream()
                .filter(operation -> !live.contains(operation.operation().id()))
                .toList();
    }

    private void look(DrRuntime runtime) {
        try {
            left = runtime.left();
            left.forEach(operation -> LOG.log(
                    Level.WARNING,
                    "Operation {0} of estate {1} is open and nobody works on it. Run its job again, or finish it with"
                            + " dr resume {0} --state {2}",
                    new Object[] {
                        operation.operation().id(),
                        operation.estate(),
                        operation.folder().path()
                    }));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "open operations of disaster recovery could not be looked for", e);
        } finally {
            again(runtime, EVERY);
        }
    }

    private void again(DrRuntime runtime, Duration delay) {
        runtime.later(delay, () -> look(runtime));
    }

    /** Begins to look when all jobs are there. */
    @Extension
    public static final class AtStart extends ItemListener {
        @Override
        public void onLoaded() {
            hudson.ExtensionList.lookupSingleton(LeftOperationsMonitor.class).again(DrRuntimes.get(), FIRST);
        }
    }
}
