package io.labelmint.dr.cli;

import io.labelmint.dr.backup.BackupPlanner;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.RoutineWork;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.plan.OperationId;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Makes sure that nobody works on a run any more, so that it can be gone on with here. */
final class TakeOver {
    private final Session session;
    private final Estate estate;
    private final PrintWriter out;

    TakeOver(Session session, Estate estate, PrintWriter out) {
        this.session = session;
        this.estate = estate;
        this.out = out;
    }

    /**
     * Waits until {@code run} and everything that may belong to it can be opened. Ledgers of this machine only need none
     * of this: the operating system lets go of them when their process dies.
     *
     * @throws io.labelmint.dr.ProblemException {@code ledger.held} if it is being worked on
     */
    void of(OperationId run) {
        if (session.bucket().isEmpty()) {
            return;
        }
        BucketLedgers ledgers = session.bucket().get();
        out.println("Watching for up to " + BucketLedgers.TAKING_OVER.toSeconds() + " s whether " + run
                + " is being worked on: a lease that is not renewed by then has no holder any more.");
        out.flush();
        session.engine().timeline().join(ledgers.takeOver(operations(ledgers, run)));
    }

    /** The run, the notices named after it, and the backups of its slot. */
    private Set<OperationId> operations(BucketLedgers ledgers, OperationId run) {
        Set<OperationId> operations = new TreeSet<>(Set.of(run));
        Instant now = session.engine().timeline().now();
        ledgers.mayBeOpen(RoutineWork.past(now)).stream()
                .filter(id -> id.value().endsWith("-" + run))
                .forEach(operations::add);
        ledgers.read(run).ifPresent(history -> {
            Instant slot = history.begin();
            estate.stores().forEach(store -> operations.add(BackupPlanner.operation(estate, store, slot)));
        });
        return operations;
    }
}
