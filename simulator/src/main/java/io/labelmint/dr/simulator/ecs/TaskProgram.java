package io.labelmint.dr.simulator.ecs;

import java.util.OptionalInt;

/** What the containers of simulated tasks do. */
@FunctionalInterface
public interface TaskProgram {
    /**
     * Does at once what the container of {@code task} does from its start to its end.
     *
     * @return what it exits with; empty if it is not this program's, and goes on running
     */
    OptionalInt run(TaskRun task);
}
