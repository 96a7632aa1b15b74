import io.labelmint.dr.MoveArguments
import io.labelmint.dr.MovePipeline

/** Moves an estate to its DR region, once people have approved the plan. Arguments: drFailoverRunbook.txt. */
def call(Map arguments = [:]) {
    new MovePipeline(this, new MoveArguments('drFailoverRunbook', arguments)).run()
}
