package io.labelmint.dr.coverage;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every store by every kind of recovery the estate makes possible, and when each was last proved.
 *
 * @param rows in the order of the estate
 */
public record Coverage(List<Row> rows) {
    /**
     * Tests are made every week, and one that rotates comes round to each kind within four of them; a week more for one
     * that was red.
     */
    public static final int WITHIN_DAYS = 35;

    /** The same. */
    public static final Duration WITHIN = Duration.ofDays(WITHIN_DAYS);

    public Coverage {
        rows = List.copyOf(rows);
    }

    /** What is known of one kind of recovery. */
    public enum State {
        /** The last test of it was green, and recent enough. */
        PROVED,
        /** It was green, too long ago. */
        OVERDUE,
        /** The last test of it was red. */
        FAILED,
        /** Nobody ever tested it. */
        NEVER
    }

    /**
     * One of them.
     *
     * @param store id of the store
     * @param recovery the kind of recovery
     * @param state what is known of it
     * @param proved the last green test, if there ever was one
     * @param last the last test, if there was one
     * @param times how long the green ones took
     * @param rto the time the store may take to come back
     */
    public record Row(
            String store,
            Recovery recovery,
            State state,
            Optional<RestoreProof> proved,
            Optional<RestoreProof> last,
            RecoveryTimes times,
            Duration rto) {

        /** Whether it may be relied on. */
        public boolean green() {
            return state == State.PROVED;
        }
    }

    /** What {@code history}, oldest first, says of {@code estate} at {@code now}, where a proof holds for {@code within}. */
    public static Coverage of(Estate estate, List<RestoreProof> history, Instant now, Duration within) {
        List<Row> rows = new ArrayList<>();
        for (Store store : estate.stores()) {
            for (Recovery recovery : Recovery.of(store)) {
                rows.add(row(
                        store,
                        recovery,
                        history.stream()
                                .filter(proof -> proof.store().equals(store.id())
                                        && proof.recovery().equals(recovery))
                                .toList(),
                        now.minus(within)));
            }
        }
        return new Coverage(rows);
    }

    private static Row row(Store store, Recovery recovery, List<RestoreProof> history, Instant since) {
        Optional<RestoreProof> last = history.stream().reduce((earlier, later) -> later);
        List<RestoreProof> green = history.stream().filter(RestoreProof::proved).toList();
        Optional<RestoreProof> proved = green.stream().reduce((earlier, later) -> later);
        return new Row(
                store.id(),
                recovery,
                state(last, since),
                proved,
                last,
                new RecoveryTimes(
                        green.stream().flatMap(proof -> proof.took().stream()).toList()),
                store.objectives().rto());
    }

    private static State state(Optional<RestoreProof> last, Instant since) {
        if (last.isEmpty()) {
            return State.NEVER;
        }
        if (!last.get().proved()) {
            return State.FAILED;
        }
        return last.get().at().isBefore(since) ? State.OVERDUE : State.PROVED;
    }

    /** Whether all of it may be relied on. */
    public boolean green() {
        return rows.stream().allMatch(Row::green);
    }
}
