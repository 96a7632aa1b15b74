package io.labelmint.dr.simulator.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A task that was started with RunTask, as its containers see it.
 *
 * @param arn the task
 * @param family the family of its task definition
 * @param runsFrom when its containers run, unless it is stopped before
 * @param running whether they run now
 * @param command the command of the overridden container; empty if none is overridden
 * @param environment what the override adds to its environment
 * @param secrets names of the environment variables that ECS fills from secrets
 */
public record TaskRun(
        String arn,
        String family,
        Instant runsFrom,
        boolean running,
        List<String> command,
        Map<String, String> environment,
        List<String> secrets) {

    public TaskRun {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        secrets = List.copyOf(secrets);
    }
}
