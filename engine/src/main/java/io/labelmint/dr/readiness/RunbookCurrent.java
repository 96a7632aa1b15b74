package io.labelmint.dr.readiness;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Board;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.runbook.Runbook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Is the break-glass runbook there, and of yesterday at the oldest? It names what there was when it was written. */
public final class RunbookCurrent implements Check {
    /** The daily job writes it; one night may fail. */
    static final Duration OLDEST = Duration.ofHours(36);

    private final Ledgers ledgers;

    /**
     * The check.
     *
     * @param ledgers beside which the runbook is
     */
    public RunbookCurrent(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    public String id() {
        return "readiness.runbook";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Look look = new Look(
                id(),
                estate.name(),
                "the break-glass runbook is at most " + Ages.words(OLDEST) + " old",
                Controls.CONTINUITY);
        Board board = ledgers.board().beside(Board.RUNBOOKS);
        String where = board.where(Runbook.FAILOVER);
        try {
            return List.of(finding(look, where, board.find(Runbook.FAILOVER), now));
        } catch (ProblemException e) {
            return List.of(look.notTested(e.problem()));
        }
    }

    private static Finding finding(Look look, String where, Optional<String> text, Instant now) {
        Optional<Instant> written = text.flatMap(Runbook::writtenAt);
        if (written.isEmpty()) {
            return look.failed(
                    text.isEmpty()
                            ? "There is no break-glass runbook at " + where + "."
                            : "What is at " + where + " does not say when it was written.",
                    "Run `dr runbook --put`, or the daily job, which writes it.",
                    Facts.of("page", where));
        }
        Duration age = Duration.between(written.get(), now);
        Facts facts = Facts.of("page", where, "written", written.get(), "sha256", Json.sha256(text.orElseThrow()));
        return age.compareTo(OLDEST) > 0
                ? look.failed(
                        "The break-glass runbook is " + Ages.words(age)
                                + " old: it may name what is not there any more.",
                        "See why the daily job does not write it, or run `dr runbook --put`.",
                        facts)
                : look.passed("The break-glass runbook is " + Ages.words(age) + " old.", facts);
    }
}
