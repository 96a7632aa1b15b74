package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/** What drFailoverRunbook or drFailbackRunbook was called with. A move is told at every phase, so there is no {@code tell}. */
class MoveArguments extends ApprovedArguments implements Serializable {
    private static final long serialVersionUID = 1L

    /** Of {@code pipeline}: {@code drFailoverRunbook}, or {@code drFailbackRunbook}, which knows one way only. */
    MoveArguments(String pipeline, Map given) {
        super(pipeline, [
            verb: pipeline == 'drFailbackRunbook' ? 'failback' : 'failover', purpose: '', acceptUnfenced: false,
            approveWithin: 30
        ], given)
    }

    /** Names of the arguments of drFailoverRunbook, sorted. */
    @NonCPS
    static List names() {
        return [
            'acceptUnfenced', 'approveWithin', 'archive', 'configure', 'estate', 'estateYaml', 'keepBuilds', 'label',
            'pace', 'purpose', 'rehearsal', 'submitter', 'verb'
        ]
    }

    @Override
    @NonCPS
    List known() {
        return goesHome() ? names() - ['acceptUnfenced', 'verb'] : names()
    }

    /** Whether it leads home, and nowhere else. */
    @NonCPS
    boolean goesHome() {
        return pipeline == 'drFailbackRunbook'
    }

    @Override
    @NonCPS
    String patience() {
        return 'a plan of a move is good for as long as the estate says (failover.planGoodFor), and less is lost the' +
            ' sooner it is begun'
    }

    @Override
    @NonCPS
    String mistake() {
        String mistake = super.mistake()
        if (mistake || goesHome()) {
            return mistake
        }
        if (!(values.acceptUnfenced instanceof Boolean)) {
            return "${pipeline} was given acceptUnfenced: ${values.acceptUnfenced}, which is neither true nor false." +
                ' Write it without quotes.'
        }
        return unknown(values.verb.toString(), 'verb:') ?:
            unfenced(values.verb.toString(), values.acceptUnfenced, 'acceptUnfenced: true', 'Leave it out')
    }

    /**
     * What is to be done: {@code verb}, {@code purpose} and {@code acceptUnfenced}.
     *
     * @param parameters those of the build
     */
    @NonCPS
    Map wanted(Map parameters) {
        Map wanted = typed(goesHome() ? ['purpose'] : ['purpose', 'verb'], parameters)
        wanted.put('verb', goesHome() ? 'failback' : wanted.verb)
        // What a job accepts for its failovers is no mistake of whoever commits one with it.
        wanted.put('acceptUnfenced', parameters.get('ACCEPT_UNFENCED') == true ||
            (values.acceptUnfenced && wanted.verb == 'failover'))
        return wanted
    }

    /** What is missing in {@code wanted}, or wrong with it, and what to do; empty if nothing is. */
    @NonCPS
    String missing(Map wanted) {
        if (goesHome()) {
            return missing(['purpose'], wanted)
        }
        return unknown(wanted.verb, 'VERB') ?:
            unfenced(wanted.verb, wanted.acceptUnfenced, 'ACCEPT_UNFENCED', 'Do not tick it') ?:
            missing(['purpose'], wanted)
    }

    @NonCPS
    private String unknown(String verb, String where) {
        return ['failover', 'switchover', 'commit', 'roll-back'].contains(verb) ? '' :
            "${pipeline} was given ${where} ${verb}, which is no way an estate moves. Give failover, if the primary" +
                ' region is presumed lost, switchover, if both work, or commit or roll-back for what has moved.'
    }

    @NonCPS
    private String unfenced(String verb, Object accepted, String where, String remedy) {
        return !accepted || verb == 'failover' ? '' :
            "${pipeline} was given ${where} for a ${verb}, which promotes nothing that is not fenced." +
                " ${remedy}; it is for failovers, where the primary region is presumed lost."
    }
}
