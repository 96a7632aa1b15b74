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
        Map found = script.stage('Detect') { detected(target, wanted) }
        String title = MoveWords.title(wanted, (arguments.value('estate') ?: found.estate ?: 'the estate').toString())
        Move move = new Move(script, arguments, target, wanted, title)
        if (wanted.verb != 'failback') {
            script.stage('Assess') { assess(target + move.request()) }
        }
        Stages stages = new Stages(script)
        move.make(stages, '', found)
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
}
