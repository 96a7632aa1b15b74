package io.labelmint.dr.simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** A deployment of a service: its tasks, and how far it has come. */
final class Rollout {
    /** Developer guide, "How the Amazon ECS deployment circuit breaker detects failures": half of the desired count ... */
    private static final double FAILURE_SHARE = 0.5;

    /** ... but at least 3 and at most 200. */
    private static final int LEAST_FAILURES = 3;

    private static final int MOST_FAILURES = 200;

    /** Developer guide, "Service throttle logic": the time between tries grows up to 15 minutes. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    final String id;
    final TaskDefinition definition;
    final Instant created;
    final List<EcsTask> tasks = new ArrayList<>();

    /** When the service was, or will be, steady with it; null if nothing promises that. */
    Instant completed;

    /** Since when so many of its tasks do not stay; null if all do. */
    Instant failingSince;

    int failing;
    Instant updated;

    Rollout(String id, TaskDefinition definition, Instant created) {
        this.id = id;
        this.definition = definition;
        this.created = created;
        this.updated = created;
    }

    /** The tasks that run or are about to, and are not to stop. */
    List<EcsTask> lasting() {
        return tasks.stream().filter(task -> !task.stops()).toList();
    }

    boolean hasTasks(Instant now) {
        return tasks.stream().anyMatch(task -> !task.status(now).equals("STOPPED"));
    }

    int running(Instant now) {
        return (int) tasks.stream()
                .filter(task -> task.status(now).equals("RUNNING"))
                .count();
    }

    int pending(Instant now) {
        return (int) tasks.stream()
                .filter(task -> List.of("PROVISIONING", "PENDING", "ACTIVATING").contains(task.status(now)))
                .count();
    }

    /** How many tasks did not stay, with all the tries that ECS has made again until now. */
    int failed(Instant now) {
        if (failingSince == null || now.isBefore(failingSince)) {
            return 0;
        }
        int tries = 0;
        Duration pause = FIRST_PAUSE;
        for (Instant next = failingSince; !next.isAfter(now); next = next.plus(pause)) {
            tries++;
            pause = tries == 1 ? FIRST_PAUSE : pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
        return tries * failing;
    }

    /** Whether the circuit breaker has given it up: such a deployment starts no task any more. */
    boolean isGivenUp(Instant now, int desired, DeploymentConfiguration configuration) {
        boolean breaker = configuration != null
                && configuration.deploymentCircuitBreaker() != null
                && Boolean.TRUE.equals(configuration.deploymentCircuitBreaker().enable());
        int threshold = Math.max(LEAST_FAILURES, Math.min(MOST_FAILURES, (int) Math.ceil(FAILURE_SHARE * desired)));
        return breaker && !isCompleted(now) && failed(now) >= threshold;
    }

    boolean isCompleted(Instant now) {
        return completed != null && !now.isBefore(completed);
    }

    Deployment describe(Instant now, boolean primary, int desired, DeploymentConfiguration configuration) {
        Deployment.Builder deployment = Deployment.builder()
                .id(id)
                .status(primary ? "PRIMARY" : "ACTIVE")
                .taskDefinition(definition.taskDefinitionArn())
                .desiredCount(primary ? desired : 0)
                .runningCount(running(now))
                .pendingCount(pending(now))
                .failedTasks(failed(now))
                .launchType("FARGATE")
                .createdAt(created)
                .updatedAt(Optional.ofNullable(completed)
                        .filter(at -> isCompleted(now))
                        .orElse(updated));
        if (isCompleted(now)) {
            return deployment
                    .rolloutState(DeploymentRolloutState.COMPLETED)
                    .rolloutStateReason("ECS deployment " + id + " completed.")
                    .build();
        }
        return isGivenUp(now, desired, configuration)
                ? deployment
                        .rolloutState(DeploymentRolloutState.FAILED)
                        .rolloutStateReason("ECS deployment circuit breaker: tasks failed to start.")
                        .build()
                : deployment
                        .rolloutState(DeploymentRolloutState.IN_PROGRESS)
                        .rolloutStateReason("ECS deployment " + id + " in progress.")
                        .build();
    }
}
