package io.labelmint.dr

/** Test restores, tell, keep the evidence: the stages of drWeekly, and of drMonthly for caches. */
class RestoreTestPipeline implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    RestoreTestPipeline(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    void run() {
        Map target = new Opening(script, arguments).target()
        Stages stages = new Stages(script)
        String name = arguments.pipeline == 'drWeekly' ? 'weekly restore test' : 'monthly restore test of caches'

        stages.run('Test restores') { script.drTestRestore(target) }
        stages.run('Tell') { new Notice(script, target).tell(name, arguments.value('tell')) }
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep() }
        stages.end()
    }
}
