package io.labelmint.dr

/** Back up, verify, tell, keep the evidence: the stages of drDaily, and of drRedisSnapshot for caches only. */
class BackupPipeline implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    BackupPipeline(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    void run() {
        Map target = new Opening(script, arguments).target()
        Stages stages = new Stages(script)
        String name = arguments.pipeline == 'drDaily' ? 'daily' : 'redis snapshot'

        stages.run('Back up') { script.drBackup(target) }
        stages.run('Verify') { script.drVerifyReplication(target) }
        stages.run('Tell') { new Notice(script, target).tell(name, arguments.value('tell')) }
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep() }
        stages.end()
    }
}
