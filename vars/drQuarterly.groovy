import io.labelmint.dr.Arguments
import io.labelmint.dr.PracticePipeline

/** Drills the recovery of every store of an estate, and has it signed. Arguments: drQuarterly.txt. */
def call(Map arguments = [:]) {
    Map defaults = [tell: 'always', keepBuilds: 40, signWithin: 14, submitter: '', practice: '']
    new PracticePipeline(this, new Arguments('drQuarterly', defaults, arguments)).run()
}
