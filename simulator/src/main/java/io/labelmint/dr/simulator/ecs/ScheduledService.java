package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** A service: what it shall be, its deployments, newest first, and what its scheduler tells of it. */
final class ScheduledService {
    /** Developer guide, "View Amazon ECS service event messages": the 100 most recent ones. */
    private static final int MOST_EVENTS = 100;

    final String region;
    final Cluster cluster;
    final String name;
    final String arn;
    final Instant created;
    final Map<String, String> tags;
    final String token;
    final Lifecycle status;
    final List<Rollout> rollouts = new ArrayList<>();
    final List<Event> events = new ArrayList<>();

    int desired;
    NetworkConfiguration network;
    DeploymentConfiguration configuration;

    ScheduledService(Context context, Cluster cluster, String name, Map<String, String> tags, String token) {
        this.region = context.region();
        this.cluster = cluster;
        this.name = name;
        this.arn = context.arn("ecs", "service/" + cluster.clusterName() + "/" + name);
        this.created = context.now();
        this.tags = tags;
        this.token = token;
        this.status = new Lifecycle(context.now(), "ACTIVE");
    }

    /** When it was, or will be, steady with as many tasks as it shall have; empty if nothing promises that. */
    Optional<Instant> steadyAt() {
        List<EcsTask> lasting = primary().lasting();
        if (primary().completed == null || lasting.size() < desired) {
            return Optional.empty();
        }
        return Stream.concat(Stream.of(primary().completed), lasting.stream().map(task -> task.runsFrom))
                .max(Comparator.naturalOrder());
    }

    Rollout primary() {
        return rollouts.get(0);
    }

    /** Says {@code what} at {@code at}, unless something comes in between. */
    void tell(Instant at, String what) {
        events.add(new Event(at, "(service " + name + ") " + what));
    }

    Service describe(Context context, boolean withTags) {
        Instant now = context.now();
        List<Rollout> shown = rollouts.stream()
                .filter(rollout -> rollout == primary() || rollout.hasTasks(now))
                .toList();
        return Service.builder()
                .serviceName(name)
                .serviceArn(arn)
                .clusterArn(cluster.clusterArn())
                .status(status.at(now))
                .desiredCount(desired)
                .runningCount(shown.stream().mapToInt(each -> each.running(now)).sum())
                .pendingCount(shown.stream().mapToInt(each -> each.pending(now)).sum())
                .launchType("FARGATE")
                .schedulingStrategy("REPLICA")
                .taskDefinition(primary().definition.taskDefinitionArn())
                .networkConfiguration(network)
                .deploymentConfiguration(configuration)
                .deployments(shown.stream()
                        .map(each -> each.describe(now, each == primary(), desired, configuration))
                        .toList())
                .events(events(context))
                .createdAt(created)
                .tags(withTags ? EcsNames.shown(tags) : List.of())
                .build();
    }

    private List<ServiceEvent> events(Context context) {
        return events.stream()
                .filter(event -> !event.at.isAfter(context.now()))
                .sorted(Comparator.comparing(Event::at).reversed())
                .limit(MOST_EVENTS)
                .map(event -> ServiceEvent.builder()
                        .id(context.seed().uuid("service event", arn, event.at, event.message))
                        .createdAt(event.at)
                        .message(event.message)
                        .build())
                .toList();
    }

    record Event(Instant at, String message) {}
}
