package io.labelmint.dr.bench;

import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Builds of one controller, each of which waits in a step for a snapshot of its own. */
interface WaitingBuilds extends AutoCloseable {
    /** A step that has {@code database} of {@code region} backed up, in a build of its own. */
    StepExecution step(BuildContext build, String region, String database);

    /** Lets go of everything. */
    @Override
    void close();
}
