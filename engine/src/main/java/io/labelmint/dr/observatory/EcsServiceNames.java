package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;

/**
 * The names of the ECS services of a cluster.
 *
 * @param region the region
 * @param cluster name of the cluster
 */
public record EcsServiceNames(String region, String cluster) implements Query<List<String>> {
    /** Amazon ECS API Reference, ListServices, maxResults: between 1 and 100. */
    private static final int LARGEST_PAGE = 100;

    /** Amazon ECS API Reference, "Request throttling for the Amazon ECS API": service read actions. */
    private static final Api API = Api.published("ecs", "ListServices", 20);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<String> fetch(Pages pages) {
        EcsClient ecs = pages.client(EcsClient.class);
        return Paged.all(
                        pages,
                        token -> ecs.listServices(request ->
                                request.cluster(cluster).nextToken(token).maxResults(LARGEST_PAGE)),
                        ListServicesResponse::serviceArns,
                        ListServicesResponse::nextToken)
                .stream()
                .map(EcsServiceNames::last)
                .toList();
    }

    /** What an ARN ends with: {@code arn:aws:ecs:us-east-1:123456789012:service/cluster/name} is called {@code name}. */
    static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
