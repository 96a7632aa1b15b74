import io.labelmint.dr.Arguments
import io.labelmint.dr.PracticePipeline

/** Looks back over everything an estate has, and has it signed. Arguments: drAnnual.txt. */
def call(Map arguments = [:]) {
    Map defaults = [tell: 'always', keepBuilds: 40, signWithin: 14, submitter: '', practice: '']
    new PracticePipeline(this, new Arguments('drAnnual', defaults, arguments)).run()
}
