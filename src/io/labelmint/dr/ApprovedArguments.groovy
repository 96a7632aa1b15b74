package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/**
 * What a pipeline was called with that has a person approve a plan. What a person typed into the parameters of the build
 * goes before the arguments: the same job does what it is asked to.
 */
class ApprovedArguments extends Arguments implements Serializable {
    private static final long serialVersionUID = 1L

    ApprovedArguments(String pipeline, Map defaults, Map given) {
        super(pipeline, [keepBuilds: 400, schedule: false, tell: 'always', submitter: ''] + defaults, given)
    }

    @Override
    @NonCPS
    String mistake() {
        String mistake = super.mistake()
        if (!mistake && (!(values.approveWithin instanceof Integer) || values.approveWithin < 1 ||
                values.approveWithin > 230)) {
            return "${pipeline} cannot wait ${values.approveWithin} minutes for an approval, because ${patience()}." +
                ' Give approveWithin: a whole number from 1 to 230.'
        }
        return mistake
    }

    /** Why nobody waits longer for an approval. */
    @NonCPS
    String patience() {
        return 'a plan is good for four hours'
    }

    /** What is asked for under {@code names}, in texts: typed into {@code parameters}, or given as arguments. */
    @NonCPS
    Map typed(List names, Map parameters) {
        Map wanted = [:]
        for (String name : names) {
            String typed = (parameters.get(name.toUpperCase()) ?: '').toString().trim()
            wanted.put(name, typed ?: values.get(name).toString().trim())
        }
        return wanted
    }

    /** Which of {@code names} is missing in {@code wanted}, and what to do; empty if none is. */
    @NonCPS
    String missing(List names, Map wanted) {
        for (String name : names) {
            if (!wanted.get(name)) {
                return "${pipeline} was given no ${name}. Build with parameters and fill in ${name.toUpperCase()}; a" +
                    ' first build sets the parameters of the job, and the next one has them.'
            }
        }
        return ''
    }
}
