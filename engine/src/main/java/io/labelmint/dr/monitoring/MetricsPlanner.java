package io.labelmint.dr.monitoring;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans the publication of what a run measured: the same in the DR region, which is there when the primary is not, and in that. */
public final class MetricsPlanner {
    private static final Estimate SEND = new Estimate(Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** Ours: long enough for a throttle to pass, and nothing a person would notice at the end of a run. */
    private static final Duration BUDGET = Duration.ofSeconds(30);

    /** "Each PutMetricData request ... can include no more than 1000 different metrics" (CloudWatch API Reference). */
    private static final int MOST = 1000;

    /**
     * The publication; empty if the estate publishes nothing, or nothing was measured.
     *
     * @param operation the operation that publishes
     * @param at the moment of all values
     */
    public Optional<Plan> plan(OperationId operation, Estate estate, Instant at, List<Datum> data) {
        List<Action> actions = new ArrayList<>();
        estate.monitoring()
                .metricsNamespace()
                .filter(namespace -> !data.isEmpty())
                .ifPresent(namespace -> {
                    for (String region :
                            List.of(estate.regions().dr(), estate.regions().primary())) {
                        for (int from = 0; from < data.size(); from += MOST) {
                            actions.add(new PublishMetrics(
                                    new ActionId("metrics/" + region + (from == 0 ? "" : "-" + (from / MOST + 1))),
                                    Set.of(),
                                    SEND,
                                    Optional.of(BUDGET),
                                    region,
                                    namespace,
                                    at,
                                    data.subList(from, Math.min(data.size(), from + MOST))));
                        }
                    }
                });
        return actions.isEmpty() ? Optional.empty() : Optional.of(new Plan(operation, estate.digest(), actions));
    }
}
