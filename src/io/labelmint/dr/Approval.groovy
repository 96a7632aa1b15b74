package io.labelmint.dr

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/**
 * Asks a person whether a plan is to be executed. Who it was, Jenkins records and the plugin reads; nothing of it goes
 * through here.
 */
class Approval implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    Approval(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    /**
     * Returns when somebody has approved the plan {@code brief}; rejection and time-out end the build.
     *
     * @param what what is to be done, in words
     */
    void ask(String what, String brief) {
        Map question = [
            id: 'Approve', ok: 'Approve',
            message: "${what}? This approves plan ${brief}. Read it in the log of this build.".toString()
        ]
        if (arguments.value('submitter')) {
            question.put('submitter', arguments.value('submitter').toString())
        }
        try {
            script.timeout(time: arguments.value('approveWithin'), unit: 'MINUTES') {
                script.input(question)
            }
        } catch (FlowInterruptedException no) {
            script.echo("Plan ${brief} was not approved, so nothing of it was begun and nothing is left behind." +
                ' Start another build for another plan.')
            throw no
        }
    }
}
