package io.labelmint.dr.observatory;

import io.labelmint.dr.aws.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * ECS services of a cluster, with their deployments and events. One that is not in the answer is not there; one that was
 * deleted may still be, as INACTIVE.
 *
 * @param region the region
 * @param cluster name of the cluster
 * @param services names of the services
 */
public record EcsServices(String region, String cluster, List<String> services) implements Query<List<Service>> {
    /** Amazon ECS API Reference, DescribeServices: up to 10 services in a single operation. */
    private static final int LARGEST = 10;

    /** Amazon ECS API Reference, "Request throttling for the Amazon ECS API": service read actions. */
    private static final Api API = Api.published("ecs", "DescribeServices", 20);

    public EcsServices {
        services = List.copyOf(services);
    }

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<Service> fetch(Pages pages) {
        EcsClient ecs = pages.client(EcsClient.class);
        List<Service> all = new ArrayList<>();
        for (int from = 0; from < services.size(); from += LARGEST) {
            List<String> batch = services.subList(from, Math.min(from + LARGEST, services.size()));
            pages.count();
            DescribeServicesResponse answer =
                    ecs.describeServices(request -> request.cluster(cluster).services(batch));
            EcsFailures.requireOnlyMissing(answer.failures());
            all.addAll(answer.services());
            if (answer.services().size() + answer.failures().size() < batch.size()) {
                throw new UnreadableException("ECS answered for fewer services than it was asked about", null);
            }
        }
        return all;
    }
}
