package io.labelmint.dr.ledger;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Demand;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Instant;
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

    /** Who approved its plan, in order. */
    public List<Entry> approvals() {
        return entries.stream()
                .filter(entry -> entry.fact() instanceof Fact.Approved)
                .toList();
    }

    /** That somebody had it begun with fewer approvals than its plan needs; empty if nobody did. */
    public Optional<Entry> brokenGlass() {
        return entries.stream()
                .filter(entry -> entry.fact() instanceof Fact.BrokenGlass)
                .findFirst();
    }

    /**
     * What let its plan be begun: the last approval it needed, or that somebody did without the rest of them; empty while
     * it waits for more.
     */
    public Optional<Entry> approval() {
        int needed = opened().flatMap(Fact.Opened::plan)
                .map(Plan::demand)
                .orElse(Demand.ANYBODY)
                .needed();
        List<Entry> approvals = approvals();
        return brokenGlass()
                .or(() -> Optional.of(approvals)
                        .filter(given -> given.size() >= needed)
                        .map(given -> given.get(needed - 1)));
    }

    /** Whether its plan needs an approval and no call of it was announced yet: nothing of it goes on anywhere. */
    public boolean prepared() {
        return opened().flatMap(Fact.Opened::plan).flatMap(Plan::approvedWithin).isPresent()
                && entries.stream().noneMatch(entry -> entry.fact() instanceof Fact.Intended);
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
        return new ActionStates(this).all();
    }

    /** That a person left {@code action} out; empty if nobody did. */
    public Optional<Fact.Skipped> skipped(ActionId action) {
        return entries.stream()
                .map(Entry::fact)
                .filter(Fact.Skipped.class::isInstance)
                .map(Fact.Skipped.class::cast)
                .filter(skipped -> skipped.action().equals(action))
                .reduce((first, second) -> second);
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
