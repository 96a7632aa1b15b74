package io.labelmint.dr

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/**
 * Look, say what would be done, plan, have it approved, move, look again, tell, keep the evidence: the stages of
 * drFailoverRunbook and drFailbackRunbook. Until there is a plan nothing but an abort or a refusal ends it: what cannot be
 * looked at is what a failover is for.
 */
class MovePipeline implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    MovePipeline(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    void run() {
        Map target = new Opening(script, arguments).target()
        Map wanted = arguments.wanted(script.params)
        String missing = arguments.missing(wanted)
        if (missing) {
            script.error(missing)
        }
        if (StartedBy.timer(script.currentBuild)) {
            script.error("A timer started this build, and ${arguments.pipeline} moves an estate for people only. Start it" +
                ' by hand, with parameters.')
        }
        String step = wanted.verb == 'failback' ? 'drFailback' : 'drFailover'
        Map request = wanted.verb == 'failback' ? [:] : wanted.subMap(['verb', 'acceptUnfenced'])

        Map found = script.stage('Detect') { detected(target, wanted) }
        String title = MoveWords.title(wanted, (arguments.value('estate') ?: found.estate ?: 'the estate').toString())
        String what = "${title}: ${wanted.purpose}"
        Announcement people = new Announcement(script, target, wanted, title)
        if (wanted.verb != 'failback') {
            script.stage('Assess') { assess(target + request) }
        }
        Stages stages = new Stages(script)
        Map plan = planned(stages, step, target + request)
        if (plan == null) {
            stages.run('Communicate') { people.refused(stages.first.message) }
        } else {
            script.currentBuild.description = "${what}. Plan ${plan.shortDigest}. ${Looks.brief(found)}".toString()
            script.stage('Approve') { approve(step, what, plan, target, people) }
            Map moved = stages.run('Execute') { executed(step, plan, target, people) }
            Map check = stages.run('Validate') { validated(moved, target) }
            stages.run('Communicate') { people.ended(plan, moved, moved == null ? stages.first.message : '', check) }
        }
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep() }
        stages.end()
    }

    /** What is wrong now. A region that is lost is red, and no reason not to leave it. */
    Map detected(Map target, Map wanted) {
        try {
            // Where an estate has moved already readiness has nothing to say; the check says how that stands.
            Map found = Looks.beforeAMove(wanted.verb) ? script.drReadiness(target) : script.drVerifyReplication(target)
            script.echo("Before it is decided: ${Looks.full(found)}".toString())
            return found
        } catch (FlowInterruptedException abort) {
            throw abort
        } catch (Exception failure) {
            script.unstable("Nobody can say what is wrong now: ${failure.message} It goes on all the same.".toString())
            return [:]
        }
    }

    /** What would be done and lost now; the step has it in the log. */
    void assess(Map asked) {
        try {
            script.drFailover(asked + [action: 'what-if'])
        } catch (FlowInterruptedException abort) {
            throw abort
        } catch (Exception failure) {
            script.echo("What would be done now cannot be said: ${failure.message} The plan is tried all the same.".toString())
        }
    }

    /** The plan; null if it was refused, which ends the build. */
    Map planned(Stages stages, String step, Map asked) {
        try {
            return script.stage('Plan') { script."${step}"(asked + [action: 'plan']) }
        } catch (FlowInterruptedException abort) {
            throw abort
        } catch (Exception refused) {
            stages.failed(refused)
            return null
        }
    }

    /** Beside each other: a topic of the region that is lost may take minutes, and nobody is to wait for it. */
    void approve(String step, String what, Map plan, Map target, Announcement people) {
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

    Map executed(String step, Map plan, Map target, Announcement people) {
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
    Map validated(Map moved, Map target) {
        if (moved == null) {
            script.echo('It is not done, so there is nothing to look at yet.')
            return null
        }
        Map check = script.drVerifyReplication(target)
        script.echo("Afterwards: ${Looks.full(check)}".toString())
        return check
    }
}
