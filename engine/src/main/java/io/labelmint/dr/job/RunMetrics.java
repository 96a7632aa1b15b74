package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.monitoring.Datum;
import io.labelmint.dr.monitoring.Measured;
import io.labelmint.dr.monitoring.MetricsPlanner;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a run publishes as metrics, and what came of it. */
final class RunMetrics {
    /** Id of the finding whether a region took the metrics. */
    static final String PUBLISHED = "metrics.published";

    private final RunningJob run;
    private final Job job;
    private final Estate estate;

    RunMetrics(RunningJob run, Job job) {
        this.run = run;
        this.job = job;
        this.estate = run.estate();
    }

    /**
     * The publication; empty if there is nothing to publish. A look at readiness makes no call that changes anything, not even
     * this one.
     *
     * @param ledger that of the run: its values are of the moment its findings were recorded
     */
    Optional<Plan> plan(History ledger) {
        if (job.type() == Job.Type.READINESS) {
            return Optional.empty();
        }
        Optional<Instant> measured = ledger.sinceClosed().stream()
                .filter(entry -> entry.fact() instanceof Fact.Found)
                .map(Entry::at)
                .reduce((earlier, later) -> later);
        OperationId operation = new OperationId("metrics-" + run.attempt() + "-" + run.id());
        return measured.flatMap(at -> new MetricsPlanner().plan(operation, estate, at, data()));
    }

    private List<Datum> data() {
        List<Finding> findings = run.findings();
        Measured measured = Measured.by(estate, findings);
        if (job.type().checks()) {
            measured.andRed(findings, job.stores(estate));
        }
        return measured.data();
    }

    /** By the plan that was run, which need not be what would be planned now. */
    List<Finding> published(Outcome outcome) {
        Plan plan = outcome.history().opened().orElseThrow().plan().orElseThrow();
        return plan.actions().stream().map(action -> published(action, outcome)).toList();
    }

    /**
     * Red if a region did not take them, because an alarm on them then says nothing of the estate. A move goes on where the
     * primary region may be lost, so for a move that is said and not red.
     */
    private Finding published(Action action, Outcome outcome) {
        String region = action.call().region();
        ActionState state = outcome.history().actions().getOrDefault(action.id(), ActionState.NEW);
        if (state.done()) {
            return look(region).passed("CloudWatch in " + region + " took the metrics of this run.", state.facts());
        }
        Problem problem = state.settled()
                .flatMap(Fact.Settled::problem)
                .orElseGet(() -> outcome.problems().get(0));
        return job.type() == Job.Type.FAILOVER && region.equals(estate.regions().primary())
                ? look(region)
                        .passed(
                                "CloudWatch in " + region
                                        + " did not take the metrics of this run, which does not matter to a"
                                        + " move: " + problem.summary(),
                                state.facts())
                : look(region).notTested(problem);
    }

    /** That nothing could be published at all. */
    Finding unpublished(Problem problem) {
        return look(estate.name()).notTested(problem);
    }

    private static Look look(String subject) {
        return new Look(PUBLISHED, subject, "what a run measured is in CloudWatch", Controls.MONITORING);
    }
}
