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

pipelineJob("dr-${estate}-rehearsal") {
    definition {
        cps {
            script("@Library('dr') _\ndrDaily estate: '${estate}', rehearsal: true, configure: false\n")
            sandbox()
        }
    }
}
