package io.labelmint.dr

/** How every pipeline begins: what is wrong with its arguments is said before anything else is done. */
class Opening implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Arguments arguments

    Opening(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    /** Sets up the job; the result is what the steps of this build are asked to work on. */
    Map target() {
        String mistake = arguments.mistake()
        if (mistake) {
            script.error(mistake)
        }
        new JobSettings(script, arguments).apply()
        return arguments.target(script.params)
    }
}
