package io.labelmint.dr.readiness;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.EcsServices;
import io.labelmint.dr.observatory.EcsTaskDefinition;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * A declared service in one of its two regions.
 *
 * @param region the region
 * @param cluster its cluster there
 * @param service its name there
 * @param beside the names of all services the estate has in that cluster, which are asked about together
 */
record ServiceSide(String region, String cluster, String service, List<String> beside) {

    /** Its side in the DR region. */
    static ServiceSide dr(Estate estate, EcsService declared) {
        return new ServiceSide(
                estate.regions().dr(),
                declared.drCluster(),
                declared.drService(),
                estate.services().stream()
                        .filter(other -> other.drCluster().equals(declared.drCluster()))
                        .map(EcsService::drService)
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Its side in the primary region. */
    static ServiceSide primary(Estate estate, EcsService declared) {
        return new ServiceSide(
                estate.regions().primary(),
                declared.cluster(),
                declared.service(),
                estate.services().stream()
                        .filter(other -> other.cluster().equals(declared.cluster()))
                        .map(EcsService::service)
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** The service; empty if there is none, or one that was deleted. */
    Reading<Optional<Service>> find(Observatory observatory) {
        return observatory
                .read(new EcsServices(region, cluster, beside))
                .map(all -> all.stream()
                        .filter(candidate -> service.equals(candidate.serviceName()))
                        .filter(candidate -> "ACTIVE".equals(candidate.status()))
                        .findFirst());
    }

    /** Has {@code judge} judge the service and what its tasks are made of; that it is missing is noted as wrong. */
    void defined(Tally tally, Observatory observatory, BiConsumer<Service, TaskDefinition> judge) {
        tally.read(
                find(observatory),
                found -> found.ifPresentOrElse(
                        actual -> definition(tally, observatory, actual, judge),
                        () -> tally.wrong(missing(), remedy())));
    }

    private void definition(
            Tally tally, Observatory observatory, Service actual, BiConsumer<Service, TaskDefinition> judge) {
        if (actual.taskDefinition() == null) {
            tally.unknown(Problem.of(
                    "readiness.no-task-definition",
                    "Service " + service + " in " + region
                            + " has no task definition of its own: ECS does not deploy it.",
                    "Have the service deployed by ECS (deployment controller ECS), or check its tasks by hand."));
            return;
        }
        tally.read(
                observatory.read(new EcsTaskDefinition(region, actual.taskDefinition())),
                definition -> judge.accept(actual, definition));
    }

    String missing() {
        return "There is no service " + service + " in cluster " + cluster + " of " + region + ".";
    }

    static String remedy() {
        return "Create it, or correct its names in the estate file.";
    }
}
