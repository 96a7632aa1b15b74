package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.core.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** A task: what it was started as, its statuses, and how it stops. Its timetable is written when it is started. */
final class EcsTask {
    /** Developer guide, "View Amazon ECS stopped task errors": stopped tasks are shown for at least one hour. */
    static final Duration SHOWN_AFTER_STOP = Duration.ofHours(1);

    /** What a process exits with that SIGTERM ends: 128 and the number of the signal. */
    private static final int TERMINATED = 143;

    final String region;
    final String arn;
    final TaskDefinition definition;
    final Optional<String> deployment;
    final Instant created;
    final Instant runsFrom;

    private final Task fixed;
    private final Seed seed;
    private final Lifecycle lifecycle;
    private final Instant pulls;
    private final Instant pulled;
    private Stop stop;

    /** @param fixed all of it that does not change: ARN, cluster, definition, who started it, overrides, tags */
    EcsTask(Context context, Task fixed, TaskDefinition definition, Optional<String> deployment) {
        this.region = context.region();
        this.arn = fixed.taskArn();
        this.fixed = fixed;
        this.definition = definition;
        this.deployment = deployment;
        this.created = context.now();
        this.seed = context.seed();
        this.pulls = created.plus(EcsDurations.provisioning(seed, arn));
        this.pulled = pulls.plus(EcsDurations.pulling(seed, arn));
        this.runsFrom = pulled.plus(EcsDurations.activating(seed, arn));
        this.lifecycle = new Lifecycle(created, "PROVISIONING").become(pulls, "PENDING");
        Optional<String> missing = definition.containerDefinitions().stream()
                .map(ContainerDefinition::image)
                .filter(image -> !EcsScripts.hasImage(context.scripts(), region, image))
                .findFirst();
        if (missing.isPresent()) {
            cannotPull(missing.get());
        } else {
            lifecycle.become(pulled, "ACTIVATING").become(runsFrom, "RUNNING");
            EcsScripts.exit(context.scripts(), region, definition.family())
                    .ifPresent(exit -> exit(runsFrom.plus(exit.after()), exit.code()));
        }
    }

    String cluster() {
        return EcsNames.last(fixed.clusterArn());
    }

    String id() {
        return EcsNames.last(arn);
    }

    String group() {
        return fixed.group();
    }

    String startedBy() {
        return fixed.startedBy();
    }

    String status(Instant now) {
        return lifecycle.at(now);
    }

    /** Whether it is to stop, at once or later. */
    boolean stops() {
        return stop != null;
    }

    /** When it was decided that it stops; empty if it is to run. */
    Optional<Instant> stopsFrom() {
        return Optional.ofNullable(stop).map(Stop::decided);
    }

    boolean isToRun(Instant now) {
        return stop == null || now.isBefore(stop.decided);
    }

    /** When its last status became STOPPED, or will; empty if it is to run. */
    Optional<Instant> stoppedAt() {
        return Optional.ofNullable(stop).map(Stop::stopped);
    }

    boolean isShown(Instant now) {
        return stop == null || now.isBefore(stop.stopped.plus(SHOWN_AFTER_STOP));
    }

    /** Its essential container exits with {@code code} at {@code at}; nothing happens unless it runs then. */
    void exit(Instant at, int code) {
        if (isToRun(at) && status(at).equals("RUNNING")) {
            deprovision(at, at, TaskStopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited", code);
        }
    }

    /** Somebody has it stopped at {@code at}: SIGTERM, and SIGKILL after the timeout. */
    void stop(Instant at, TaskStopCode code, String reason) {
        if (!isToRun(at)) {
            return;
        }
        if (!status(at).equals("RUNNING")) {
            deprovision(at, at, code, reason, null);
            return;
        }
        Instant stopping = at.plus(EcsDurations.activating(seed, arn));
        Instant ended = stopping.plus(seed.between(Duration.ofSeconds(1), EcsDurations.STOP_TIMEOUT, "stop", arn));
        deprovision(at, ended, code, reason, TERMINATED);
        lifecycle.pass(at, stopping, "DEACTIVATING");
        lifecycle.pass(stopping, ended, "STOPPING");
    }

    Task describe(Instant now, boolean withTags) {
        String status = status(now);
        boolean stopping = !isToRun(now);
        boolean ran = !now.isBefore(runsFrom) && (stop == null || stop.decided.isAfter(runsFrom));
        Task.Builder task = fixed.toBuilder()
                .lastStatus(status)
                .desiredStatus(stopping ? "STOPPED" : "RUNNING")
                .createdAt(created)
                .pullStartedAt(now.isBefore(pulls) ? null : pulls)
                .pullStoppedAt(ran ? pulled : null)
                .startedAt(ran ? runsFrom : null)
                .containers(definition.containerDefinitions().stream()
                        .map(container -> describe(container, now, ran))
                        .toList());
        if (!withTags) {
            task.tags(List.of());
        }
        if (stopping) {
            task.stopCode(stop.code).stoppedReason(stop.reason).stoppingAt(stop.decided);
            task.executionStoppedAt(now.isBefore(stop.ended) ? null : stop.ended);
            task.stoppedAt(status.equals("STOPPED") ? stop.stopped : null);
        }
        return task.build();
    }

    private Container describe(ContainerDefinition container, Instant now, boolean ran) {
        boolean ended = stop != null && !now.isBefore(stop.ended);
        return Container.builder()
                .name(container.name())
                .image(container.image())
                .taskArn(arn)
                .lastStatus(ended ? "STOPPED" : ran ? "RUNNING" : "PENDING")
                .exitCode(ended ? stop.exitCode : null)
                .reason(ended && stop.code == TaskStopCode.TASK_FAILED_TO_START ? stop.reason : null)
                .build();
    }

    TaskRun run(Instant now) {
        Optional<ContainerOverride> override = fixed.overrides() == null
                ? Optional.empty()
                : fixed.overrides().containerOverrides().stream().findFirst();
        Map<String, String> environment = new TreeMap<>();
        override.ifPresent(given -> given.environment().forEach(pair -> environment.put(pair.name(), pair.value())));
        return new TaskRun(
                arn,
                definition.family(),
                runsFrom,
                status(now).equals("RUNNING"),
                override.map(ContainerOverride::command).orElse(List.of()),
                environment,
                definition.containerDefinitions().stream()
                        .flatMap(container -> container.secrets().stream())
                        .map(Secret::name)
                        .toList());
    }

    /** Without what is random: a task started twice shows. */
    String line() {
        return region + " ecs task " + cluster() + "/" + definition.family() + " startedBy=" + startedBy() + " tags="
                + EcsNames.tags(fixed.tags()) + " "
                + (stop == null ? lifecycle.atRest() : stop.code + " exit=" + stop.exitCode);
    }

    private void cannotPull(String image) {
        // As people have quoted it; the number of tries and what the registry says differ.
        String reason =
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                        + image + ": " + image + ": not found";
        deprovision(pulled, pulled, TaskStopCode.TASK_FAILED_TO_START, reason, null);
    }

    private void deprovision(Instant at, Instant ended, TaskStopCode code, String reason, Integer exitCode) {
        Instant stopped = ended.plus(EcsDurations.deprovisioning(seed, arn));
        lifecycle.become(at, "DEPROVISIONING").become(stopped, "STOPPED");
        stop = new Stop(at, ended, stopped, code, reason, exitCode);
    }

    private record Stop(
            Instant decided, Instant ended, Instant stopped, TaskStopCode code, String reason, Integer exitCode) {}
}
