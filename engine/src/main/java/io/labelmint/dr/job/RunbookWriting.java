package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.ImaginedFailover;
import io.labelmint.dr.ledger.Board;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.runbook.Runbook;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Writes the break-glass runbook of an estate beside its ledgers, so into its DR region where it declares a bucket there. It
 * is written anew with each backup; earlier ones are versions of the object. What becomes of it holds up nothing: a run that
 * could not write it says so in a finding, and the one before stays.
 */
public final class RunbookWriting {
    /** Id of the finding whether it was written. */
    static final String WRITTEN = "runbook.written";

    private static final String LANE = "runbook";

    private final Engine engine;
    private final Estate estate;
    private final RunKind kind;

    /** Of {@code estate}; in a rehearsal it says so. */
    public RunbookWriting(Engine engine, Estate estate, RunKind kind) {
        this.engine = engine;
        this.estate = estate;
        this.kind = kind;
    }

    /**
     * The runbook as it would be written now; nothing is stored.
     *
     * @return fails with {@code failover.refused} if no failover could be planned
     */
    public CompletableFuture<Runbook> now() {
        Observatory picture =
                new Remembering(engine.observatory().since(engine.timeline().now()));
        return Allowed.run(engine.timeline(), engine.lanes(), LANE, () -> runbook(picture));
    }

    /** Where it is put, in words. */
    public String where() {
        return board().where(Runbook.FAILOVER);
    }

    /**
     * Puts {@code runbook} there.
     *
     * @throws ProblemException {@code board.unwritable} if it may not be there
     */
    public void put(Runbook runbook) {
        board().put(Runbook.FAILOVER, runbook.text());
    }

    private Board board() {
        return engine.ledgers().board().beside(Board.RUNBOOKS);
    }

    private Runbook runbook(Observatory picture) {
        Instant now = engine.timeline().now();
        Plan plan = ImaginedFailover.plan(estate, picture, engine.ledgers(), now);
        return Runbook.of(estate, plan, now, kind, FailoverWork.rto(estate));
    }

    /** Writes it from what {@code picture} shows; what is found. Of an estate that only backs up there is nothing to say. */
    CompletableFuture<Optional<Finding>> write(Observatory picture) {
        return Allowed.run(engine.timeline(), engine.lanes(), LANE, () -> runbook(picture))
                .thenCompose(runbook -> Allowed.run(engine.timeline(), engine.lanes(), LANE, () -> {
                    put(runbook);
                    return Optional.of(passed(runbook));
                }))
                .exceptionally(failure -> {
                    Problem problem = Trouble.problem(failure);
                    return problem.code().equals("failover.refused") && onlyBacksUp()
                            ? Optional.empty()
                            : Optional.of(failed(problem));
                });
    }

    /** Whether nothing is declared that would serve users from the DR region. */
    private boolean onlyBacksUp() {
        return estate.services().isEmpty()
                && estate.records().isEmpty()
                && estate.failover().probe().isEmpty();
    }

    private Look look() {
        return new Look(
                WRITTEN,
                estate.name(),
                "a failover can be done by hand, without Jenkins and without this product",
                Controls.CONTINUITY);
    }

    private Finding passed(Runbook runbook) {
        return look().passed(
                        "The break-glass runbook, " + runbook.steps() + " steps, is at " + where() + ".",
                        Facts.of("page", where(), "sha256", runbook.digest(), "steps", runbook.steps()));
    }

    private Finding failed(Problem problem) {
        return look().failed(
                        "The break-glass runbook was not written: " + problem.summary(),
                        problem.remedy() + " The one before stays at " + where() + ".",
                        Facts.of("page", where()));
    }
}
