package io.labelmint.dr.jenkins;

import hudson.model.Cause;
import hudson.model.Run;
import java.util.List;

/** Why a build runs, as Jenkins recorded it. */
final class BuildCauses {
    private BuildCauses() {}

    /**
     * Whether a timer is behind {@code build}: its own, or that of a build that started it, however far back. By the name
     * of the cause, because other plugins have timers of their own (Parameterized Scheduler's {@code
     * ParameterizedTimerTriggerCause} is no subclass of {@code TimerTrigger.TimerTriggerCause}).
     */
    static boolean timer(Run<?, ?> build) {
        return timer(build.getCauses());
    }

    private static boolean timer(List<Cause> causes) {
        for (Cause cause : causes) {
            if (cause.getClass().getName().contains("TimerTrigger")) {
                return true;
            }
            if (cause instanceof Cause.UpstreamCause upstream
                    && upstream.getUpstreamCauses() != null
                    && timer(upstream.getUpstreamCauses())) {
                return true;
            }
        }
        return false;
    }
}
