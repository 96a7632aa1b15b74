package io.labelmint.dr.observatory;

import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * A task definition: its containers, their images and secrets, and its roles. ECS says of one that is not there that it is
 * unable to describe it, with the same error as of other mistakes, so it is unknown then.
 *
 * @param region the region
 * @param name family, which means its latest active revision, or family and revision, or ARN
 */
public record EcsTaskDefinition(String region, String name) implements Query<TaskDefinition> {
    /** Amazon ECS API Reference, "Request throttling for the Amazon ECS API": task definition read actions. */
    private static final Api API = Api.published("ecs", "DescribeTaskDefinition", 20);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public TaskDefinition fetch(Pages pages) {
        pages.count();
        return pages.client(EcsClient.class)
                .describeTaskDefinition(request -> request.taskDefinition(name))
                .taskDefinition();
    }
}
