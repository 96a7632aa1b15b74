import io.labelmint.dr.MoveArguments
import io.labelmint.dr.MovePipeline

/** Leads an estate home that has failed over, once people have approved the plan. Arguments: drFailbackRunbook.txt. */
def call(Map arguments = [:]) {
    new MovePipeline(this, new MoveArguments('drFailbackRunbook', arguments)).run()
}
