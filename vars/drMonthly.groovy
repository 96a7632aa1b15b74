import io.labelmint.dr.Arguments
import io.labelmint.dr.PracticePipeline

/** Drills the recovery of every store of an estate. Arguments: drMonthly.txt. */
def call(Map arguments = [:]) {
    Map defaults = [tell: 'always', keepBuilds: 60]
    new PracticePipeline(this, new Arguments('drMonthly', defaults, arguments)).run()
}
