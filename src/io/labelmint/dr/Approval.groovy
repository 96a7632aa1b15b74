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
     * Returns when somebody has approved the plan; rejection, time-out and abort withdraw it and end the build.
     *
     * @param what what is to be done, in words
     * @param plan what {@code action: 'plan'} answered
     * @param target the estate, as the steps are told of it
     */
    void ask(String what, Map plan, Map target) {
        String brief = plan.shortDigest
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
            withdraw(brief, plan.run.toString(), target)
            throw no
        }
    }

    /** What cannot be withdrawn is no worse than it was: without an approval it is never begun. */
    private void withdraw(String brief, String run, Map target) {
        String end = 'It is withdrawn.'
        try {
            script.drRestorePitr(target + [action: 'withdraw', run: run])
        } catch (Exception failure) {
            end = "It could not be withdrawn (${failure.message}): `dr approve ${run} --withdraw` does it."
        }
        script.echo("Plan ${brief} was not approved, so nothing of it was begun and nothing is left behind. ${end}" +
            ' Start another build for another plan.')
    }
}
