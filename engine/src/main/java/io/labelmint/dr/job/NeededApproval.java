package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Approvals;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Outcome;
import java.util.Optional;
import java.util.SortedMap;

/** Whether a run may be gone on with, of whose plan a person decides: by its ledger, which says so from the first entry on. */
final class NeededApproval {
    private static final String APPROVAL = "approval";
    private static final String NEEDED = "needed";

    private NeededApproval() {}

    /** Writes it into what a ledger keeps of a request. */
    static void into(SortedMap<String, String> request) {
        request.put(APPROVAL, NEEDED);
    }

    /** Whether {@code history} is of a run that was prepared and that nobody has gone on with. */
    static boolean waits(History history) {
        return isNeeded(history) && history.entries().stream().noneMatch(entry -> entry.fact() instanceof Fact.Resumed);
    }

    /**
     * Refuses to go on with {@code run} where its plan needs an approval that it does not have.
     *
     * @throws ProblemException in that case; nothing was recorded
     */
    static void demand(Engine engine, Estate estate, OperationId run, Job job) {
        Optional<RequestedWork> work = RequestedWork.of(job, engine, estate);
        if (work.isEmpty()) {
            return; // the jobs of schedules, which cost no reading more for this
        }
        Optional<History> operation = engine.ledgers().read(work.get().operation(run));
        boolean untold = engine.ledgers()
                .read(run)
                .filter(history -> history.closed().isEmpty())
                .isPresent();
        if (untold && operation.filter(Outcome::isOver).isPresent()) {
            return; // nothing is done any more, and the run has to say how it ended
        }
        boolean needed = job.needsApproval()
                || engine.ledgers().read(run).filter(NeededApproval::isNeeded).isPresent();
        if (needed && operation.isEmpty()) {
            throw missing(run);
        }
        operation
                .flatMap(history ->
                        Approvals.objection(history, engine.timeline().now()))
                .ifPresent(problem -> {
                    throw problem.with("run", run).asException();
                });
    }

    private static boolean isNeeded(History run) {
        return run.opened()
                .filter(opened -> opened.request().containsKey(APPROVAL))
                .isPresent();
    }

    /** That nothing was prepared as {@code run}. */
    static ProblemException missing(OperationId run) {
        return Problem.of(
                        "approval.missing",
                        "Run " + run + " has no plan that anybody could have approved.",
                        "Prepare it, have somebody read and approve the plan, then run it.")
                .with("run", run)
                .asException();
    }
}
