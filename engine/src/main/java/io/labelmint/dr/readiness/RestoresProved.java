package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.coverage.Coverage;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Was each store lately restored in the DR region, with its data right, in each way the estate makes possible? Reads the ledgers
 * and no region.
 */
public final class RestoresProved implements Check {
    private final Ledgers ledgers;
    private final RunKind kind;

    /**
     * The check.
     *
     * @param ledgers where restore tests are recorded
     * @param kind which runs count: a rehearsal proves nothing of what is real
     */
    public RestoresProved(Ledgers ledgers, RunKind kind) {
        this.ledgers = ledgers;
        this.kind = kind;
    }

    @Override
    public String id() {
        return "readiness.restores-proved";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Coverage coverage = Coverage.of(estate, RestoreHistory.of(ledgers, estate, kind), now, Coverage.WITHIN);
        List<Finding> findings = new ArrayList<>();
        for (Store store : estate.stores()) {
            List<Coverage.Row> rows = coverage.rows().stream()
                    .filter(row -> row.store().equals(store.id()))
                    .filter(row -> row.recovery().side() == Restores.Side.DR)
                    .toList();
            if (!rows.isEmpty()) {
                findings.add(finding(store, rows, now));
            }
        }
        return findings;
    }

    private Finding finding(Store store, List<Coverage.Row> rows, Instant now) {
        Tally tally = new Tally(new Look(
                id(), store.id(), "a restore was proved within " + Coverage.WITHIN_DAYS + " days", Controls.RESTORE));
        for (Coverage.Row row : rows) {
            String way = row.recovery().words();
            tally.fact(
                    way,
                    row.proved().map(proof -> proof.at() + " by " + proof.run()).orElse("never"));
            if (!row.green()) {
                tally.wrong(
                        store.id() + " restored " + way + ": " + words(row, now) + ".",
                        "Run a restore test: `dr run" + " restore-test`, and see `dr coverage`.");
            }
        }
        return tally.finding("Restores of " + store.id() + " in the DR region were proved within "
                + Coverage.WITHIN_DAYS + " days.");
    }

    private static String words(Coverage.Row row, Instant now) {
        return switch (row.state()) {
            case PROVED -> "proved";
            case NEVER -> "nobody ever tested it";
            case FAILED -> "the last test was red";
            case OVERDUE ->
                "last proved "
                        + row.proved()
                                .map(proof -> Ages.words(Duration.between(proof.at(), now)) + " ago")
                                .orElse("never");
        };
    }
}
