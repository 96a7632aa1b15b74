package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Runs an estate has had, read from their ledgers alone. Rehearsals, drills and what is real are asked for one by one, so
 * that nobody gets them in one list by mistake. Which ledgers are of runs, and which of them the newest, shows in their names;
 * what is not {@linkplain RunsWanted wanted} is not read.
 */
public final class PastRuns {
    private final List<PastRun> all;
    private final List<Unreadable> unreadable;
    private final int unread;

    private PastRuns(List<PastRun> all, List<Unreadable> unreadable, int unread) {
        this.all = all;
        this.unreadable = unreadable;
        this.unread = unread;
    }

    /**
     * A ledger that cannot be read: nobody knows what kind of run it is of, or whether it is only part of one.
     *
     * @param operation whose
     * @param problem why not
     */
    public record Unreadable(OperationId operation, Problem problem) {}

    /** Those of {@code estate} in {@code ledgers} that are {@code wanted}. What cannot be read is named, and hides nothing else. */
    public static PastRuns of(Ledgers ledgers, Estate estate, RunsWanted wanted) {
        List<PastRun> all = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        int unread = 0;
        for (SortedSet<OperationId> row : RunNames.of(ledgers, estate, wanted)) {
            int found = 0;
            for (OperationId id : row) {
                if (found == wanted.most().orElse(Integer.MAX_VALUE)) {
                    unread++;
                    continue;
                }
                try {
                    Optional<PastRun> run = ledgers.read(id)
                            .filter(history -> isOf(estate, history))
                            .flatMap(PastRun::of);
                    found += run.isPresent() ? 1 : 0;
                    run.filter(read -> isWanted(read, wanted)).ifPresent(all::add);
                } catch (ProblemException e) {
                    found++; // or nobody knew how many would be read
                    unreadable.add(new Unreadable(id, e.problem()));
                }
            }
        }
        all.sort(
                Comparator.comparing(PastRun::began).thenComparing(PastRun::run).reversed());
        return new PastRuns(List.copyOf(all), List.copyOf(unreadable), unread);
    }

    /** Those that are {@code kind}, the newest first. */
    public List<PastRun> of(RunKind kind) {
        return all.stream().filter(run -> run.kind() == kind).toList();
    }

    /** The ledgers that cannot be read. */
    public List<Unreadable> unreadable() {
        return unreadable;
    }

    /** How many older ones there are by their names, which were not read. */
    public int unread() {
        return unread;
    }

    private static boolean isOf(Estate estate, History history) {
        return history.opened()
                .filter(opened -> opened.estate().equals(estate.name()))
                .isPresent();
    }

    /** What its name does not tell. */
    private static boolean isWanted(PastRun run, RunsWanted wanted) {
        return wanted.kind().filter(kind -> kind != run.kind()).isEmpty()
                && (run.run().day().isPresent()
                        || wanted.since()
                                .filter(day -> run.began()
                                        .isBefore(
                                                day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                                .isEmpty());
    }
}
