// Job DSL: the scheduled jobs of one estate, and a rehearsal to try things out with. Run by jenkins.yaml beside this
// file, or by a seed job.
//
// Schedule and settings are given here, so that they hold from the first moment on and not only after a first build;
// the pipelines are told to leave them alone (configure: false).
//
// Run with Job DSL 1.77, an old one; what is called here is in 1.94 as well. A test runs the file with the calls recorded,
// and every pipeline in it.
String estate = 'acme-production'

List scheduled = [
    [name: 'daily', cron: '0 2 * * *', builds: 400, pipeline: "drDaily estate: '${estate}', configure: false"],
    [name: 'redis-snapshot', cron: '0 */6 * * *', builds: 400,
        pipeline: "drRedisSnapshot estate: '${estate}', only: ['sessions'], configure: false"],
    [name: 'weekly', cron: '0 3 * * 0', builds: 120, pipeline: "drWeekly estate: '${estate}', configure: false"],
    [name: 'monthly', cron: '0 4 1 * *', builds: 60, pipeline: "drMonthly estate: '${estate}', configure: false"],
    [name: 'quarterly', cron: '0 4 2 1,4,7,10 *', builds: 40,
        pipeline: "drQuarterly estate: '${estate}', configure: false"],
    [name: 'annual', cron: '0 6 15 1 *', builds: 40, pipeline: "drAnnual estate: '${estate}', configure: false"],
    [name: 'watch', cron: 'H/15 * * * *', builds: 700, pipeline: "drWatch estate: '${estate}', configure: false"]
]

for (Map each : scheduled) {
    pipelineJob("dr-${estate}-${each.name}") {
        logRotator {
            numToKeep(each.builds)
        }
        properties {
            disableConcurrentBuilds()
            durabilityHint {
                hint('MAX_SURVIVABILITY')
            }
            pipelineTriggers {
                triggers {
                    cron {
                        spec("TZ=UTC\n${each.cron}")
                    }
                }
            }
        }
        definition {
            cps {
                script("@Library('dr') _\n${each.pipeline}\n")
                sandbox()
            }
        }
    }
}

// For people: it has no schedule, asks for an approval, and refuses to run for a timer.
pipelineJob("dr-${estate}-restore") {
    logRotator {
        numToKeep(400)
    }
    properties {
        disableConcurrentBuilds()
        durabilityHint {
            hint('MAX_SURVIVABILITY')
        }
    }
    parameters {
        stringParam('STORE', '', 'What to restore: the id of the store in the estate.')
        stringParam('POINT', '', 'What to: latest (also if left empty), a whole second in UTC, or the ARN of a backup.')
        stringParam('TARGET', '', 'The name of what comes of it, which nobody has yet.')
        stringParam('PURPOSE', '', 'Why, for whoever approves it. It stays on the page of the build.')
        stringParam('SIDE', '', 'The region of the estate: dr (also if left empty) or primary.')
        booleanParam('REHEARSAL', false, 'Work on simulated AWS. Nothing real is read or changed.')
    }
    definition {
        cps {
            script("@Library('dr') _\ndrRestore estate: '${estate}', configure: false\n")
            sandbox()
        }
    }
}

// For people as well: the way to the DR region, what becomes of it there, and the way home.
pipelineJob("dr-${estate}-failover") {
    logRotator {
        numToKeep(400)
    }
    properties {
        disableConcurrentBuilds()
        durabilityHint {
            hint('MAX_SURVIVABILITY')
        }
    }
    parameters {
        stringParam('VERB', '', 'failover (also if left empty), switchover, commit or roll-back.')
        stringParam('PURPOSE', '', 'Why, for whoever approves it and whoever is told.')
        booleanParam('ACCEPT_UNFENCED', false, 'Of a failover: go on where nobody can prove that an old database takes no' +
            ' writes any more. What is written to it afterwards is lost.')
        booleanParam('REHEARSAL', false, 'Work on simulated AWS. Nothing real is read or changed.')
    }
    definition {
        cps {
            script("@Library('dr') _\ndrFailoverRunbook estate: '${estate}', configure: false\n")
            sandbox()
        }
    }
}

for (Map each : [[name: 'failback', pipeline: 'drFailbackRunbook'], [name: 'exercise', pipeline: 'drExercise']]) {
    pipelineJob("dr-${estate}-${each.name}") {
        logRotator {
            numToKeep(400)
        }
        properties {
            disableConcurrentBuilds()
            durabilityHint {
                hint('MAX_SURVIVABILITY')
            }
        }
        parameters {
            stringParam('PURPOSE', '', 'Why, for whoever approves it and whoever is told.')
            booleanParam('REHEARSAL', false, 'Work on simulated AWS. Nothing real is read or changed.')
        }
        definition {
            cps {
                script("@Library('dr') _\n${each.pipeline} estate: '${estate}', configure: false\n")
                sandbox()
            }
        }
    }
}

pipelineJob("dr-${estate}-rehearsal") {
    definition {
        cps {
            script("@Library('dr') _\ndrDaily estate: '${estate}', rehearsal: true, configure: false\n")
            sandbox()
        }
    }
}
