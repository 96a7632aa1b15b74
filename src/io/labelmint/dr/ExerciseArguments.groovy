package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/** What drExercise was called with. */
class ExerciseArguments extends ApprovedArguments implements Serializable {
    private static final long serialVersionUID = 1L

    ExerciseArguments(Map given) {
        super('drExercise', [purpose: '', approveWithin: 30, homeWithin: 24, signWithin: 14, keepBuilds: 60], given)
    }

    /** Names of the arguments, sorted. */
    @NonCPS
    static List names() {
        return [
            'approveWithin', 'archive', 'configure', 'estate', 'estateYaml', 'homeWithin', 'keepBuilds', 'label', 'pace',
            'purpose', 'rehearsal', 'signWithin', 'submitter'
        ]
    }

    @Override
    @NonCPS
    List known() {
        return names()
    }

    @Override
    @NonCPS
    String patience() {
        return 'a plan of a move is good for as long as the estate says (failover.planGoodFor)'
    }

    @Override
    @NonCPS
    String mistake() {
        String mistake = super.mistake()
        if (!mistake && (!(values.homeWithin instanceof Integer) || values.homeWithin < 1 || values.homeWithin > 168)) {
            return "${pipeline} cannot stay away for ${values.homeWithin} hours. Give homeWithin: a whole number from 1 to 168."
        }
        return mistake
    }

    /** What is to be done: {@code purpose}, typed into {@code parameters} or given. */
    @NonCPS
    Map wanted(Map parameters) {
        return typed(['purpose'], parameters)
    }
}
