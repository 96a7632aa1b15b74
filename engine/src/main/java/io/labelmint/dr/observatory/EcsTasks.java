package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/**
 * The tasks of one family in a cluster, with their tags: those that run and those that stopped within the last hour, which
 * is as long as ECS promises to remember them. By family, because {@code startedBy} cannot be combined with the
 * desired status, and without that stopped tasks are left out (Amazon ECS API Reference, ListTasks).
 *
 * @param region the region
 * @param cluster name of the cluster
 * @param family family of the task definition
 */
public record EcsTasks(String region, String cluster, String family) implements Query<List<Task>> {
    /** Amazon ECS API Reference, DescribeTasks: up to 100 tasks. */
    private static final int LARGEST = 100;

    /** Amazon ECS API Reference, "Request throttling for the Amazon ECS API": cluster resource read actions. */
    private static final Api API = Api.published("ecs", "ListTasks", 20);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<String> permissions() {
        return List.of("ecs:ListTasks", "ecs:DescribeTasks");
    }

    /** Where there is no such cluster, no task of it runs. */
    @Override
    public List<Task> fetch(Pages pages) {
        try {
            return tasks(pages, pages.client(EcsClient.class));
        } catch (ClusterNotFoundException e) {
            return List.of();
        }
    }

    private List<Task> tasks(Pages pages, EcsClient ecs) {
        List<String> arns = new ArrayList<>();
        for (DesiredStatus desired : List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)) {
            arns.addAll(Paged.all(
                    pages,
                    token -> ecs.listTasks(request -> request.cluster(cluster)
                            .family(family)
                            .desiredStatus(desired)
                            .nextToken(token)
                            .maxResults(LARGEST)),
                    ListTasksResponse::taskArns,
                    ListTasksResponse::nextToken));
        }
        // One that stopped between the two lists is in both.
        List<String> distinct = arns.stream().distinct().toList();
        List<Task> all = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += LARGEST) {
            List<String> batch = distinct.subList(from, Math.min(from + LARGEST, distinct.size()));
            pages.count();
            DescribeTasksResponse answer = ecs.describeTasks(
                    request -> request.cluster(cluster).tasks(batch).include(TaskField.TAGS));
            EcsFailures.requireOnlyMissing(answer.failures());
            all.addAll(answer.tasks());
        }
        return all;
    }
}
