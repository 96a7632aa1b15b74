package io.labelmint.dr

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/**
 * Stages that do not keep each other from running: a backup that failed is one more reason to verify and to tell. The
 * first failure is thrown when all have run, so that the build fails with it. An abort is no failure of a stage and
 * goes through at once.
 */
class Stages implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    Exception first

    Stages(script) {
        this.script = script
    }

    /** Runs {@code body} as stage {@code name}; the result is what it returns, or null if it failed. */
    def run(String name, Closure body) {
        try {
            return script.stage(name) { body() }
        } catch (FlowInterruptedException abort) {
            throw abort
        } catch (Exception failure) {
            failed(failure)
            script.echo("Stage '${name}' failed: ${failure.message}\n" +
                'The stages after it run all the same; the build fails at its end.')
            return null
        }
    }

    /** The build fails with {@code failure} at its end, unless something failed before. */
    void failed(Exception failure) {
        if (first == null) {
            first = failure
        }
    }

    /** Throws the first failure, if there was one. */
    void end() {
        if (first != null) {
            throw first
        }
    }
}
