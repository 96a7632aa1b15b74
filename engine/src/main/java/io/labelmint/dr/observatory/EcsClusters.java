package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;

/**
 * The names of the ECS clusters of a region.
 *
 * @param region the region
 */
public record EcsClusters(String region) implements Query<List<String>> {
    /** Amazon ECS API Reference, "Request throttling for the Amazon ECS API": cluster read actions. */
    private static final Api API = Api.published("ecs", "ListClusters", 20);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<String> fetch(Pages pages) {
        EcsClient ecs = pages.client(EcsClient.class);
        return Paged.all(
                        pages,
                        token -> ecs.listClusters(request -> request.nextToken(token)),
                        ListClustersResponse::clusterArns,
                        ListClustersResponse::nextToken)
                .stream()
                .map(EcsServiceNames::last)
                .toList();
    }
}
