package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * The service scheduler: whenever something about a service changes, it writes down what becomes of its tasks from then on.
 * Deployments are rolling ones with AWS's defaults (100 % healthy, 200 % at most): old tasks stop when all new ones run.
 * Tries to start tasks again are counted, not carried out, until what was in the way is gone.
 */
final class Scheduler {
    /** How each of the sentences about trouble goes on. */
    private static final String MORE =
            " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    private final Tasks tasks;

    Scheduler(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Brings the tasks of {@code service} in line with what it shall be, from now on. */
    void settle(Context context, ScheduledService service) {
        Instant now = context.now();
        Rollout primary = service.primary();
        service.events.removeIf(event -> event.at().isAfter(now));
        List<EcsTask> lasting = new ArrayList<>(primary.lasting());
        int missing = service.desired - lasting.size();
        if (missing < 0) {
            List<EcsTask> surplus = lasting.subList(service.desired, lasting.size());
            stop(service, primary, surplus, now);
            surplus.clear();
        } else if (missing > 0 && !primary.isGivenUp(now, service.desired, service.configuration)) {
            lasting.addAll(start(context, service, primary, missing));
        }
        if (lasting.size() >= service.desired) {
            ready(service, primary, lasting, now);
        } else if (!primary.isCompleted(now)) {
            primary.completed = null;
        }
    }

    /** Starts as many as there is room for; those that will stay. */
    private List<EcsTask> start(Context context, ScheduledService service, Rollout rollout, int count) {
        Instant now = context.now();
        if (!EcsScripts.hasCapacity(context.scripts(), service.region)) {
            service.tell(
                    now,
                    "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or"
                            + " in a different availability zone." + MORE);
            return List.of();
        }
        Task told = Task.builder()
                .group("service:" + service.name)
                .startedBy(rollout.id)
                .build();
        List<EcsTask> started = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            started.add(tasks.start(
                    context, service.cluster, rollout.definition, told, Optional.of(rollout.id), service.name, number));
        }
        rollout.tasks.addAll(started);
        service.tell(now, "has started " + count + " tasks: " + named(started) + ".");
        List<EcsTask> staying = started.stream().filter(task -> !task.stops()).toList();
        rollout.failing = started.size() - staying.size();
        rollout.failingSince = started.stream()
                .flatMap(task -> task.stopsFrom().stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (rollout.failing > 0) {
            service.tell(rollout.failingSince, "is unable to consistently start tasks successfully." + MORE);
        }
        return staying;
    }

    private static void stop(ScheduledService service, Rollout rollout, List<EcsTask> surplus, Instant at) {
        if (!surplus.isEmpty()) {
            String reason = "Scaling activity initiated by (deployment " + rollout.id + ")";
            surplus.forEach(task -> task.stop(at, TaskStopCode.SERVICE_SCHEDULER_INITIATED, reason));
            service.tell(at, "has stopped " + surplus.size() + " running tasks: " + named(surplus) + ".");
        }
    }

    /** All tasks there shall be are on their way: when they run, the old ones go, and the service is steady. */
    private static void ready(ScheduledService service, Rollout primary, List<EcsTask> lasting, Instant now) {
        Instant allRun = lasting.stream()
                .map(task -> task.runsFrom)
                .filter(now::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(now);
        service.rollouts.stream().skip(1).forEach(old -> stop(service, primary, old.lasting(), allRun));
        primary.failing = 0;
        primary.failingSince = null;
        Instant steady = allRun.plus(EcsDurations.STEADY);
        if (!primary.isCompleted(now)) {
            primary.completed = steady;
            service.tell(steady, "(deployment " + primary.id + ") deployment completed.");
        }
        service.tell(steady, "has reached a steady state.");
    }

    private static String named(List<EcsTask> tasks) {
        return tasks.stream().map(task -> "(task " + task.id() + ")").collect(Collectors.joining(" "));
    }
}
