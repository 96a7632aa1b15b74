import io.labelmint.dr.Arguments
import io.labelmint.dr.BackupPipeline

/** Backs up an estate, verifies it, tells people and keeps the evidence. Arguments: drDaily.txt. */
def call(Map arguments = [:]) {
    Map defaults = [tell: 'always', keepBuilds: 400]
    new BackupPipeline(this, new Arguments('drDaily', defaults, arguments)).run()
}
