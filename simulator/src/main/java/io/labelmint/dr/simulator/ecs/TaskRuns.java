package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.RequestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * RunTask, and its client tokens as "Ensuring idempotency" of the ECS API reference has them: the same token and the same
 * parameters in the same cluster are answered with what the first request started, also if that was only failures;
 * other parameters are a ConflictException. A token is good for 24 hours, or until an hour after its last task stopped,
 * whichever is earlier.
 */
final class TaskRuns {
    /** API reference, RunTask, count: "You can specify up to 10 tasks for each call." */
    private static final int MOST = 10;

    /** API reference, RunTask, overrides: "A total of 8192 characters are allowed for overrides." */
    private static final int LONGEST_OVERRIDES = 8192;

    private static final Duration TOKEN_LIFE = Duration.ofHours(24);

    /** API reference, RunTask, clientToken: up to 64 characters in the range of 33 to 126. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,64}");

    /** API reference, RunTask, startedBy: up to 128 letters, numbers, hyphens, forward slashes and underscores. */
    private static final Pattern STARTED_BY = Pattern.compile("[A-Za-z0-9_/-]{1,128}");

    /** What people have quoted; AWS reports it as a failure of a task, or as the error of the whole request. */
    private static final String NO_CAPACITY =
            "Capacity is unavailable at this time. Please try again later or in a different availability zone";

    private final Clusters clusters;
    private final TaskDefinitions definitions;
    private final Tasks tasks;
    private final Placement placement;
    private final Map<String, Use> tokens = new HashMap<>();

    TaskRuns(Clusters clusters, TaskDefinitions definitions, Tasks tasks, Placement placement) {
        this.clusters = clusters;
        this.definitions = definitions;
        this.tasks = tasks;
        this.placement = placement;
    }

    void declare(Operations operations) {
        operations.change("RunTask", RunTaskRequest.class, this::run);
    }

    private RunTaskResponse run(Context context, RunTaskRequest request) {
        Cluster cluster = clusters.require(context, request.cluster());
        // The SDK's getter would make one up.
        String token = request.getValueForField("clientToken", String.class).orElse(null);
        String place = context.region() + "/" + cluster.clusterName() + "/" + token;
        Use earlier = token == null ? null : tokens.get(place);
        if (earlier != null && earlier.isGood(context.now())) {
            return repeated(context, request, earlier);
        }
        TaskDefinition definition = definitions.require(context, request.taskDefinition());
        admit(context, request, definition, token);
        List<EcsTask> started = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (int number = 0; number < count(request); number++) {
            if (EcsScripts.hasCapacity(context.scripts(), context.region())) {
                started.add(
                        tasks.start(context, cluster, definition, told(request, definition), Optional.empty(), number));
            } else {
                failures.add(Failure.builder().reason(NO_CAPACITY).build());
            }
        }
        if (token != null) {
            tokens.put(place, new Use(RequestJson.write(request), context.now(), started, failures));
        }
        return RunTaskResponse.builder()
                .tasks(started.stream()
                        .map(task -> task.describe(context.now(), true))
                        .toList())
                .failures(failures)
                .build();
    }

    private static RunTaskResponse repeated(Context context, RunTaskRequest request, Use earlier) {
        if (!earlier.params.equals(RequestJson.write(request))) {
            throw EcsErrors.tokenInUse(
                    earlier.started.stream().map(task -> task.arn).toList());
        }
        return RunTaskResponse.builder()
                .tasks(earlier.started.stream()
                        .map(task -> remembered(context, task))
                        .toList())
                .failures(earlier.failures)
                .build();
    }

    /** "Tasks that have been stopped for under an hour only include the task ARN, last status, and desired status." */
    private static Task remembered(Context context, EcsTask task) {
        Task all = task.describe(context.now(), true);
        return all.lastStatus().equals("STOPPED")
                ? Task.builder()
                        .taskArn(all.taskArn())
                        .lastStatus(all.lastStatus())
                        .desiredStatus(all.desiredStatus())
                        .build()
                : all;
    }

    private static int count(RunTaskRequest request) {
        return request.count() == null ? 1 : request.count();
    }

    private static Task told(RunTaskRequest request, TaskDefinition definition) {
        return Task.builder()
                .startedBy(request.startedBy())
                .group(request.group() == null ? "family:" + definition.family() : request.group())
                .overrides(request.overrides())
                .tags(request.tags())
                .build();
    }

    private void admit(Context context, RunTaskRequest request, TaskDefinition definition, String token) {
        if (count(request) < 1 || count(request) > MOST) {
            throw EcsErrors.invalid("Count must be between 1 and " + MOST + ": " + request.count());
        }
        if (token != null && !TOKEN.matcher(token).matches()) {
            throw EcsErrors.invalid("A client token has up to 64 characters in the range of 33 to 126.");
        }
        if (request.startedBy() != null
                && !STARTED_BY.matcher(request.startedBy()).matches()) {
            throw EcsErrors.invalid(
                    "startedBy has up to 128 letters, numbers, hyphens, forward slashes and underscores.");
        }
        EcsNames.tags(request.tags());
        if (request.launchType() != LaunchType.FARGATE) {
            throw EcsErrors.invalid("No Container Instances were found in your cluster.");
        }
        placement.admit(context, definition, request.networkConfiguration());
        if (request.overrides() == null) {
            return;
        }
        for (ContainerOverride override : request.overrides().containerOverrides()) {
            boolean known = definition.containerDefinitions().stream()
                    .anyMatch(container -> container.name().equals(override.name()));
            if (!known) {
                throw EcsErrors.containerNotFound(override.name());
            }
        }
        if (RequestJson.write(request.overrides()).toString().length() > LONGEST_OVERRIDES) {
            throw EcsErrors.invalid("Container Overrides length must be at most " + LONGEST_OVERRIDES);
        }
    }

    private record Use(Map<String, Object> params, Instant at, List<EcsTask> started, List<Failure> failures) {
        boolean isGood(Instant now) {
            Instant end = at.plus(TOKEN_LIFE);
            boolean ended = !started.isEmpty() && started.stream().allMatch(EcsTask::stops);
            if (ended) {
                Instant forgotten = started.stream()
                        .map(task -> task.stoppedAt().orElseThrow())
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                        .plus(EcsTask.SHOWN_AFTER_STOP);
                end = forgotten.isBefore(end) ? forgotten : end;
            }
            return now.isBefore(end);
        }
    }
}
