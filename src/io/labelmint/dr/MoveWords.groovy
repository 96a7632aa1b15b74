package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/**
 * What a move is called, and what of it those are told who use the service: in words that promise nothing the plan does
 * not, and that whoever speaks to customers may hand on as they are. Pure: it calls no step.
 */
class MoveWords implements Serializable {
    private static final long serialVersionUID = 1L

    /** Who knows it may not have it: then those who use the service are told so. */
    private static final String UNKNOWN = 'We have done what was planned, and are making sure that the service answers.'

    private static final String STUCK =
        'What we had planned is not done yet, and people are working on it. The service may not answer meanwhile.'

    /** What is done to {@code estate}, as whoever approves it reads it. */
    @NonCPS
    static String title(Map wanted, String estate) {
        switch (wanted.verb) {
            case 'switchover': return "Switchover of ${estate} to its DR region"
            case 'commit': return "Commit of the failover of ${estate}"
            case 'roll-back': return "Roll-back of the failover of ${estate}"
            case 'failback': return "Failback of ${estate} to its primary region"
            default: return "Failover of ${estate} to its DR region" +
                (wanted.acceptUnfenced ? ', though nobody may be able to prove that its old databases take no writes' : '')
        }
    }

    /** For those who use the service, while a plan waits for its approval. */
    @NonCPS
    static String waiting(String verb) {
        switch (verb) {
            case 'switchover':
                return 'A planned move of the service to our second region is prepared. Nothing has changed yet.'
            case 'commit':
                return 'The service runs from our second region, and we are deciding that it stays there. Nothing changes' +
                    ' for you.'
            case 'roll-back':
                return 'We are deciding whether the service goes back to its first region, as it was there. Nothing has' +
                    ' changed yet.'
            case 'failback':
                return 'A planned return of the service to its first region is prepared. Nothing has changed yet.'
            default:
                return 'The service may be disturbed. We are ready to move it to our second region, and are deciding that' +
                    ' now. Nothing has changed yet.'
        }
    }

    /** For those who use the service, when it is begun. */
    @NonCPS
    static String begun(String verb) {
        switch (verb) {
            case 'switchover':
                return 'We are moving the service to our second region, as planned. It may not answer for some minutes.'
            case 'commit':
                return 'The service stays in our second region. Nothing changes for you.'
            case 'roll-back':
                return 'We are taking the service back to its first region, as it was there. It may not answer for some' +
                    ' minutes. What was entered since it had moved will be missing.'
            case 'failback':
                return 'We are taking the service back to its first region, as planned. It may not answer for some minutes.'
            default:
                return 'We are moving the service to our second region. It may not answer until that is done. What was' +
                    ' entered shortly before the disturbance may be missing afterwards.'
        }
    }

    /** For those who use the service, when it has ended with nothing in doubt. */
    @NonCPS
    static String done(String verb) {
        switch (verb) {
            case 'switchover':
                return 'The service runs from our second region, as planned.'
            case 'commit':
                return 'The service stays in our second region. Nothing has changed for you.'
            case 'roll-back':
                return 'The service runs from its first region again. What was entered while it ran from the second one is' +
                    ' missing: please look at your last changes.'
            case 'failback':
                return 'The service runs from its first region again, as planned.'
            default:
                return 'The service runs from our second region. What was entered shortly before the disturbance may be' +
                    ' missing: please look at your last changes.'
        }
    }

    /**
     * For those who use the service, when {@code moved} is what came of it.
     *
     * @param moved what the step answered; null if it failed
     */
    @NonCPS
    static String ended(String verb, Map moved) {
        if (moved == null) {
            return verb == 'commit' ? waiting(verb) : STUCK
        }
        return inDoubt(moved) ? UNKNOWN : done(verb)
    }

    /** Whether it is red that the move came to what it was to come to. */
    @NonCPS
    static boolean inDoubt(Map moved) {
        List ends = ['failover.completed', 'failover.committed', 'failover.rolled-back', 'failback.completed']
        for (Object finding : (moved.get('red') ?: [])) {
            if (ends.contains(finding.check)) {
                return true
            }
        }
        return false
    }
}
