package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.EcsServices;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * Has a service run a number of tasks. It is done when that many run and no deployment is under way, not when ECS has
 * accepted the number: a task that cannot be placed, or whose image cannot be pulled, serves nobody.
 *
 * <p>Above zero it never takes tasks away: a service that runs more than was planned keeps them.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param budget how long it may hold up what comes after it; empty if that must wait
 * @param region where the service is
 * @param cluster its cluster
 * @param service its name
 * @param tasks how many tasks it is to run
 */
@JsonTypeName("ecs-scale-service")
public record ScaleService(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        Optional<Duration> budget,
        String region,
        String cluster,
        String service,
        int tasks)
        implements Action {
    /** Fact when it was seen to be done. */
    static final String SEEN = "seen";

    /** Fact how many tasks it was to run before. */
    static final String BEFORE = "desiredCountBefore";

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
        Reading<List<Service>> read = observatory.read(new EcsServices(region, cluster, List.of(service)));
        return read.fold(
                all -> progress(all, read.sent()),
                unread -> tasks == 0 ? Unproved.stop(unread, budget, service) : new Progress.Unknown(unread));
    }

    private Progress progress(List<Service> all, Instant seen) {
        Optional<Service> found = all.stream()
                .filter(candidate -> service.equals(candidate.serviceName()))
                .filter(candidate -> !"INACTIVE".equals(candidate.status()))
                .findFirst();
        if (found.isEmpty()) {
            // A service that is not there runs no tasks.
            return tasks == 0
                    ? new Progress.Done(Facts.of("runningCount", 0, SEEN, seen))
                    : new Progress.Failed(Problem.of(
                            "failover.no-service",
                            "There is no service " + service + " in cluster " + cluster + " of " + region + ".",
                            "Create it, or correct drCluster and drService in the estate file; then resume."));
        }
        Service actual = found.get();
        boolean wanted = tasks == 0 ? actual.desiredCount() == 0 : actual.desiredCount() >= tasks;
        if (!wanted) {
            return new Progress.Absent(Facts.of(BEFORE, actual.desiredCount()));
        }
        boolean running = tasks == 0 ? actual.runningCount() == 0 : actual.runningCount() >= tasks;
        return running && steady(actual)
                ? new Progress.Done(Facts.of(
                        "desiredCount", actual.desiredCount(), "runningCount", actual.runningCount(), SEEN, seen))
                : new Progress.InProgress(
                        tasks == 0 ? "stopping" : actual.runningCount() + " of " + tasks + " tasks run" + said(actual));
    }

    private static boolean steady(Service actual) {
        return actual.deployments().stream()
                .filter(deployment -> "PRIMARY".equals(deployment.status()))
                .allMatch(deployment -> deployment.rolloutState() == null
                        || deployment.rolloutState() == DeploymentRolloutState.COMPLETED);
    }

    /** What ECS says of tasks it cannot place or start. */
    private static String said(Service actual) {
        return actual.events().stream()
                .map(ServiceEvent::message)
                .filter(message -> message != null && message.contains("unable to"))
                .findFirst()
                .map(message -> ": " + message)
                .orElse("");
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), UpdateServiceResponse.class);
        return Facts.of("accepted", tasks + " tasks");
    }
}
