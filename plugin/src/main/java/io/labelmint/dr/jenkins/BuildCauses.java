package io.labelmint.dr.jenkins;

import hudson.model.Cause;
import hudson.model.Run;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /**
     * The users behind {@code build}: who started it, or had it run again, and who started the builds that started it,
     * however far back. Jenkins records the one who replays a build as its user.
     */
    static List<String> users(Run<?, ?> build) {
        Set<String> users = new LinkedHashSet<>();
        users(build.getCauses(), users);
        return List.copyOf(users);
    }

    private static void users(List<Cause> causes, Set<String> users) {
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause user && user.getUserId() != null) {
                users.add(user.getUserId());
            }
            if (cause instanceof Cause.UpstreamCause upstream && upstream.getUpstreamCauses() != null) {
                users(upstream.getUpstreamCauses(), users);
            }
        }
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
