package io.labelmint.dr

/**
 * The evidence of this build: verified offline in any case, and archived with the build where that is asked for, which
 * is the only thing here that takes an executor.
 */
class EvidenceArchive implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    EvidenceArchive(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    void keep(List runs) {
        if (!runs) {
            script.echo('No run of this build ended, so there is no evidence to verify.')
        } else if (arguments.archives()) {
            archive(runs)
        } else {
            script.drEvidence(runs: new ArrayList(runs))
        }
    }

    void archive(List runs) {
        String folder = 'dr-evidence'
        // An agent that never comes must not keep the next run from its slot.
        script.timeout(time: 1, unit: 'HOURS') {
            script.node(arguments.value('label')) {
                script.dir(folder) {
                    script.deleteDir()
                }
                script.drEvidence(runs: new ArrayList(runs), folder: folder)
                script.junit(testResults: "${folder}/*/junit.xml".toString(), allowEmptyResults: true)
                script.archiveArtifacts(artifacts: "${folder}/**".toString(), fingerprint: true)
            }
        }
    }
}
