package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.LocalLedgers.LocalLedger;
import io.labelmint.dr.ledger.StateBucket.Outcome;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.Timeline;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A ledger in the bucket while this process holds it. An entry is put there first, if nobody else has put one of its
 * number, and then appended to the copy: so the copy is a beginning of what the bucket has, at every moment. After the
 * first entry that could not be proved to be written, no other is.
 */
final class BucketLedger implements Ledger {
    private final OperationId operation;
    private final StateBucket bucket;
    private final HeldLease lease;
    private final LocalLedger copy;
    private final Entries entries;
    private final Timeline timeline;
    private final Json json;
    private boolean closed;
    private ProblemException unusable;

    BucketLedger(StateBucket bucket, HeldLease lease, LocalLedger copy, Timeline timeline, Json json) {
        History history = copy.history();
        this.operation = history.operation();
        this.bucket = bucket;
        this.lease = lease;
        this.copy = copy;
        this.entries = new Entries(history);
        this.closed = !history.entries().isEmpty() && history.closed().isPresent();
        this.timeline = timeline;
        this.json = json;
    }

    @Override
    public synchronized Entry append(Fact fact) {
        proveHeld();
        Entry entry = entries.next(timeline.now(), fact, json);
        try {
            if (closed) {
                mark(entry, false, "");
            }
            String key = bucket.entry(operation, entry.sequence());
            Outcome outcome = bucket.write(operation, key, entry.line(json) + "\n", lease.id(), Optional.empty());
            if (outcome instanceof Outcome.Lost) {
                throw LedgerProblems.taken(operation, "another writer");
            }
            copy.copy(entry);
        } catch (ProblemException e) {
            unusable = e;
            throw e;
        }
        entries.add(entry);
        closed = fact instanceof Fact.Closed;
        if (closed) {
            markClosed(entry);
        }
        return entry;
    }

    private void markClosed(Entry last) {
        try {
            mark(
                    last,
                    true,
                    entries.history().entries().stream()
                            .map(entry -> entry.line(json) + "\n")
                            .collect(Collectors.joining()));
        } catch (ProblemException e) {
            return; // whoever has to know reads the entries then
        }
    }

    /** One that is there already says the same. */
    private void mark(Entry entry, boolean closes, String text) {
        bucket.write(operation, bucket.mark(operation, entry.sequence(), closes), text, lease.id(), Optional.empty());
    }

    @Override
    public synchronized void proveHeld() {
        if (unusable != null) {
            throw unusable;
        }
        try {
            lease.prove();
        } catch (ProblemException e) {
            unusable = e;
            throw e;
        }
    }

    @Override
    public synchronized History history() {
        return entries.history();
    }

    @Override
    public synchronized void close() {
        unusable = Problem.of(
                        "ledger.unwritable",
                        "The ledger of operation " + operation + " cannot be written: it was closed.",
                        "Open it again.")
                .asException();
        // In this order: who has got hold of the copy must not meet this process's lease.
        lease.release();
        copy.close();
    }
}
