package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/**
 * What drRestore was called with. What a person typed into the parameters of the build goes before the arguments: the
 * same job restores what it is asked to.
 */
class RestoreArguments extends Arguments implements Serializable {
    private static final long serialVersionUID = 1L

    RestoreArguments(Map given) {
        super('drRestore', [
            tell: 'always', keepBuilds: 400, schedule: false,
            store: '', point: 'latest', target: '', purpose: '', side: 'dr', submitter: '', approveWithin: 120,
            forProduction: false
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

    @Override
    @NonCPS
    String mistake() {
        String mistake = super.mistake()
        if (!mistake && (!(values.approveWithin instanceof Integer) || values.approveWithin < 1 ||
                values.approveWithin > 230)) {
            return "${pipeline} cannot wait ${values.approveWithin} minutes for an approval, because a plan is good for" +
                ' four hours. Give approveWithin: a whole number from 1 to 230.'
        }
        return mistake
    }

    /**
     * What is to be restored: {@code store}, {@code point}, {@code target}, {@code purpose} and {@code side}.
     *
     * @param parameters those of the build
     */
    @NonCPS
    Map wanted(Map parameters) {
        Map wanted = [:]
        for (String name : ['store', 'point', 'target', 'purpose', 'side']) {
            String typed = (parameters.get(name.toUpperCase()) ?: '').toString().trim()
            wanted.put(name, typed ?: values.get(name).toString())
        }
        return wanted
    }

    /** What is missing in {@code wanted}, and what to do; empty if nothing is. */
    @NonCPS
    String missing(Map wanted) {
        for (String name : ['store', 'target', 'purpose']) {
            if (!wanted.get(name)) {
                return "${pipeline} was given no ${name}. Build with parameters and fill in ${name.toUpperCase()}; a" +
                    ' first build sets the parameters of the job, and the next one has them.'
            }
        }
        return ''
    }
}
