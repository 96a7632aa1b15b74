package io.labelmint.dr.job;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The one operation a run was asked for, and what came of it. */
final class RequestedOperation {
    private final RunningJob run;
    private final RequestedWork work;

    RequestedOperation(RunningJob run, RequestedWork work) {
        this.run = run;
        this.work = work;
    }

    /**
     * Whether it is open, or went on since the run last said how it stood. What a process found that died as it was about to end the
     * run, with this suspended, is not what there is to find when somebody goes on with it, or has.
     */
    boolean goesOn() {
        OperationId operation = work.operation(run.id());
        Optional<String> said = run.history().sinceClosed().stream()
                .map(Entry::fact)
                .filter(Fact.Ran.class::isInstance)
                .map(Fact.Ran.class::cast)
                .filter(ran -> ran.operation().equals(operation))
                .map(Fact.Ran::head)
                .reduce((earlier, later) -> later);
        return run.engine()
                .ledgers()
                .read(operation)
                .filter(history -> !history.prepared())
                .filter(history -> history.closed().isEmpty()
                        || said.filter(history.head()::equals).isEmpty())
                .isPresent();
    }

    CompletableFuture<Void> complete() {
        Look look = work.look();
        OperationId operation = work.operation(run.id());
        CompletableFuture<Optional<Outcome>> told = new BreakGlass(run, work).tell();
        return Trouble.caught(() -> run.operation(
                        operation,
                        work.title(),
                        work.region(),
                        observatory -> Optional.of(work.plan(operation, observatory))))
                .thenCompose(outcome -> {
                    run.unlessDetached();
                    work.includes().forEach(earlier -> run.record(OperationFindings.ran(earlier)));
                    run.record(OperationFindings.ran(outcome.orElseThrow()));
                    Finding judged = judged(look, outcome.orElseThrow());
                    run.add(judged);
                    return judged.green()
                            ? looked(judged, outcome.orElseThrow())
                            : CompletableFuture.<Void>completedFuture(null);
                })
                .handle((nothing, failure) -> {
                    // What this process let go of is not judged: whoever takes the run up again goes on with it.
                    run.unlessDetached();
                    if (failure != null) {
                        run.add(look.notTested(Trouble.problem(failure)));
                    }
                    return null;
                })
                .thenCompose(nothing -> told.handle((notice, failure) -> {
                    run.unlessDetached();
                    broken(look, operation, notice, failure);
                    return null;
                }))
                .thenCompose(nothing -> run.showLast())
                .thenRun(() -> run.recordFound());
    }

    /** That the glass was broken stays red, whatever came of the rest. */
    private void broken(Look look, OperationId operation, Optional<Outcome> notice, Throwable failure) {
        run.engine()
                .ledgers()
                .read(operation)
                .flatMap(history -> BreakGlass.finding(look.subject(), history))
                .ifPresent(run::add);
        if (failure != null) {
            run.add(new Look(OperationFindings.DELIVERED, look.subject(), "people are told", Controls.MONITORING)
                    .notTested(Trouble.problem(failure)));
        } else {
            notice.ifPresent(outcome -> {
                run.record(OperationFindings.ran(outcome));
                OperationFindings.delivered(outcome).forEach(run::add);
            });
        }
    }

    /** On a lane of its own, because reading what came of it in full takes a while. */
    private CompletableFuture<Void> looked(Finding judged, Outcome outcome) {
        Engine engine = run.engine();
        return Allowed.run(
                        engine.timeline(),
                        engine.lanes(),
                        work.title(),
                        () -> work.look(outcome.history(), new Facts(judged.facts())))
                .thenAccept(found -> found.forEach(run::add));
    }

    private Finding judged(Look look, Outcome outcome) {
        Finding ended = OperationFindings.ended(look, outcome, work.done());
        if (!ended.green()) {
            return ended;
        }
        Plan plan = outcome.history().opened().flatMap(Fact.Opened::plan).orElseThrow();
        // In the order of the plan: what the last action found is what holds.
        Facts facts = plan.actions().stream()
                .map(action -> outcome.history().actions().get(action.id()).facts())
                .reduce(Facts.NONE, Facts::and)
                .and(Facts.of("operation", outcome.operation()))
                .and(OperationFindings.approval(outcome.history()));
        return work.judged(outcome.history(), work.done(), facts);
    }
}
