package io.labelmint.dr.ledger;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a ledger says: its entries, and where they leave the operation.
 *
 * @param operation whose ledger it is
 * @param entries in order
 */
public record History(OperationId operation, List<Entry> entries) {

    public History {
        entries = List.copyOf(entries);
    }

    /**
     * How the operation began; empty if nothing was appended yet.
     *
     * @throws io.labelmint.dr.ProblemException {@code ledger.broken} if it begins with anything else, which no process
     *     of this program writes
     */
    public Optional<Fact.Opened> opened() {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        if (entries.get(0).fact() instanceof Fact.Opened opened) {
            return Optional.of(opened);
        }
        throw LedgerProblems.unopened(operation);
    }

    /** How it ended, if the last thing that happened to it is its end. */
    public Optional<Fact.Closed> closed() {
        return last(Fact.Closed.class).filter(closed -> lastFact() == closed);
    }

    /** Why nobody works on it, if the last thing that happened to it is that somebody gave up. */
    public Optional<Fact.Suspended> suspended() {
        return last(Fact.Suspended.class).filter(suspended -> lastFact() == suspended);
    }

    /** When it began. */
    public Instant begin() {
        return entries.get(0).at();
    }

    /** When the last thing happened. */
    public Instant end() {
        return entries.get(entries.size() - 1).at();
    }

    /** Hash of the last entry: what the whole ledger can be checked against. */
    public String head() {
        return entries.isEmpty()
                ? Entry.origin(operation)
                : entries.get(entries.size() - 1).hash();
    }

    /** Digest of the declaration of the estate it was last worked on for; empty if nothing was appended yet. */
    public Optional<String> estateDigest() {
        return last(Fact.Resumed.class)
                .flatMap(Fact.Resumed::estateDigest)
                .or(() -> opened().map(Fact.Opened::estateDigest));
    }

    /** What happened since it last ended; everything if it never did. */
    public List<Entry> sinceClosed() {
        int from = entries.size();
        while (from > 0 && !(entries.get(from - 1).fact() instanceof Fact.Closed)) {
            from--;
        }
        return entries.subList(from, entries.size());
    }

    /** The findings recorded last. */
    public Optional<List<Finding>> findings() {
        return last(Fact.Found.class).map(Fact.Found::findings);
    }

    /** Where each action of the plan stands; an action nothing happened to is not in it. */
    public Map<ActionId, ActionState> actions() {
        Map<ActionId, ActionState> states = new HashMap<>();
        for (Entry entry : entries) {
            Fact fact = entry.fact();
            if (fact instanceof Fact.Intended intended) {
                states.merge(
                        intended.action(),
                        ActionState.NEW.intended(entry.at()),
                        (state, fresh) -> state.intended(entry.at()));
            } else if (fact instanceof Fact.Accepted accepted) {
                states.compute(accepted.action(), (id, state) -> orNew(state).accepted(entry.at(), accepted.facts()));
            } else if (fact instanceof Fact.Refused refused) {
                states.compute(refused.action(), (id, state) -> orNew(state).refused());
            } else if (fact instanceof Fact.Observed observed) {
                states.compute(observed.action(), (id, state) -> orNew(state).observed(observed.phase()));
            } else if (fact instanceof Fact.Settled settled) {
                states.compute(settled.action(), (id, state) -> orNew(state).settled(entry.at(), settled));
            } else if (fact instanceof Fact.Resumed) {
                // What had failed may have been mended since: it is looked at again.
                states.replaceAll((id, state) -> state.reopened());
            }
        }
        return states;
    }

    private static ActionState orNew(ActionState state) {
        return state == null ? ActionState.NEW : state;
    }

    private Fact lastFact() {
        return entries.get(entries.size() - 1).fact();
    }

    private <F extends Fact> Optional<F> last(Class<F> type) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (type.isInstance(entries.get(i).fact())) {
                return Optional.of(type.cast(entries.get(i).fact()));
            }
        }
        return Optional.empty();
    }
}
