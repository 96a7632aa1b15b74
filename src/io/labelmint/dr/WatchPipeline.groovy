package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/**
 * Have heartbeats written, verify, tell what is new, keep the evidence: the stages of drWatch.
 *
 * A watch that cannot look is news too, once: by the result of the build before, because there is no run to compare.
 */
class WatchPipeline implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    WatchPipeline(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    void run() {
        Map target = new Opening(script, arguments).target()
        Stages stages = new Stages(script)

        stages.run('Heartbeat') { script.drHeartbeat(target) }
        Map check = stages.run('Verify') { verify(target) }
        stages.run('Tell') { tell(new Notice(script, target), check == null) }
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep() }
        stages.end()
    }

    Map verify(Map target) {
        Map check = script.drVerifyReplication(target)
        if (check.open) {
            script.unstable(openOperations(check.open))
        }
        return check
    }

    void tell(Notice notice, boolean blind) {
        boolean wasBlind = script.currentBuild.previousBuild?.result == 'FAILURE'
        String when = arguments.value('tell')
        if (when == 'news' && blind && wasBlind) {
            script.echo('Still not verified; people were told when that began.')
            return
        }
        notice.tell('watch', when == 'news' && wasBlind ? 'always' : when)
    }

    @NonCPS
    private static String openOperations(List open) {
        List rows = []
        for (Object operation : open) {
            rows.add("${operation.id} (${operation.title}, since ${operation.since}: ${operation.reason})".toString())
        }
        return "Open operations nobody works on: ${rows.join('; ')}." +
            ' Run the job that began each again, or finish it with `dr resume ID`.'
    }
}
