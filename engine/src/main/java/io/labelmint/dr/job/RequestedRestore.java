package io.labelmint.dr.job;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.run.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The restore a run was asked for: a new instance beside what there is, which nothing of it touches. */
final class RequestedRestore {
    /** Id of the finding whether it came about. */
    static final String COMPLETED = "restore.completed";

    private final RunningJob run;
    private final Estate estate;
    private final RestoreRequest request;

    RequestedRestore(RunningJob run, RestoreRequest request) {
        this.run = run;
        this.estate = run.estate();
        this.request = request;
    }

    /** The operation of the run {@code of}. */
    static OperationId operation(Estate estate, Store store, OperationId of) {
        return OperationId.scheduled(estate.name(), "restored", store.id(), of.value());
    }

    /**
     * Its plan.
     *
     * @throws io.labelmint.dr.ProblemException if something it needs is not there
     */
    static Plan plan(
            Estate estate,
            PostgresDatabase database,
            RestoreRequest request,
            OperationId operation,
            Observatory observatory) {
        return new RestorePlanner(estate, observatory)
                .lasting(operation, database, request.side(), request.point(), request.instance());
    }

    CompletableFuture<Void> restore(PostgresDatabase database) {
        Look look = new Look(
                COMPLETED,
                database.id(),
                "it is restored within " + Ages.words(database.objectives().rto()),
                Controls.RESTORE);
        OperationId operation = operation(estate, database, run.id());
        return RunningJob.called(() -> run.operation(
                        operation,
                        "Restore of " + database.id() + " as " + request.instance(),
                        request.side().of(estate.regions()),
                        observatory -> Optional.of(plan(estate, database, request, operation, observatory))))
                .thenAccept(outcome -> {
                    run.record(OperationFindings.ran(outcome.orElseThrow()));
                    run.add(judged(look, database, outcome.orElseThrow()));
                })
                .exceptionally(failure -> {
                    run.add(look.notTested(RunningJob.problem(failure)));
                    return null;
                })
                .thenRun(() -> run.record(new Fact.Found(run.findings())));
    }

    private Finding judged(Look look, PostgresDatabase database, Outcome outcome) {
        String words = database.id() + " is restored as " + request.instance() + " in "
                + request.side().of(estate.regions()) + " to " + request.point() + ".";
        Finding ended = OperationFindings.ended(look, outcome, words);
        Facts facts = outcome.history().actions().values().stream()
                .map(state -> state.facts())
                .reduce(Facts.NONE, Facts::and);
        return ended.green() ? look.passed(words, facts.and(Facts.of("operation", outcome.operation()))) : ended;
    }
}
