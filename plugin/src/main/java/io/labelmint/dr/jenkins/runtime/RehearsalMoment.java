package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.job.FailoverRuns;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.RunPreparation;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.rehearsal.RehearsedMove;
import io.labelmint.dr.run.Engine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds the run a rehearsal is about, and lets the simulated time pass until its moment has come. */
final class RehearsalMoment {
    private final Rehearsal rehearsal;
    private final Engine engine;
    private final Ledgers ledgers;

    RehearsalMoment(Rehearsal rehearsal, Engine engine) {
        this.rehearsal = rehearsal;
        this.engine = engine;
        this.ledgers = engine.ledgers();
    }

    /**
     * The run {@code order} is about: the one it knows, or was given before a process died; a backup somebody left open;
     * or a new one. For a new backup time passes to the next one that is due: to two at night where databases are
     * backed up, to the next full hour with a slot of its own where there are only caches. Before a failover is planned
     * the primary region is lost, and before anything is decided about it that region is back.
     */
    OperationId of(RunOrder order) {
        if (order.run().isPresent()) {
            return order.run().get();
        }
        if (order.job().type() == Job.Type.FAILOVER) {
            if (order.work() instanceof RunOrder.Prepare) {
                move(order);
            }
            return operation(order); // it has its number from its ledgers
        }
        return begun(order).orElseGet(() -> next(order));
    }

    private void move(RunOrder order) {
        Verb verb = order.job().failover().orElseThrow().verb();
        RehearsedMove move = new RehearsedMove(
                rehearsal,
                order.estate().regions().primary(),
                what -> order.log().println(rehearsal.timeline().now() + "  in this rehearsal " + what));
        boolean moved = new FailoverRuns(ledgers, order.estate()).made().last().isPresent();
        if (verb == Verb.FAILOVER && !moved) {
            move.lose();
        } else if (!verb.moves() && moved) {
            move.comeBack();
        }
        if (verb == Verb.FAILBACK && moved) {
            move.patiently(verb, () -> rehearsal.timeline().join(imagined(order)));
        }
    }

    /** What would be planned now, of which nothing is kept. */
    private CompletableFuture<PreparedRun> imagined(RunOrder order) {
        JobRun run = new JobRun(
                engine, order.estate(), RunKind.REHEARSAL, order.actor(), order.holder(), (operation, entry) -> {});
        return new RunPreparation(run, order.users()).whatIf(order.job());
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
