package io.labelmint.dr

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/** One move of an estate: planned, approved, executed, looked at, and told at every phase. */
class Move implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments
    final Map target
    final Map wanted
    final String title

    /** The move of {@code target} that is {@code wanted}, and called {@code title}. */
    Move(script, Arguments arguments, Map target, Map wanted, String title) {
        this.script = script
        this.arguments = arguments
        this.target = target
        this.wanted = wanted
        this.title = title
    }

    /**
     * Makes it; the result is what the step answered, or null if it was refused or failed. The stages it is made in have names
     * that begin with {@code prefix}.
     *
     * @param found what a look before it answered
     */
    Map make(Stages stages, String prefix, Map found) {
        String step = wanted.verb == 'failback' ? 'drFailback' : 'drFailover'
        String what = "${title}: ${wanted.purpose}"
        Announcement people = new Announcement(script, target, wanted, title)
        Map plan = planned(stages, "${prefix}Plan".toString(), step)
        if (plan == null) {
            stages.run("${prefix}Communicate".toString()) { people.refused(stages.first.message) }
            return null
        }
        script.currentBuild.description = "${what}. Plan ${plan.shortDigest}. ${Looks.brief(found)}".toString()
        script.stage("${prefix}Approve".toString()) { approve(step, what, plan, people) }
        Map moved = stages.run("${prefix}Execute".toString()) { executed(step, plan, people) }
        Map check = stages.run("${prefix}Validate".toString()) { validated(moved) }
        stages.run("${prefix}Communicate".toString()) {
            people.ended(plan, moved, moved == null ? stages.first.message : '', check)
        }
        return moved
    }

    /** What its step is asked for. */
    Map request() {
        return wanted.verb == 'failback' ? [:] : wanted.subMap(['verb', 'acceptUnfenced'])
    }

    /** The plan; null if it was refused, which ends it. */
    Map planned(Stages stages, String stage, String step) {
        try {
            return script.stage(stage) { script."${step}"(target + request() + [action: 'plan']) }
        } catch (FlowInterruptedException abort) {
            throw abort
        } catch (Exception refused) {
            stages.failed(refused)
            return null
        }
    }

    /** Beside each other: a topic of the region that is lost may take minutes, and nobody is to wait for it. */
    void approve(String step, String what, Map plan, Announcement people) {
        try {
            script.parallel(
                'People': { people.waits(plan) },
                'Approval': { new Approval(script, arguments, step).ask(what, plan, target) }
            )
        } catch (FlowInterruptedException no) {
            people.rejected(plan)
            throw no
        }
    }

    Map executed(String step, Map plan, Announcement people) {
        try {
            Map ended = script.parallel(
                'People': { people.begins(plan) },
                'Move': { script."${step}"(target + [action: 'execute', run: plan.run, digest: plan.digest]) }
            )
            return ended.get('Move')
        } catch (FlowInterruptedException abort) {
            people.leftOpen(plan)
            throw abort
        }
    }

    /** From the DR region and its ledgers; what is red is told, and undoes nothing. */
    Map validated(Map moved) {
        if (moved == null) {
            script.echo('It is not done, so there is nothing to look at yet.')
            return null
        }
        Map check = script.drVerifyReplication(target)
        script.echo("Afterwards: ${Looks.full(check)}".toString())
        return check
    }
}
