package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/** Why a build runs. The plugin asks Jenkins again before it executes anything; this only says it sooner. */
class StartedBy implements Serializable {
    private static final long serialVersionUID = 1L

    /** Whether a timer started {@code build} or a build that started it. */
    @NonCPS
    static boolean timer(Object build) {
        List builds = [build]
        builds.addAll(build.upstreamBuilds ?: [])
        for (Object one : builds) {
            for (Object cause : (one.buildCauses ?: [])) {
                if (cause._class.toString().contains('TimerTrigger')) {
                    return true
                }
            }
        }
        return false
    }
}
