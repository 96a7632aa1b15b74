package io.labelmint.dr.readiness;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Has the estate lately been moved to its DR region, with users served there? Reads the ledgers and no region. */
public final class FailoverRehearsed implements Check {
    /** A quarter, as long as a contact counts as confirmed: drills are quarterly. */
    private static final Duration WITHIN = Duration.ofDays(92);

    private static final String JOB = "failover";
    private static final String COMPLETED = "failover.completed";

    private final Ledgers ledgers;
    private final RunKind kind;

    /**
     * The check.
     *
     * @param ledgers where failovers are recorded
     * @param kind which of them count: one on simulated AWS proves nothing of what is real
     */
    public FailoverRehearsed(Ledgers ledgers, RunKind kind) {
        this.ledgers = ledgers;
        this.kind = kind;
    }

    @Override
    public String id() {
        return "readiness.rehearsed";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Look look = new Look(
                id(), estate.name(), "a failover succeeded within " + WITHIN.toDays() + " days", Controls.RESTORE);
        Optional<History> last = last(estate);
        if (last.isEmpty()) {
            return List.of(look.failed(
                    "Nobody has ever moved " + estate.name() + " to "
                            + estate.regions().dr() + " with users served.",
                    "Hold a game day: a switchover and the way home, with drExercise in Jenkins or `dr switchover`.",
                    Facts.of("limitDays", WITHIN.toDays())));
        }
        Instant end = last.get().end();
        Duration age = Duration.between(end, now);
        Facts facts = Facts.of(
                "run", last.get().operation(), "at", end, "ageDays", age.toDays(), "limitDays", WITHIN.toDays());
        String words = estate.name() + " was last moved " + Ages.words(age) + " ago, by "
                + last.get().operation() + ".";
        return List.of(
                age.compareTo(WITHIN) <= 0
                        ? look.passed(words, facts)
                        : look.failed(
                                words,
                                "Hold the game day of this quarter: drExercise in Jenkins, or `dr switchover`.",
                                facts));
    }

    private Optional<History> last(Estate estate) {
        return ledgers.operations(JOB + "-", "").stream()
                .flatMap(id -> read(id).stream())
                .filter(run -> succeeded(run, estate))
                .max(Comparator.comparing(History::end));
    }

    /** A ledger that cannot be read proves nothing. */
    private Optional<History> read(OperationId id) {
        try {
            return ledgers.read(id).filter(history -> history.closed().isPresent());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private boolean succeeded(History run, Estate estate) {
        Fact.Opened opened = run.opened().orElseThrow();
        return opened.kind() == kind
                && opened.estate().equals(estate.name())
                && JOB.equals(opened.request().get("job"))
                && run.findings().orElse(List.of()).stream()
                        .anyMatch(finding -> finding.check().equals(COMPLETED) && finding.green());
    }
}
