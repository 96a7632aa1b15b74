import io.labelmint.dr.Arguments
import io.labelmint.dr.RestoreTestPipeline

/** Tests the restore of every store of an estate, and reviews its week. Arguments: drWeekly.txt. */
def call(Map arguments = [:]) {
    Map defaults = [tell: 'always', keepBuilds: 120]
    new RestoreTestPipeline(this, new Arguments('drWeekly', defaults, arguments)).run()
}
