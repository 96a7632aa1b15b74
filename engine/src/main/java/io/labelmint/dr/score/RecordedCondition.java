package io.labelmint.dr.score;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.coverage.Coverage;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the condition of an estate from the ledgers of its runs. Of each kind of run only the newest counts that looked at the
 * whole estate; runs narrowed to some stores say nothing of the others.
 */
public final class RecordedCondition {
    /** A look at the estate is made every day; two hours more for one that is slow. */
    public static final Duration LOOK_HOLDS = Duration.ofHours(26);

    /** Readiness is looked at every week; a day more. */
    public static final Duration READINESS_HOLDS = Duration.ofDays(8);

    /** The jobs that make every check of the estate, as ledgers name them. */
    private static final List<String> LOOKS = List.of("daily", "backup", "check");

    private static final String READINESS = "readiness";

    private final Ledgers ledgers;
    private final Estate estate;
    private final RunKind kind;
    private final Instant now;
    private final List<String> broken = new ArrayList<>();

    private RecordedCondition(Ledgers ledgers, Estate estate, RunKind kind, Instant now) {
        this.ledgers = ledgers;
        this.estate = estate;
        this.kind = kind;
        this.now = now;
    }

    /**
     * The condition at {@code now}.
     *
     * @param kind which runs count: a rehearsal says nothing of what is real
     * @param open see {@link Condition#open}
     */
    public static Condition of(Ledgers ledgers, Estate estate, RunKind kind, List<String> open, Instant now) {
        RecordedCondition reading = new RecordedCondition(ledgers, estate, kind, now);
        Optional<List<Finding>> looked = reading.newest(LOOKS, LOOK_HOLDS);
        Optional<List<Finding>> ready = reading.newest(List.of(READINESS), READINESS_HOLDS);
        Coverage coverage = Coverage.of(estate, RestoreHistory.of(ledgers, estate, kind), now, Coverage.WITHIN);
        return new Condition(looked, ready, coverage, open, reading.broken);
    }

    private record Found(Instant at, List<Finding> findings) {}

    private Optional<List<Finding>> newest(List<String> jobs, Duration holds) {
        return jobs.stream()
                .flatMap(job -> newest(job, now.minus(holds)).stream())
                .max(Comparator.comparing(Found::at))
                .map(Found::findings);
    }

    /** Ids of one job sort by the time they were made for, so the first that says something, from behind, is the newest. */
    private Optional<Found> newest(String job, Instant since) {
        String prefix = OperationId.prefix(job, estate.name());
        String first = prefix + Slots.day(since);
        return ledgers.operations(prefix, first).stream()
                .sorted(Comparator.reverseOrder())
                .flatMap(id -> read(id).stream())
                .filter(history -> isWhole(history, job))
                .flatMap(history -> found(history).stream())
                .filter(found -> !found.at().isBefore(since))
                .findFirst();
    }

    private Optional<History> read(OperationId id) {
        try {
            return ledgers.read(id);
        } catch (ProblemException e) {
            broken.add(id.value());
            return Optional.empty();
        }
    }

    /** A declaration that was changed since asks for other things than were looked at. */
    private boolean isWhole(History history, String job) {
        return history.estateDigest().stream().allMatch(estate.digest()::equals)
                && history.opened()
                        .filter(opened ->
                                opened.kind() == kind && opened.estate().equals(estate.name()))
                        .map(Fact.Opened::request)
                        .filter(request -> job.equals(request.get("job")) && !request.containsKey("only"))
                        .isPresent();
    }

    private static Optional<Found> found(History history) {
        return history.entries().stream()
                .filter(entry -> entry.fact() instanceof Fact.Found)
                .reduce((earlier, later) -> later)
                .map((Entry entry) -> new Found(entry.at(), ((Fact.Found) entry.fact()).findings()));
    }
}
