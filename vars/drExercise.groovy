import io.labelmint.dr.ExerciseArguments
import io.labelmint.dr.ExercisePipeline

/** A game day: there, home, and signed. Arguments: drExercise.txt. */
def call(Map arguments = [:]) {
    new ExercisePipeline(this, new ExerciseArguments(arguments)).run()
}
