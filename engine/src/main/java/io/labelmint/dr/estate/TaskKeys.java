package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.ListOf;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import java.util.List;
import java.util.Optional;

/** The keys of the task that asks copies. */
final class TaskKeys {
    private static final Key<String> CLUSTER = Key.required(
            "cluster", Words.ECS_NAME.like("labelmint-restore-tests"), "ECS cluster in the region of the test.");
    private static final Key<String> DEFINITION = Key.required(
            "taskDefinition",
            Words.TASK_DEFINITION,
            "Task definition with an image that carries dr: a family, or a family and revision.");
    private static final Key<String> CONTAINER =
            Key.required("container", Words.ECS_NAME.like("dr"), "Name of the container in it that runs dr.");
    private static final Key<List<Listed<String>>> SUBNETS = new Key<>(
            "subnets",
            new ListOf<>(Words.SUBNET),
            true,
            Optional.empty(),
            "Subnets it runs in, from which the copy and S3 can be reached.");
    private static final Key<List<Listed<String>>> SECURITY_GROUPS = new Key<>(
            "securityGroups",
            new ListOf<>(Words.SECURITY_GROUP),
            true,
            Optional.empty(),
            "Security groups it has: those of the copy let these in, and nothing else.");

    static final Key<Section> TASK = Key.optional(
            "task",
            Mapping.of(CLUSTER, DEFINITION, CONTAINER, SUBNETS, SECURITY_GROUPS),
            "The Fargate task that asks, where probe is ecs-task.");

    private TaskKeys() {}

    static Validation.Task build(Section task) {
        return new Validation.Task(
                task.require(CLUSTER),
                task.require(DEFINITION),
                task.require(CONTAINER),
                task.items(SUBNETS),
                task.items(SECURITY_GROUPS));
    }
}
