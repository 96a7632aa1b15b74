package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The tasks of all regions: those of services and those that were run. */
final class Tasks {
    /** API reference, DescribeTasks and ListTasks: up to 100. */
    private static final int MOST = 100;

    private final Clusters clusters;
    private final Regional<EcsTask> tasks = new Regional<>();

    Tasks(Clusters clusters) {
        this.clusters = clusters;
    }

    void declare(Operations operations) {
        operations
                .read("DescribeTasks", DescribeTasksRequest.class, this::describe)
                .read("ListTasks", ListTasksRequest.class, this::list)
                .change("StopTask", StopTaskRequest.class, this::stop);
    }

    /**
     * Starts a task in {@code cluster}.
     *
     * @param told what its starter says of it; ARNs are added here
     * @param deployment the deployment of a service it is for, if any
     * @param key what tells it from others that are started by the same change
     */
    EcsTask start(
            Context context,
            Cluster cluster,
            TaskDefinition definition,
            Task told,
            Optional<String> deployment,
            Object... key) {
        String id = context.seed()
                .hex(32, "task", context.region(), cluster.clusterName(), context.sequence(), List.of(key));
        Task fixed = told.toBuilder()
                .taskArn(context.arn("ecs", "task/" + cluster.clusterName() + "/" + id))
                .clusterArn(cluster.clusterArn())
                .taskDefinitionArn(definition.taskDefinitionArn())
                .launchType("FARGATE")
                .cpu(definition.cpu())
                .memory(definition.memory())
                .build();
        EcsTask task = new EcsTask(context, fixed, definition, deployment);
        tasks.put(context.region(), task.arn, task);
        return task;
    }

    /** The tasks of {@code region}, oldest first, also those that AWS has forgotten. */
    List<EcsTask> all(String region) {
        return sorted(tasks.all(region).stream());
    }

    /** The tasks of all regions, oldest first. */
    List<EcsTask> all() {
        return sorted(tasks.all().stream());
    }

    /** The essential container of the task {@code arn} exits. */
    void exit(Context context, String arn, int code) {
        Arn.parse(arn)
                .flatMap(parsed -> tasks.find(parsed.region(), arn))
                .ifPresent(task -> task.exit(context.now(), code));
    }

    List<String> inventory() {
        return tasks.all().stream()
                .filter(task -> task.deployment.isEmpty())
                .map(EcsTask::line)
                .toList();
    }

    private static List<EcsTask> sorted(Stream<EcsTask> tasks) {
        return tasks.sorted(Comparator.comparing((EcsTask task) -> task.created).thenComparing(task -> task.arn))
                .toList();
    }

    private DescribeTasksResponse describe(Context context, DescribeTasksRequest request) {
        Cluster cluster = clusters.require(context, request.cluster());
        if (request.tasks().isEmpty()) {
            throw EcsErrors.invalid("Tasks cannot be empty.");
        }
        if (request.tasks().size() > MOST) {
            throw EcsErrors.invalid("Tasks cannot be more than " + MOST + ".");
        }
        List<Task> found = new ArrayList<>();
        List<Failure> missing = new ArrayList<>();
        for (String name : request.tasks()) {
            find(context, cluster, name)
                    .filter(task -> context.sees(task.arn, task.created))
                    .ifPresentOrElse(
                            task -> found.add(task.describe(
                                    context.now(), request.includeAsStrings().contains("TAGS"))),
                            () -> missing.add(Failure.builder()
                                    .arn(arn(context, cluster, name))
                                    .reason("MISSING")
                                    .build()));
        }
        return DescribeTasksResponse.builder().tasks(found).failures(missing).build();
    }

    private ListTasksResponse list(Context context, ListTasksRequest request) {
        Cluster cluster = clusters.require(context, request.cluster());
        String desired = request.desiredStatusAsString() == null ? "RUNNING" : request.desiredStatusAsString();
        boolean others =
                request.family() != null || request.serviceName() != null || request.desiredStatusAsString() != null;
        if (request.startedBy() != null && others) {
            // API reference, ListTasks: "When you specify startedBy as the filter, it must be the only filter that you
            // use."
            throw EcsErrors.invalid("startedBy must be the only filter.");
        }
        int size = Optional.ofNullable(request.maxResults()).orElse(MOST);
        List<String> arns = tasks.all(context.region()).stream()
                .filter(task -> task.cluster().equals(cluster.clusterName()) && task.isShown(context.now()))
                .filter(task -> context.sees(task.arn, task.created))
                .filter(task -> task.isToRun(context.now()) == desired.equals("RUNNING"))
                .filter(task -> request.family() == null || request.family().equals(task.definition.family()))
                .filter(task ->
                        request.startedBy() == null || request.startedBy().equals(task.startedBy()))
                .filter(task -> request.serviceName() == null
                        || ("service:" + EcsNames.last(request.serviceName())).equals(task.group()))
                .map(task -> task.arn)
                .toList();
        Page<String> page = Page.of(arns, arn -> arn, request.nextToken(), Math.min(size, MOST))
                .orElseThrow(() -> EcsErrors.invalid("Invalid token"));
        return ListTasksResponse.builder()
                .taskArns(page.items())
                .nextToken(page.marker())
                .build();
    }

    private StopTaskResponse stop(Context context, StopTaskRequest request) {
        Cluster cluster = clusters.require(context, request.cluster());
        EcsTask task = Optional.ofNullable(request.task())
                .flatMap(name -> find(context, cluster, name))
                .orElseThrow(EcsErrors::taskNotFound);
        // What the console and the API say where no reason is given.
        String reason = request.reason() == null ? "Task stopped by user" : request.reason();
        task.stop(context.now(), TaskStopCode.USER_INITIATED, reason);
        return StopTaskResponse.builder()
                .task(task.describe(context.now(), false))
                .build();
    }

    private Optional<EcsTask> find(Context context, Cluster cluster, String name) {
        return tasks.find(context.region(), arn(context, cluster, name)).filter(task -> task.isShown(context.now()));
    }

    private static String arn(Context context, Cluster cluster, String name) {
        return name.startsWith("arn:") ? name : context.arn("ecs", "task/" + cluster.clusterName() + "/" + name);
    }
}
