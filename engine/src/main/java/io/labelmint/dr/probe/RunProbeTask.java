package io.labelmint.dr.probe;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.EcsTasks;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.StoredText;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Attempt;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.restore.TestTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Runs {@code dr probe} as a Fargate task beside a copy. It is done when the result lies in the state bucket, whatever
 * became of the task since.
 *
 * <p><b>Repeating.</b> The same client token starts one task, for 24 hours or until an hour after the task stopped (Amazon
 * ECS API Reference, "Ensuring idempotency"). Beyond that it is found by who started it and by the tag of its operation, as
 * long as ECS shows it. Should a second one ever be started, it can only find that the result is there: it is written with
 * If-None-Match.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param operation whose it is; tagged, and who started it
 * @param region where the copy is
 * @param task where and as what it runs
 * @param place where it finds its request and puts its result
 * @param request SHA-256 of the request
 * @param store the store whose copy is asked
 * @param limit how long after its creation a result is waited for
 * @param tags more tags
 */
@JsonTypeName("ecs-run-probe-task")
public record RunProbeTask(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        OperationId operation,
        String region,
        Validation.Task task,
        ProbePlace place,
        String request,
        String store,
        Duration limit,
        SortedMap<String, String> tags)
        implements Action {

    private static final Json JSON = new Json(List.of());

    @Override
    public PlannedCall call() {
        return call(Attempt.FIRST);
    }

    private PlannedCall call(Attempt attempt) {
        SortedMap<String, String> all = new TreeMap<>(tags);
        all.put(OperationTag.KEY, operation.value());
        RunTaskRequest call = RunTaskRequest.builder()
                .cluster(task.cluster())
                .taskDefinition(task.taskDefinition())
                .count(1)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(task.subnets())
                        .securityGroups(task.securityGroups())
                        .assignPublicIp(AssignPublicIp.DISABLED)))
                .overrides(overrides -> overrides.containerOverrides(ContainerOverride.builder()
                        .name(task.container())
                        .command(command())
                        .build()))
                .startedBy(operation.value())
                // Up to 64 characters, which ids of operations may exceed.
                .clientToken(Json.sha256(attempt.token(operation)))
                .tags(all.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
        return PlannedCall.of(MutatingOperation.RUN_TASK, region, call);
    }

    private List<String> command() {
        return List.of(
                "dr",
                "probe",
                "--region",
                place.region(),
                "--bucket",
                place.bucket(),
                "--request",
                place.request(),
                "--sha256",
                request,
                "--result",
                place.result());
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.TOKEN;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        Reading<List<Task>> tasks = observatory.read(new EcsTasks(region, task.cluster(), task.family()));
        Optional<Task> own = tasks.fold(all -> own(all, inputs), unread -> Optional.empty());
        // What a task that has stopped did not write before, it will not write any more: so the result is read later.
        Reading<Optional<String>> result = (own.filter(TestTask::stopped).isPresent()
                        ? observatory.since(tasks.sent())
                        : observatory)
                .read(new StoredText(place.region(), place.bucket(), place.result()));
        return result.fold(
                text -> text.<Progress>map(this::answered)
                        .orElseGet(() -> tasks.fold(all -> unanswered(own, tasks.sent()), Progress.Unknown::new)),
                Progress.Unknown::new);
    }

    private Progress answered(String text) {
        try {
            ProbeResult.read(text, request, store, JSON);
            return new Progress.Done(Facts.of("request", request, "result", Json.sha256(text)));
        } catch (ProblemException e) {
            return new Progress.Failed(e.problem());
        }
    }

    private Progress unanswered(Optional<Task> own, Instant asOf) {
        if (own.isEmpty()) {
            return new Progress.Absent();
        }
        Task found = own.get();
        if (TestTask.stopped(found)) {
            return new Progress.Failed(stopped(found));
        }
        Instant until = Optional.ofNullable(found.createdAt()).orElse(asOf).plus(limit);
        return asOf.isBefore(until)
                ? new Progress.InProgress(found.lastStatus())
                : new Progress.Failed(Problem.of(
                                "probe.overdue",
                                "The task that asks the copy of " + store + " has no result after " + limit.toMinutes()
                                        + " min and is " + found.lastStatus() + ".",
                                "See its log; give validation.timeLimit of " + store
                                        + " more time if it is still at it.")
                        .with("task", found.taskArn()));
    }

    private Problem stopped(Task found) {
        String reason = Optional.ofNullable(found.stoppedReason()).orElse("ECS gives no reason");
        String code = found.containers().stream()
                .filter(container -> task.container().equals(container.name()))
                .map(Container::exitCode)
                .filter(Objects::nonNull)
                .map(exit -> ", exit code " + exit)
                .findFirst()
                .orElse("");
        return Problem.of(
                        "probe.stopped",
                        "The task that was to ask the copy of " + store + " stopped without a result: " + reason + code
                                + ".",
                        "See its log and docs/validation.md: it needs an image with dr, a way to the copy and to S3, and"
                                + " a role for both objects.")
                .with("task", found.taskArn())
                .with("stopCode", found.stopCodeAsString());
    }

    /** That of an earlier attempt does not count. */
    private Optional<Task> own(List<Task> all, Inputs inputs) {
        String earlier = inputs.attempt().failed().get("taskArn");
        return all.stream()
                .filter(found -> operation.value().equals(found.startedBy())
                        && operation.value().equals(TestTask.tags(found).get(OperationTag.KEY)))
                .filter(found -> !found.taskArn().equals(earlier))
                .max(Comparator.comparing(
                        found -> Optional.ofNullable(found.createdAt()).orElse(Instant.EPOCH)));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var started = hands.send(call(inputs.attempt()), RunTaskResponse.class);
        if (started.tasks().isEmpty()) {
            String reason =
                    started.failures().stream().map(Failure::reason).findFirst().orElse("ECS gives no reason");
            throw Problem.of(
                            "probe.not-placed",
                            "ECS did not start the task that asks the copy of " + store + ": " + reason + ".",
                            "Test again later, or name subnets in more availability zones in validation.task.")
                    .asException();
        }
        return Facts.of("taskArn", started.tasks().get(0).taskArn());
    }
}
