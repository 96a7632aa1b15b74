package io.labelmint.dr

/** Test restores, review, tell, keep the evidence: the stages of drWeekly. */
class RestoreTestPipeline implements Serializable {
    private static final long serialVersionUID = 1L

    /** What is looked at every week; the rest is, every month and every quarter. */
    private static final List<String> AREAS = ['performance', 'capacity', 'security']

    final script
    final Arguments arguments

    RestoreTestPipeline(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    void run() {
        Map target = new Opening(script, arguments).target()
        Stages stages = new Stages(script)

        stages.run('Test restores') { script.drTestRestore(target) }
        Map audited = audited(stages)
        stages.run('Review') { script.drReview(target + audited + [areas: AREAS]) }
        stages.run('Tell') { new Notice(script, target).tell('weekly restore test', arguments.value('tell')) }
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep() }
        stages.end()
    }

    /** What the review is told of the access audit that the pipeline was given; nothing if it was given none. */
    Map audited(Stages stages) {
        def audit = arguments.value('accessAudit')
        if (!audit) {
            return [:]
        }
        Map done = stages.run('Access audit') {
            audit.call()
            return [accessAudit: 'passed']
        }
        return done ?: [accessAudit: 'failed']
    }
}
