package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The runs an estate has had, read from their ledgers alone. Rehearsals, drills and what is real are asked for one by one, so
 * that nobody gets them in one list by mistake. Heartbeats are left out, and so are checks of before yesterday: there are hundreds
 * a day, and they practise nothing.
 */
public final class PastRuns {
    private final List<PastRun> all;
    private final List<Unreadable> unreadable;

    private PastRuns(List<PastRun> all, List<Unreadable> unreadable) {
        this.all = all;
        this.unreadable = unreadable;
    }

    /**
     * A ledger that cannot be read: nobody knows what kind of run it is of, or whether it is only part of one.
     *
     * @param operation whose
     * @param problem why not
     */
    public record Unreadable(OperationId operation, Problem problem) {}

    /** Those of {@code estate} in {@code ledgers}. What cannot be read is named, and hides nothing else. */
    public static PastRuns of(Ledgers ledgers, Estate estate, Instant now) {
        List<PastRun> all = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (OperationId id : ledgers.closed(RoutineWork.past(now)).keySet()) {
            try {
                ledgers.read(id)
                        .filter(history -> isOf(estate, history))
                        .flatMap(PastRun::of)
                        .ifPresent(all::add);
            } catch (ProblemException e) {
                unreadable.add(new Unreadable(id, e.problem()));
            }
        }
        all.sort(
                Comparator.comparing(PastRun::began).thenComparing(PastRun::run).reversed());
        return new PastRuns(List.copyOf(all), List.copyOf(unreadable));
    }

    /** Those that are {@code kind}, the newest first. */
    public List<PastRun> of(RunKind kind) {
        return all.stream().filter(run -> run.kind() == kind).toList();
    }

    /** The ledgers that cannot be read. */
    public List<Unreadable> unreadable() {
        return unreadable;
    }

    private static boolean isOf(Estate estate, History history) {
        Optional<Fact.Opened> opened = history.opened();
        return opened.isPresent()
                && opened.get().estate().equals(estate.name())
                && !Job.Type.HEARTBEAT.label().equals(opened.get().request().get("job"));
    }
}
