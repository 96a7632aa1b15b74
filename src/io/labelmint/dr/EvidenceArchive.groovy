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

    /** Of all runs of this build that ended. */
    void keep() {
        // First, so that neither a missing agent nor what it does to its workspace says anything about the evidence.
        script.drEvidence([:])
        if (arguments.archives()) {
            archive()
        }
    }

    void archive() {
        String folder = 'dr-evidence'
        // An agent that never comes must not keep the next run from its slot.
        script.timeout(time: 1, unit: 'HOURS') {
            script.node(arguments.value('label')) {
                script.dir(folder) {
                    script.deleteDir()
                }
                script.drEvidence(folder: folder)
                script.junit(testResults: "${folder}/*/junit.xml".toString(), allowEmptyResults: true)
                script.archiveArtifacts(artifacts: "${folder}/**".toString(), fingerprint: true)
            }
        }
    }
}
