package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/** What a step that looked has found, in words. Pure: it calls no step. */
class Looks implements Serializable {
    private static final long serialVersionUID = 1L

    /** As many red findings as fit a screen; the report of the run has them all. */
    private static final long MOST_NAMED = 20

    /** Whether {@code verb} moves an estate that has not moved yet. */
    @NonCPS
    static boolean beforeAMove(String verb) {
        return ['failover', 'switchover'].contains(verb)
    }

    /** In one sentence. */
    @NonCPS
    static String brief(Map found) {
        if (found.checks == null) {
            return 'What was wrong before it, nobody could say.'
        }
        int red = red(found).size()
        return red == 0 ? "All ${found.checks} checks were green before it." :
            "${red} of ${found.checks} checks were red before it."
    }

    /** With each red finding in a line of its own. */
    @NonCPS
    static String full(Map found) {
        List red = red(found)
        if (red.isEmpty()) {
            return "all ${found.checks} checks are green."
        }
        List lines = []
        for (Object finding : red) {
            if (lines.size() < MOST_NAMED) {
                lines.add("  ${finding.subject} ${finding.check}: ${finding.summary}".toString())
            }
        }
        String more = red.size() > MOST_NAMED ? "\n  and ${red.size() - MOST_NAMED} more, see the report" : ''
        return "${red.size()} of ${found.checks} checks are red.\n${lines.join('\n')}${more}"
    }

    @NonCPS
    private static List red(Map found) {
        return found.get('red') ?: []
    }
}
