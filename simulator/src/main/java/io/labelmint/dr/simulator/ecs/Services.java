package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** The services of all regions. */
final class Services {
    /** API reference, DescribeServices: "You may specify up to 10 services to describe in a single operation." */
    private static final int MOST_DESCRIBED = 10;

    /** API reference, ListServices, maxResults: 1 to 100, and 10 where it is left out. */
    private static final int MOST_LISTED = 100;

    private static final int USUALLY_LISTED = 10;

    /** "Amazon ECS service quotas": tasks per service. */
    private static final int MOST_TASKS = 5000;

    private final Clusters clusters;
    private final TaskDefinitions definitions;
    private final Placement placement;
    private final Scheduler scheduler;
    private final Regional<ScheduledService> services = new Regional<>();

    Services(Clusters clusters, TaskDefinitions definitions, Placement placement, Scheduler scheduler) {
        this.clusters = clusters;
        this.definitions = definitions;
        this.placement = placement;
        this.scheduler = scheduler;
    }

    void declare(Operations operations) {
        operations
                .change("CreateService", CreateServiceRequest.class, this::create)
                .change("UpdateService", UpdateServiceRequest.class, this::update)
                .change("DeleteService", DeleteServiceRequest.class, this::delete)
                .read("DescribeServices", DescribeServicesRequest.class, this::describe)
                .read("ListServices", ListServicesRequest.class, this::list);
    }

    /** Something that may have been in the way of tasks has changed. */
    void tryAgain(Context context) {
        services.all().stream()
                .filter(service -> service.status.at(context.now()).equals("ACTIVE"))
                .forEach(service -> scheduler.settle(context.in(service.region), service));
    }

    /** When each service was, or will be, what it shall be, by its ARN; those of which nothing promises that are left out. */
    Map<String, Instant> restsAt() {
        Map<String, Instant> all = new TreeMap<>();
        services.all().forEach(service -> service.steadyAt().ifPresent(at -> all.put(service.arn, at)));
        return all;
    }

    List<String> inventory(Instant now) {
        return services.all().stream()
                .filter(service -> !service.status.at(now).equals("INACTIVE"))
                .map(service -> service.region + " ecs service " + service.cluster.clusterName() + "/" + service.name
                        + " "
                        + service.status.atRest() + " desired=" + service.desired + " definition="
                        + EcsNames.last(service.primary().definition.taskDefinitionArn()) + " tags=" + service.tags)
                .toList();
    }

    private CreateServiceResponse create(Context context, CreateServiceRequest request) {
        Cluster cluster = clusters.require(context, request.cluster());
        String name = EcsNames.fresh(request.serviceName());
        Optional<ScheduledService> there = services.find(context.region(), key(cluster, name));
        if (there.isPresent()) {
            String status = there.get().status.at(context.now());
            if (status.equals("DRAINING")) {
                throw EcsErrors.invalid("Unable to Start a service that is still Draining.");
            }
            if (status.equals("ACTIVE")) {
                if (request.clientToken() == null || !request.clientToken().equals(there.get().token)) {
                    throw EcsErrors.serviceExists();
                }
                return CreateServiceResponse.builder()
                        .service(there.get().describe(context, true))
                        .build();
            }
        }
        if (request.launchType() != LaunchType.FARGATE
                || !request.loadBalancers().isEmpty()) {
            throw new UnsupportedOperationException("only services on Fargate without load balancers are simulated");
        }
        TaskDefinition definition = definitions.require(context, request.taskDefinition());
        placement.admit(context, definition, request.networkConfiguration());
        ScheduledService service =
                new ScheduledService(context, cluster, name, EcsNames.tags(request.tags()), request.clientToken());
        service.desired = admitted(Objects.requireNonNullElse(request.desiredCount(), 0));
        service.network = request.networkConfiguration();
        service.configuration = request.deploymentConfiguration();
        roll(context, service, definition);
        services.put(context.region(), key(cluster, name), service);
        scheduler.settle(context, service);
        return CreateServiceResponse.builder()
                .service(service.describe(context, true))
                .build();
    }

    private UpdateServiceResponse update(Context context, UpdateServiceRequest request) {
        ScheduledService service = active(context, request.cluster(), request.service());
        TaskDefinition definition = request.taskDefinition() == null
                ? service.primary().definition
                : definitions.require(context, request.taskDefinition());
        if (request.networkConfiguration() != null) {
            placement.admit(context, definition, request.networkConfiguration());
        }
        int desired = request.desiredCount() == null ? service.desired : admitted(request.desiredCount());
        boolean moved = request.networkConfiguration() != null
                && !request.networkConfiguration().equals(service.network);
        // API reference, UpdateService: a new deployment is triggered by any change but that of the desired count.
        boolean deploys = Boolean.TRUE.equals(request.forceNewDeployment())
                || moved
                || !definition.equals(service.primary().definition);
        service.desired = desired;
        if (moved) {
            service.network = request.networkConfiguration();
        }
        if (request.deploymentConfiguration() != null) {
            service.configuration = request.deploymentConfiguration();
        }
        if (deploys) {
            roll(context, service, definition);
        }
        service.primary().updated = context.now();
        scheduler.settle(context, service);
        return UpdateServiceResponse.builder()
                .service(service.describe(context, true))
                .build();
    }

    private DeleteServiceResponse delete(Context context, DeleteServiceRequest request) {
        ScheduledService service = active(context, request.cluster(), request.service());
        if (service.desired > 0 && !Boolean.TRUE.equals(request.force())) {
            throw EcsErrors.serviceRuns();
        }
        service.desired = 0;
        scheduler.settle(context, service);
        Instant gone = service.rollouts.stream()
                .flatMap(rollout -> rollout.tasks.stream())
                .map(task -> task.stoppedAt().orElseThrow())
                .filter(context.now()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(context.now());
        service.status.become(context.now(), "DRAINING").become(gone, "INACTIVE");
        return DeleteServiceResponse.builder()
                .service(service.describe(context, true))
                .build();
    }

    private DescribeServicesResponse describe(Context context, DescribeServicesRequest request) {
        Cluster cluster = clusters.require(context, request.cluster());
        if (request.services().isEmpty()) {
            throw EcsErrors.invalid("Services cannot be empty.");
        }
        if (request.services().size() > MOST_DESCRIBED) {
            throw EcsErrors.invalid("Services cannot be more than " + MOST_DESCRIBED + ".");
        }
        List<Service> found = new ArrayList<>();
        List<Failure> missing = new ArrayList<>();
        for (String name : request.services()) {
            services.find(context.region(), key(cluster, name))
                    .filter(service -> context.sees(service.arn, service.created))
                    .ifPresentOrElse(
                            service -> found.add(service.describe(
                                    context, request.includeAsStrings().contains("TAGS"))),
                            () -> missing.add(Failure.builder()
                                    .arn(context.arn(
                                            "ecs", "service/" + cluster.clusterName() + "/" + EcsNames.last(name)))
                                    .reason("MISSING")
                                    .build()));
        }
        return DescribeServicesResponse.builder()
                .services(found)
                .failures(missing)
                .build();
    }

    private ListServicesResponse list(Context context, ListServicesRequest request) {
        Cluster cluster = clusters.require(context, request.cluster());
        int size = Objects.requireNonNullElse(request.maxResults(), USUALLY_LISTED);
        if (size < 1 || size > MOST_LISTED) {
            throw EcsErrors.invalid("maxResults must be between 1 and " + MOST_LISTED + ".");
        }
        List<String> arns = services.all(context.region()).stream()
                .filter(service -> service.cluster.clusterName().equals(cluster.clusterName()))
                .filter(service -> !service.status.at(context.now()).equals("INACTIVE"))
                .filter(service -> context.sees(service.arn, service.created))
                .map(service -> service.arn)
                .sorted()
                .toList();
        Page<String> page = Page.of(arns, arn -> arn, request.nextToken(), size)
                .orElseThrow(() -> EcsErrors.invalid("Invalid token"));
        return ListServicesResponse.builder()
                .serviceArns(page.items())
                .nextToken(page.marker())
                .build();
    }

    private ScheduledService active(Context context, String clusterName, String name) {
        Cluster cluster = clusters.require(context, clusterName);
        ScheduledService service = Optional.ofNullable(name)
                .flatMap(given -> services.find(context.region(), key(cluster, given)))
                .orElseThrow(EcsErrors::serviceNotFound);
        if (!service.status.at(context.now()).equals("ACTIVE")) {
            throw EcsErrors.serviceNotActive();
        }
        return service;
    }

    private static void roll(Context context, ScheduledService service, TaskDefinition definition) {
        String number =
                new BigInteger(context.seed().hex(15, "deployment", service.arn, context.sequence()), 16).toString();
        service.rollouts.add(0, new Rollout("ecs-svc/" + number, definition, context.now()));
    }

    private static int admitted(int desired) {
        if (desired < 0 || desired > MOST_TASKS) {
            throw EcsErrors.invalid("The desired count must be between 0 and " + MOST_TASKS + ": " + desired);
        }
        return desired;
    }

    private static String key(Cluster cluster, String name) {
        return cluster.clusterName() + "/" + EcsNames.last(name);
    }
}
