package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.job.FailoverRuns;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.RunPreparation;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Demand;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.rehearsal.RehearsedMove;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A failover, and the way back from it, that is rehearsed: the primary region hangs, somebody notices, a plan is made,
 * approved by whoever rehearses, and run. A process that dies in between leaves a rehearsal that the next one goes on with where it was.
 */
final class RehearsedFailover {
    /** How long people take to decide. */
    private static final Duration DECIDED_AFTER = Duration.ofMinutes(4);

    private final Session session;
    private final Estate estate;
    private final Rehearsal rehearsal;
    private final PrintWriter out;
    private final RehearsedMove move;

    RehearsedFailover(Session session, Estate estate, Rehearsal rehearsal, PrintWriter out) {
        this.session = session;
        this.estate = estate;
        this.rehearsal = rehearsal;
        this.out = out;
        this.move = new RehearsedMove(rehearsal, estate.regions().primary(), this::said);
    }

    /** The run of {@code verb} that is to be gone on with: prepared and approved, or begun by an earlier process. */
    OperationId ready(Verb verb) {
        Optional<History> open = runs().open();
        if (open.isPresent()) {
            return approved(open.get().operation());
        }
        if (verb != Verb.FAILOVER) {
            move.comeBack();
            return move.patiently(verb, () -> prepared(verb));
        }
        if (runs().made().last().isPresent()) {
            throw Problem.of(
                            "rehearsal.failed-over",
                            "This rehearsal has failed over already, with run "
                                    + runs().made().last().get().run() + ".",
                            "Rehearse what comes after it with --commit or --roll-back, or the way home with `dr rehearse"
                                    + " failback`; or begin anew with --fresh.")
                    .asException();
        }
        lose();
        return prepared(verb);
    }

    /** Whether there is something to lead home that is not committed yet: that has to be rehearsed before a failback. */
    boolean uncommitted() {
        return runs().open().isEmpty()
                && runs().made().last().filter(moved -> !moved.committed()).isPresent();
    }

    /** Whether a commit was begun by an earlier process and has not ended. */
    boolean commits() {
        return runs().open()
                .flatMap(History::opened)
                .flatMap(opened -> Job.requestedBy(opened.request()))
                .flatMap(Job::failover)
                .filter(request -> request.verb() == Verb.COMMIT)
                .isPresent();
    }

    private FailoverRuns runs() {
        return new FailoverRuns(session.engine().ledgers(), estate);
    }

    private void lose() {
        if (!rehearsal.isLost(estate.regions().primary())) {
            session.engine().timeline().join(run().start(Job.of(Job.Type.HEARTBEAT)));
            move.lose();
        }
    }

    private OperationId prepared(Verb verb) {
        // Of a region that hangs nothing can be proved, so this is what a person would have to accept.
        Job job = Job.failingOver(new FailoverRequest(verb, verb == Verb.FAILOVER));
        PreparedRun prepared = session.engine().timeline().join(preparation().prepare(job));
        return approved(prepared.run());
    }

    private OperationId approved(OperationId run) {
        PreparedRun prepared = preparation().of(run);
        boolean given = session.engine()
                .ledgers()
                .read(prepared.operation())
                .flatMap(History::approval)
                .isPresent();
        if (!given) {
            out.print(prepared.text());
            said("how it goes on is told by " + preparation().shownAt(run));
            rehearsal.timeline().runUntil(rehearsal.timeline().now().plus(DECIDED_AFTER));
            approvers(prepared.plan().demand())
                    .forEach(approver -> preparation()
                            .approve(run, prepared.digest().value(), approver, "dr rehearse, " + Session.holder()));
            said("plan " + prepared.digest().brief() + " is approved by whoever rehearses, in the part of "
                    + String.join(" and ", approvers(prepared.plan().demand())));
        }
        return run;
    }

    /** Whoever rehearses plays everybody who is needed; a process that died had its parts by the same names. */
    private static List<String> approvers(Demand demand) {
        Stream<String> names = demand.from().isEmpty()
                ? IntStream.rangeClosed(1, demand.needed()).mapToObj(number -> "approver " + number)
                : demand.from().stream().filter(name -> !demand.isRequester(name));
        return names.limit(demand.needed()).toList();
    }

    private RunPreparation preparation() {
        return new RunPreparation(run(), List.of(session.identity()));
    }

    private JobRun run() {
        return new JobRun(
                session.engine(), estate, session.kind(), Session.actor(), Session.holder(), (of, entry) -> {});
    }

    private void said(String what) {
        out.println(session.engine().timeline().now() + "  " + what);
        out.flush();
    }
}
