package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.EcsServices;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * Has a service run no more than a number of tasks: what it runs beyond its standing baseline is taken away, and a service
 * that runs fewer is left as it is.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the service is
 * @param cluster its cluster
 * @param service its name
 * @param tasks how many tasks it may run
 */
@JsonTypeName("ecs-reduce-service")
public record ReduceService(
        ActionId id, Set<ActionId> after, Estimate estimate, String region, String cluster, String service, int tasks)
        implements Action {

    @Override
    public PlannedCall call() {
        UpdateServiceRequest request = UpdateServiceRequest.builder()
                .cluster(cluster)
                .service(service)
                .desiredCount(tasks)
                .build();
        return PlannedCall.of(MutatingOperation.UPDATE_SERVICE, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new EcsServices(region, cluster, List.of(service)))
                .fold(this::progress, Progress.Unknown::new);
    }

    private Progress progress(List<Service> all) {
        // What is not there, and what was deleted, runs nothing.
        int desired = all.stream().mapToInt(Service::desiredCount).max().orElse(0);
        int running = all.stream().mapToInt(Service::runningCount).max().orElse(0);
        if (desired > tasks) {
            return new Progress.Absent(Facts.of(ScaleService.BEFORE, desired));
        }
        return running > tasks
                ? new Progress.InProgress(running + " tasks still run")
                : new Progress.Done(Facts.of("desiredCount", desired, "runningCount", running));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), UpdateServiceResponse.class);
        return Facts.of("accepted", tasks + " tasks");
    }
}
