import io.labelmint.dr.RestoreArguments
import io.labelmint.dr.RestorePipeline

/** Restores a store beside what there is, once a person has approved the plan. Arguments: drRestore.txt. */
def call(Map arguments = [:]) {
    new RestorePipeline(this, new RestoreArguments(arguments)).run()
}
