package io.labelmint.dr

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/**
 * A game day: the estate is switched over, stays, is led home, and those who answer for it sign what came of it. Three moves,
 * each with a plan and approvals of its own. What ends it half-way leaves the estate where it is, and the runbooks go on from
 * there.
 */
class ExercisePipeline implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    ExercisePipeline(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    void run() {
        Map target = new Opening(script, arguments).target()
        Map wanted = arguments.wanted(script.params)
        String missing = arguments.missing(['purpose'], wanted)
        if (missing) {
            script.error(missing)
        }
        if (StartedBy.timer(script.currentBuild)) {
            script.error('A timer started this build, and drExercise moves users for people only. Start it by hand, with' +
                ' parameters; drQuarterly drills by schedule.')
        }
        Stages stages = new Stages(script)
        Map found = stages.run('Detect') { script.drReadiness(target) } ?: [:]
        String estate = (arguments.value('estate') ?: found.estate ?: 'the estate').toString()

        Stages moves = new Stages(script)
        Map moved = move(target, wanted, 'switchover', estate).make(moves, 'There: ', found)
        if (moved != null) {
            moved = move(target, wanted, 'commit', estate).make(moves, 'Stay: ', found)
        }
        if (moved != null) {
            script.stage('Wait') { waitForHome(target) }
            moved = move(target, wanted, 'failback', estate).make(moves, 'Home: ', found)
        }
        if (moved == null) {
            script.echo('The exercise ends here, and the estate stays where it is: drFailoverRunbook and drFailbackRunbook go' +
                ' on from there.')
        }
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep() }
        stages.run('Sign-off') { new SignOff(script, arguments).ask("exercise of ${estate}".toString(), target) }
        moves.end()
        stages.end()
    }

    private Move move(Map target, Map wanted, String verb, String estate) {
        Map one = wanted + [verb: verb, acceptUnfenced: false]
        return new Move(script, arguments, target, one, MoveWords.title(one, estate))
    }

    /** Until a failback is possible: what is missing is said, and somebody says when to look again. */
    void waitForHome(Map target) {
        if (target.rehearsal) {
            return // where time passes when it has to
        }
        script.timeout(time: arguments.value('homeWithin'), unit: 'HOURS') {
            int times = 1
            String missing = whyNotHome(target)
            while (missing) {
                new Approval(script, arguments, 'drFailback').lookAgain("Not home yet. ${missing}".toString(), times)
                times = times + 1
                missing = whyNotHome(target)
            }
        }
    }

    /** Why a failback would be refused now; empty if it would not. */
    String whyNotHome(Map target) {
        try {
            script.drFailback(target + [action: 'what-if'])
            return ''
        } catch (FlowInterruptedException abort) {
            throw abort
        } catch (Exception refused) {
            return refused.message ?: 'Nobody can say why.'
        }
    }
}
