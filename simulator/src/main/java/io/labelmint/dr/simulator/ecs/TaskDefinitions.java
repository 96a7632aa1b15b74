package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Regional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The task definitions of all regions, by family and revision. */
final class TaskDefinitions {
    private final Regional<List<TaskDefinition>> families = new Regional<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();

    void declare(Operations operations) {
        operations
                .change("RegisterTaskDefinition", RegisterTaskDefinitionRequest.class, this::register)
                .read("DescribeTaskDefinition", DescribeTaskDefinitionRequest.class, this::describe);
    }

    /** The task definition {@code name}, which tasks are to be started of. */
    TaskDefinition require(Context context, String name) {
        if (name == null) {
            throw EcsErrors.invalid("TaskDefinition can not be blank.");
        }
        return find(context, name).orElseThrow(EcsErrors::definitionNotFound);
    }

    /** By {@code family}, which means its latest revision, by {@code family:revision}, or by ARN. */
    private Optional<TaskDefinition> find(Context context, String name) {
        if (!EcsNames.here(context, name)) {
            return Optional.empty();
        }
        String[] parts = EcsNames.last(name).split(":", 2);
        return families.find(context.region(), parts[0])
                .flatMap(revisions -> revisions.stream()
                        .filter(each ->
                                parts.length == 1 || each.revision().toString().equals(parts[1]))
                        .reduce((earlier, later) -> later));
    }

    private RegisterTaskDefinitionResponse register(Context context, RegisterTaskDefinitionRequest request) {
        String family = EcsNames.fresh(request.family());
        if (request.containerDefinitions().isEmpty()) {
            throw EcsErrors.client("Container list cannot be empty.");
        }
        for (ContainerDefinition container : request.containerDefinitions()) {
            EcsNames.fresh(container.name());
            if (container.image() == null || container.image().isBlank()) {
                throw EcsErrors.client("Container.image should not be null or empty.");
            }
        }
        boolean fargate = request.requiresCompatibilitiesAsStrings().contains("FARGATE");
        if (fargate && request.networkMode() != NetworkMode.AWSVPC) {
            throw EcsErrors.client("Fargate only supports network mode ‘awsvpc’.");
        }
        if (fargate && (request.cpu() == null || request.memory() == null)) {
            throw EcsErrors.client("Fargate requires that 'cpu' be defined at the task level.");
        }
        List<TaskDefinition> revisions = families.find(context.region(), family).orElseGet(ArrayList::new);
        int revision = revisions.size() + 1;
        TaskDefinition definition = TaskDefinition.builder()
                .taskDefinitionArn(context.arn("ecs", "task-definition/" + family + ":" + revision))
                .family(family)
                .revision(revision)
                .status(TaskDefinitionStatus.ACTIVE)
                .containerDefinitions(request.containerDefinitions().stream()
                        // API reference, ContainerDefinition, essential: "If this parameter is omitted, a container is
                        // assumed to be essential."
                        .map(each -> each.toBuilder()
                                .essential(!Boolean.FALSE.equals(each.essential()))
                                .build())
                        .toList())
                .taskRoleArn(request.taskRoleArn())
                .executionRoleArn(request.executionRoleArn())
                .networkMode(request.networkMode())
                .requiresCompatibilities(request.requiresCompatibilities())
                .compatibilities(request.requiresCompatibilities())
                .cpu(request.cpu())
                .memory(request.memory())
                .registeredAt(context.now())
                .build();
        revisions.add(definition);
        families.put(context.region(), family, revisions);
        tags.put(definition.taskDefinitionArn(), EcsNames.tags(request.tags()));
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(definition)
                .tags(request.tags())
                .build();
    }

    private DescribeTaskDefinitionResponse describe(Context context, DescribeTaskDefinitionRequest request) {
        TaskDefinition found = Optional.ofNullable(request.taskDefinition())
                .flatMap(name -> find(context, name))
                .orElseThrow(EcsErrors::definitionNotDescribed);
        DescribeTaskDefinitionResponse.Builder response =
                DescribeTaskDefinitionResponse.builder().taskDefinition(found);
        if (request.includeAsStrings().contains("TAGS")) {
            response.tags(EcsNames.shown(tags.get(found.taskDefinitionArn())));
        }
        return response.build();
    }
}
