package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/**
 * Asks as many people as a plan needs whether it is to be executed, one after another. Who they were and what they typed,
 * Jenkins records and the plugin reads; nothing of it goes through here, and what is said here of who may answer is a
 * courtesy: the plugin asks again.
 */
class Approval implements Serializable {
    private static final long serialVersionUID = 1L

    /** So often a slip is asked about again; then the plugin says what is wrong, and the build ends. */
    private static final long MOST_MISTYPED = 3

    /** Digits of the short form of a digest. */
    private static final long SHORT = 12

    final script
    final Arguments arguments
    final String step
    final long within

    /** Of plans that {@code step} makes, and withdraws. */
    Approval(script, Arguments arguments, String step) {
        this(script, arguments, step, number(arguments.value('approveWithin'), 1))
    }

    /** The same, for which people have {@code within} minutes. */
    Approval(script, Arguments arguments, String step, long within) {
        this.script = script
        this.arguments = arguments
        this.step = step
        this.within = within
    }

    /** Returns when somebody says that it is time to look once more, because of {@code what}; asked {@code times} times so far. */
    void lookAgain(String what, int times) {
        Map question = [id: "LookAgain${times}".toString(), ok: 'Look again', message: what]
        if (arguments.value('submitter')) {
            question.put('submitter', arguments.value('submitter').toString())
        }
        script.input(question)
    }

    /**
     * Returns when as many have answered as the plan needs; rejection, time-out and abort withdraw it and end the build.
     *
     * @param what what is to be done, in words
     * @param plan what {@code action: 'plan'} answered
     * @param target the estate, as the steps are told of it
     */
    void ask(String what, Map plan, Map target) {
        int needed = number(plan.approvals, 1)
        int patience = number(plan.escalateAfter, 0)
        int left = (int) within
        try {
            if (patience > 0 && patience < left) {
                left -= patience
                if (!inTime(patience, what, plan, needed)) {
                    escalate(plan, target)
                    answers(left, what, plan, needed)
                }
            } else {
                answers(left, what, plan, needed)
            }
        } catch (FlowInterruptedException no) {
            withdraw(plan.shortDigest.toString(), plan.run.toString(), target)
            throw no
        }
    }

    /** Whether everybody answered within {@code minutes}. Whoever had answered by then is asked no second time. */
    private boolean inTime(int minutes, String what, Map plan, int needed) {
        try {
            answers(minutes, what, plan, needed)
            return true
        } catch (FlowInterruptedException no) {
            if (!timedOut(no)) {
                throw no
            }
            return false
        }
    }

    /** {@code plan.answered} counts those who answered: it is part of the program, so a restart forgets nobody. */
    private void answers(int minutes, String what, Map plan, int needed) {
        script.timeout(time: minutes, unit: 'MINUTES') {
            while (number(plan.answered, 0) < needed) {
                Object answer = script.input(question(what, plan, needed))
                boolean broken = answer instanceof Map && answer.get('BREAK_GLASS')
                Object typed = answer instanceof Map ? answer.get('PLAN') : answer
                // Only whether to ask on: the plugin reads what Jenkins recorded.
                if (mistyped(typed, plan.digest) && number(plan.mistyped, 0) < MOST_MISTYPED) {
                    plan.put('mistyped', number(plan.mistyped, 0) + 1)
                    script.echo("What was typed does not name plan ${plan.shortDigest}, so it counts for nothing and" +
                        ' nothing was begun. It is asked again.')
                } else {
                    plan.put('answered', broken ? needed : number(plan.answered, 0) + 1)
                }
            }
        }
    }

    private Map question(String what, Map plan, int needed) {
        String brief = plan.shortDigest
        List parameters = [
            script.string(name: 'PLAN', defaultValue: '',
                description: "Type the digest of the plan you have read: ${brief}".toString())
        ]
        if (!['drSignOff', 'drTerraform'].contains(step)) { // there is no glass to break
            parameters.add(script.string(name: 'BREAK_GLASS', defaultValue: '',
                description: 'Leave it empty. A reason in here has the plan executed with the approvals it has got;' +
                    ' everybody is told, and it stays red.'))
        }
        int number = number(plan.answered, 0) + 1
        String which = needed > 1 ? " Approval ${number} of ${needed}." : ''
        Map question = [
            id: "Approve${number}".toString(), ok: 'Approve',
            message: "${what}? This approves plan ${brief}.${which} Read it in the log of this build.".toString(),
            parameters: parameters
        ]
        String may = arguments.value('submitter') ?: plan.approvers
        if (may) {
            question.put('submitter', may.toString())
        }
        return question
    }

    /** Whether {@code typed} is something else than the plan's digest, or as much of it as its short form has. */
    @NonCPS
    private static boolean mistyped(Object typed, Object digest) {
        if (typed == null || digest == null) {
            return false
        }
        String hex = typed.toString().toLowerCase(Locale.ROOT).replaceAll('[^0-9a-z]', '')
        return hex.length() < SHORT || !digest.toString().startsWith(hex)
    }

    /** People are told that nobody has answered; what cannot be told keeps nobody from answering. */
    private void escalate(Map plan, Map target) {
        try {
            script.drNotify(target.subMap(['estate', 'estateYaml', 'rehearsal']) +
                [name: "approval of plan ${plan.shortDigest}".toString(), when: 'always', runs: [plan.run.toString()]])
        } catch (FlowInterruptedException no) {
            throw no
        } catch (Exception failure) {
            script.echo("Nobody could be told that plan ${plan.shortDigest} waits: ${failure.message}".toString())
        }
    }

    /** A sandbox that lets nobody ask says no: then the plan is withdrawn, and nobody else is told. */
    @NonCPS
    private static boolean timedOut(FlowInterruptedException no) {
        try {
            for (Object cause : no.causes) {
                if (cause.getClass().name.contains('ExceededTimeout')) {
                    return true
                }
            }
        } catch (SecurityException refused) {
            return false
        }
        return false
    }

    @NonCPS
    private static int number(Object text, int standard) {
        return text ? text.toString().toInteger() : standard
    }

    /** What cannot be withdrawn is no worse than it was: without its approvals it is never begun. */
    private void withdraw(String brief, String run, Map target) {
        String end = 'It is withdrawn.'
        try {
            script."${step}"(target + [action: 'withdraw', run: run])
        } catch (Exception failure) {
            end = "It could not be withdrawn (${failure.message}): `dr approve ${run} --withdraw` does it."
        }
        script.echo("Plan ${brief} was not approved, so nothing of it was begun and nothing is left behind. ${end}" +
            ' Start another build for another plan.')
    }
}
