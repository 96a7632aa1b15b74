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
        String mistake = arguments.mistake()
        if (mistake) {
            script.error(mistake)
        }
        new JobSettings(script, arguments).apply()
        Map target = arguments.target(script.params)
        Runs runs = new Runs()
        Stages stages = new Stages(script)
        String name = arguments.pipeline == 'drDaily' ? 'daily' : 'redis snapshot'

        Map backup = stages.run('Back up') { script.drBackup(target) }
        runs.add('backup', backup, script.env.BUILD_NUMBER)
        Map check = stages.run('Verify') { script.drVerifyReplication(target) }
        runs.add('check', check, script.env.BUILD_NUMBER)
        Map notice = stages.run('Tell') { new Notice(script, target).tell(runs.told, name, arguments.value('tell')) }
        runs.add('notice', notice, script.env.BUILD_NUMBER)
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep(runs.ended) }
        stages.end()
    }
}
