import io.labelmint.dr.Arguments
import io.labelmint.dr.RestoreTestPipeline

/** Tests the restore of every cache of an estate. Arguments: drMonthly.txt. */
def call(Map arguments = [:]) {
    Map defaults = [tell: 'always', keepBuilds: 60, only: ['caches']]
    new RestoreTestPipeline(this, new Arguments('drMonthly', defaults, arguments)).run()
}
