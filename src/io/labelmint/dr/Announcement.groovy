package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/**
 * Tells people at every phase of a move: when its plan waits for approval, when it is begun, when it has ended. What
 * cannot be told is in the log, for somebody who can, and keeps nothing from going on.
 */
class Announcement implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Map target
    final Map wanted
    final String title

    /** Of the move of {@code target} that is {@code wanted}, and called {@code title}. */
    Announcement(script, Map target, Map wanted, String title) {
        this.script = script
        this.target = target
        this.wanted = wanted
        this.title = title
    }

    /** No plan came about, and nobody is asked. */
    void refused(String why) {
        tell('refused', "There is no plan, so nothing was begun and nobody is asked. ${why}".toString(), '', [])
    }

    /** {@code plan} waits for whoever approves it. */
    void waits(Map plan) {
        String from = plan.approvers ? " by ${plan.approvers}" : ''
        String many = number(plan.approvals) > 1 ? "${plan.approvals} approvals" : 'an approval'
        tell('waits for approval', ("Plan ${plan.shortDigest} is made and waits for ${many}${from}. Nothing was begun. What" +
            " it does and loses is in the log of the build${where()}.").toString(),
            MoveWords.waiting(wanted.verb), [plan.run])
    }

    /** {@code plan} was not approved. */
    void rejected(Map plan) {
        tell('is not approved', "Plan ${plan.shortDigest} was not approved. Nothing of it was begun.".toString(), '',
            [plan.run])
    }

    /** {@code plan} is approved. */
    void begins(Map plan) {
        tell('begins', "Plan ${plan.shortDigest} is approved and is begun now, as run ${plan.run}.".toString(),
            MoveWords.begun(wanted.verb), [plan.run])
    }

    /** Somebody aborted the build while it moved. */
    void leftOpen(Map plan) {
        tell('is left half-way', ("The build was aborted while plan ${plan.shortDigest} was under way. What AWS was asked" +
            " for goes on there; `dr resume ${plan.run}` finishes the rest.").toString(),
            MoveWords.ended(wanted.verb, null), [plan.run])
    }

    /**
     * It has ended.
     *
     * @param moved what the step answered; null if it failed
     * @param failure what it failed with
     * @param check what a look at it afterwards answered; null if there was none
     */
    void ended(Map plan, Map moved, String failure, Map check) {
        String what = moved == null ? "It is not done: ${failure}" :
            "It has ended${MoveWords.inDoubt(moved) ? ', and whether it came about is in doubt' : ''}."
        tell(moved == null ? 'is not done' : 'has ended', what.toString(), MoveWords.ended(wanted.verb, moved),
            check?.run ? [plan.run, check.run] : [plan.run])
    }

    private void tell(String phase, String what, String users, List runs) {
        String message = message(what, users)
        Map notice = target.subMap(['estate', 'estateYaml', 'rehearsal']) +
            [name: "${wanted.verb} ${phase}".toString(), when: 'always', message: message]
        if (runs) {
            notice.put('runs', texts(runs))
        }
        try {
            script.drNotify(notice)
        } catch (FlowInterruptedException abort) {
            throw abort
        } catch (Exception failure) {
            script.echo("Nobody could be told (${failure.message}). Tell them:\n${message}".toString())
        }
    }

    @NonCPS
    private String message(String what, String users) {
        String message = "${title}.\nWhy: ${wanted.purpose}\n${what}"
        return users ? "${message}\nFor those who use the service: ${users}" : message
    }

    /** Where the log is that has the plan, if Jenkins knows its own address. */
    private String where() {
        return script.env.BUILD_URL ? " ${script.env.BUILD_URL}" : ''
    }

    @NonCPS
    private static int number(Object text) {
        return text ? text.toString().toInteger() : 1
    }

    @NonCPS
    private static List texts(List given) {
        List texts = []
        for (Object each : given) {
            texts.add(each.toString())
        }
        return texts
    }
}
