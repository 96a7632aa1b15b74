package io.labelmint.dr

/** Plan, have it approved, restore, tell, keep the evidence: the stages of drRestore. */
class RestorePipeline implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    RestorePipeline(script, Arguments arguments) {
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
            script.error('A timer started this build, and drRestore restores for people only. Start it by hand, with' +
                ' parameters.')
        }
        String what = "Restore ${wanted.store} as ${wanted.target}: ${wanted.purpose}"

        Map plan = script.stage('Plan') { planned(target, wanted, what) }
        script.stage('Approve') { new Approval(script, arguments, 'drRestorePitr').ask(what, plan, target) }

        Stages stages = new Stages(script)
        stages.run('Restore') {
            script.drRestorePitr(target + [action: 'execute', run: plan.run, digest: plan.digest])
        }
        stages.run('Tell') { new Notice(script, target).tell('restore', arguments.value('tell')) }
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep() }
        stages.end()
    }

    Map planned(Map target, Map wanted, String what) {
        Map plan = script.drRestorePitr(target + [
            action: 'plan', store: wanted.store, instance: wanted.target, point: wanted.point, side: wanted.side,
            forProduction: arguments.value('forProduction')
        ])
        script.currentBuild.description = "${what}. Plan ${plan.shortDigest}".toString()
        return plan
    }
}
