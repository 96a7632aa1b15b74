package io.labelmint.dr

/**
 * What is practised and looked at by schedule: drMonthly drills the recovery from backups, drQuarterly does so and has it
 * signed, drAnnual looks back over everything and has that signed. None of them moves users; drExercise does, for people.
 */
class PracticePipeline implements Serializable {
    private static final long serialVersionUID = 1L

    /** What is looked at every month; who signs is shown all of it. */
    private static final List<String> MONTHLY = ['compliance', 'cost']

    final script
    final Arguments arguments

    PracticePipeline(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    void run() {
        Map target = new Opening(script, arguments).target()
        Stages stages = new Stages(script)
        boolean drills = arguments.pipeline != 'drAnnual'
        boolean signed = arguments.pipeline != 'drMonthly'
        String name = [drMonthly: 'monthly drill', drQuarterly: 'quarterly drill', drAnnual: 'annual review']
            .get(arguments.pipeline)

        if (!drills) {
            stages.run('Verify') { script.drVerifyReplication(target) }
        }
        stages.run('Readiness') { script.drReadiness(target) }
        if (drills) {
            stages.run('Drill') { script.drDrill(target) }
        }
        stages.run('Review') { script.drReview(target + (signed ? [:] : [areas: MONTHLY])) }
        stages.run('Tell') { new Notice(script, target).tell(name, arguments.value('tell')) }
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep() }
        if (signed) {
            stages.run('Sign-off') { new SignOff(script, arguments).ask(name, target, arguments.value('practice').toString()) }
        }
        stages.end()
    }
}
