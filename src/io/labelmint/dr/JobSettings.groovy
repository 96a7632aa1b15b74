package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/**
 * Schedule, parameters, durability and history of the job a pipeline runs in, set at the top of each build.
 *
 * The step {@code properties} replaces what it set the last time, so two calls in one build would undo each other: the
 * second one is refused. They take effect with the first build that has run them; the durability with the next one.
 */
class JobSettings implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    JobSettings(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    /** Sets them, unless somebody else does: Job DSL, Configuration as Code, a person. */
    void apply() {
        if (!arguments.value('configure')) {
            return
        }
        // In the environment, because that survives restarts and is shared by everything in the build.
        String before = script.env.DR_JOB_SET_BY
        if (before) {
            script.error("${before} has set the schedule of this job already, and ${arguments.pipeline} would replace" +
                ' it. Give each pipeline a job of its own, or call the second one with configure: false.')
        }
        script.env.DR_JOB_SET_BY = arguments.pipeline
        List settings = [
            script.disableConcurrentBuilds(),
            // Only this hint keeps a build that waits for a snapshot alive when the controller is killed.
            script.durabilityHint('MAX_SURVIVABILITY'),
            script.buildDiscarder(script.logRotator(numToKeepStr: arguments.value('keepBuilds').toString())),
            script.parameters(parameters())
        ]
        String schedule = schedule()
        if (schedule) {
            settings.add(script.pipelineTriggers([script.cron(schedule)]))
        }
        script.properties(settings)
    }

    /** For people: what the build is narrowed to, or what it is to do. Left as they are, they change nothing. */
    List parameters() {
        List parameters = []
        if (arguments.pipeline == 'drRestore') {
            parameters.add(text('STORE', 'What to restore: the id of the store in the estate.'))
            parameters.add(text('POINT', 'What to: latest (also if left empty), a whole second in UTC such as' +
                ' 2026-11-22T02:00:00Z, or the ARN of a backup.'))
            parameters.add(text('TARGET', 'The name of what comes of it, which nobody has yet.'))
            parameters.add(text('PURPOSE', 'Why, for whoever approves it. It stays on the page of the build.'))
            parameters.add(text('SIDE', 'The region of the estate: dr (also if left empty) or primary.'))
        } else if (arguments.pipeline == 'drFailoverRunbook') {
            parameters.add(text('VERB', 'How it moves: failover, if the primary region is presumed lost; switchover, if' +
                ' both work; commit or roll-back, for what has moved. Left empty, what the job is for.'))
            parameters.add(text('PURPOSE', 'Why, for whoever approves it and whoever is told.'))
            parameters.add(script.booleanParam(name: 'ACCEPT_UNFENCED', defaultValue: false, description:
                'Of a failover: go on where nobody can prove that an old database takes no writes any more, as of a' +
                ' region that answers nothing. What is written to it afterwards is lost.'))
        } else if (['drFailbackRunbook', 'drExercise'].contains(arguments.pipeline)) {
            parameters.add(text('PURPOSE', 'Why, for whoever approves it and whoever is told.'))
        } else if (arguments.pipeline == 'drProvision') {
            parameters.add(script.booleanParam(name: 'IMPORTS', defaultValue: false, description:
                'Look for what is declared and there already, and have Terraform adopt it.'))
        } else {
            parameters.add(text('ONLY',
                'Stores to narrow this build to, separated by commas. Left empty: all the job is for.'))
        }
        parameters.add(script.booleanParam(name: 'REHEARSAL', defaultValue: false, description:
            'Work on simulated AWS. Nothing real is read or changed.'))
        return parameters
    }

    def text(String name, String description) {
        return script.string(name: name, defaultValue: '', trim: true, description: description)
    }

    /** In the form of Jenkins, empty for none. */
    String schedule() {
        if (arguments.value('schedule') == false) {
            return ''
        }
        String resource = "io/labelmint/dr/schedules/${arguments.pipeline}.cron"
        return inUtc(arguments.value('schedule') ?: script.libraryResource(resource))
    }

    /** In UTC unless it says otherwise, wherever the controller is; Jenkins reads a zone in the first line only. */
    @NonCPS
    private static String inUtc(String schedule) {
        String text = schedule.trim()
        return text.startsWith('TZ=') ? text : 'TZ=UTC\n' + text
    }
}
