package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/** What drRestore was called with. */
class RestoreArguments extends ApprovedArguments implements Serializable {
    private static final long serialVersionUID = 1L

    RestoreArguments(Map given) {
        super('drRestore', [
            store: '', point: 'latest', target: '', purpose: '', side: 'dr', approveWithin: 120, forProduction: false
        ], given)
    }

    /** Names of the arguments, sorted. */
    @NonCPS
    static List names() {
        return [
            'approveWithin', 'archive', 'configure', 'estate', 'estateYaml', 'forProduction', 'keepBuilds', 'label',
            'pace', 'point', 'purpose', 'rehearsal', 'side', 'store', 'submitter', 'target', 'tell'
        ]
    }

    @Override
    @NonCPS
    List known() {
        return names()
    }

    /**
     * What is to be restored: {@code store}, {@code point}, {@code target}, {@code purpose} and {@code side}.
     *
     * @param parameters those of the build
     */
    @NonCPS
    Map wanted(Map parameters) {
        return typed(['store', 'point', 'target', 'purpose', 'side'], parameters)
    }

    /** What is missing in {@code wanted}, and what to do; empty if nothing is. */
    @NonCPS
    String missing(Map wanted) {
        return missing(['store', 'target', 'purpose'], wanted)
    }
}
