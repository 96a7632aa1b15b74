package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.rehearsal.Rehearsal;
import java.time.Duration;
import java.util.Optional;

/** Finds the run a rehearsal is about, and lets the simulated time pass until its moment has come. */
final class RehearsalMoment {
    /** How long nobody notices that a region is lost. */
    private static final Duration NOTICED_AFTER = Duration.ofMinutes(6);

    private final Rehearsal rehearsal;
    private final Ledgers ledgers;

    RehearsalMoment(Rehearsal rehearsal, Ledgers ledgers) {
        this.rehearsal = rehearsal;
        this.ledgers = ledgers;
    }

    /**
     * The run {@code order} is about: the one it knows, or was given before a process died; a backup somebody left open;
     * or a new one. For a new backup time passes to the next one that is due: to two at night where databases are
     * backed up, to the next full hour with a slot of its own where there are only caches. Before a failover is planned
     * the primary region is lost.
     */
    OperationId of(RunOrder order) {
        if (order.run().isPresent()) {
            return order.run().get();
        }
        if (order.job().type() == Job.Type.FAILOVER) {
            presumeLost(order);
            return operation(order); // it has its number from its ledgers
        }
        return begun(order).orElseGet(() -> next(order));
    }

    private void presumeLost(RunOrder order) {
        String primary = order.estate().regions().primary();
        boolean lost = order.work() instanceof RunOrder.Prepare
                && order.job().failover().orElseThrow().verb() == FailoverRequest.Verb.FAILOVER;
        if (lost && !rehearsal.isLost(primary)) {
            rehearsal.lose(primary);
            order.log()
                    .println("In this rehearsal " + primary + " hangs from "
                            + rehearsal.timeline().now() + " on.");
            rehearsal.timeline().runUntil(rehearsal.timeline().now().plus(NOTICED_AFTER));
        }
    }

    private Optional<OperationId> begun(RunOrder order) {
        return ledgers.operations().stream()
                .filter(id -> ledgers.read(id)
                        .filter(history -> history.opened()
                                .filter(opened -> isRequested(
                                        opened, order.job(), history.closed().isEmpty()))
                                .isPresent())
                        .isPresent())
                .findFirst();
    }

    private static boolean isRequested(Fact.Opened opened, Job job, boolean open) {
        return Job.requestedBy(opened.request())
                .filter(other -> other.isRequest(job) || (open && job.continues(other)))
                .isPresent();
    }

    private OperationId next(RunOrder order) {
        Estate estate = order.estate();
        Job job = order.job();
        if (job.backsUp()) {
            boolean databases = job.stores(estate).stream().anyMatch(PostgresDatabase.class::isInstance);
            if (databases) {
                rehearsal.untilDaily();
            }
            while (ledgers.read(operation(order)).isPresent()) {
                rehearsal.timeline().runUntil(rehearsal.timeline().now().plus(Duration.ofHours(1)));
            }
        }
        return operation(order);
    }

    private OperationId operation(RunOrder order) {
        return order.job().operation(order.estate(), rehearsal.timeline().now());
    }
}
