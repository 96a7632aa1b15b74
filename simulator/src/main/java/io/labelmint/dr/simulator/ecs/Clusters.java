package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;

/** The clusters of all regions. What runs in them is not counted here. */
final class Clusters {
    /** API reference: "If you do not specify a cluster, the default cluster is assumed." */
    private static final String DEFAULT = "default";

    /** API reference, DescribeClusters and ListClusters: up to 100. */
    private static final int MOST = 100;

    private final Regional<Cluster> clusters = new Regional<>();

    void declare(Operations operations) {
        operations
                .change("CreateCluster", CreateClusterRequest.class, this::create)
                .read("DescribeClusters", DescribeClustersRequest.class, this::describe)
                .read("ListClusters", ListClustersRequest.class, this::list);
    }

    /** The cluster {@code name}, by name or ARN; the default cluster if it is null. */
    Cluster require(Context context, String name) {
        return find(context, name == null ? DEFAULT : name).orElseThrow(EcsErrors::clusterNotFound);
    }

    private Optional<Cluster> find(Context context, String name) {
        return EcsNames.here(context, name) ? clusters.find(context.region(), EcsNames.last(name)) : Optional.empty();
    }

    /** A cluster that exists is returned as it is. */
    private CreateClusterResponse create(Context context, CreateClusterRequest request) {
        String name = EcsNames.fresh(request.clusterName() == null ? DEFAULT : request.clusterName());
        Cluster cluster = clusters.find(context.region(), name)
                .orElseGet(() -> Cluster.builder()
                        .clusterName(name)
                        .clusterArn(context.arn("ecs", "cluster/" + name))
                        .status("ACTIVE")
                        .tags(EcsNames.shown(EcsNames.tags(request.tags())))
                        .build());
        clusters.put(context.region(), name, cluster);
        return CreateClusterResponse.builder().cluster(cluster).build();
    }

    private DescribeClustersResponse describe(Context context, DescribeClustersRequest request) {
        List<String> asked = request.clusters().isEmpty() ? List.of(DEFAULT) : request.clusters();
        if (asked.size() > MOST) {
            throw EcsErrors.invalid("Clusters cannot be more than " + MOST + ".");
        }
        List<Cluster> found = new ArrayList<>();
        List<Failure> missing = new ArrayList<>();
        for (String name : asked) {
            find(context, name)
                    .ifPresentOrElse(
                            found::add,
                            () -> missing.add(Failure.builder()
                                    .arn(context.arn("ecs", "cluster/" + EcsNames.last(name)))
                                    .reason("MISSING")
                                    .build()));
        }
        return DescribeClustersResponse.builder()
                .clusters(found)
                .failures(missing)
                .build();
    }

    private ListClustersResponse list(Context context, ListClustersRequest request) {
        List<String> arns =
                clusters.all(context.region()).stream().map(Cluster::clusterArn).toList();
        Page<String> page = Page.of(arns, arn -> arn, request.nextToken(), MOST)
                .orElseThrow(() -> EcsErrors.invalid("Invalid token"));
        return ListClustersResponse.builder()
                .clusterArns(page.items())
                .nextToken(page.marker())
                .build();
    }
}
