import io.labelmint.dr.Arguments
import io.labelmint.dr.BackupPipeline

/** Takes the snapshots of caches between two daily jobs. Arguments: drRedisSnapshot.txt. */
def call(Map arguments = [:]) {
    Map defaults = [tell: 'red', keepBuilds: 400]
    new BackupPipeline(this, new Arguments('drRedisSnapshot', defaults, arguments)).run()
}
