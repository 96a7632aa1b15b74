package io.labelmint.dr.ledger;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.BucketObjects.Stored;
import io.labelmint.dr.aws.Manner;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.HeldLease.Since;
import io.labelmint.dr.ledger.LocalLedgers.LocalLedger;
import io.labelmint.dr.ledger.StateBucket.Outcome;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Ledgers in a bucket, with copies on this machine: what was begun here can be finished anywhere.
 *
 * <p><b>The bucket is the truth.</b> Each entry is an object of its own that is written only if there is none (see {@link
 * BucketLedger}), so of two processes that believe they hold the operation, one is stopped at the next entry, before it
 * does what the entry announces. When a ledger is opened, a copy that lacks the end is completed from the bucket: its
 * process died in between. A copy that is longer, or another one, is refused; nothing is merged.
 *
 * <p><b>Held by a lease.</b> AWS asks for no fencing token, so that one writer at a time <em>changes AWS</em> is the work of
 * the lease. Its holder renews it, and changes something only while the lease outlasts the call ({@link HeldLease}).
 * Another process cannot know whether the holder is alive: it is told who that is, and may {@linkplain #takeOver watch} for
 * the time of the lease and of one call, on its own clock, that nothing happens to it. No two clocks are ever compared, so
 * none need be right. Within one place the operating system knows better: who gets hold of the copy here knows that
 * whoever had it before is dead, and takes the lease over at once.
 *
 * <p>A process that was paused, by a debugger, a snapshot of its machine or a closed laptop, at the very moment between
 * this proof and the request can still send that one request after another process took over. This cannot be told apart
 * from a request that was on its way for long, and is what the repeat rules are for.
 */
public final class BucketLedgers implements Ledgers {
    /** For how long a lease is watched before it is taken over: its time, and the time of one call. */
    public static final Duration TAKING_OVER = HeldLease.TIME.plus(Manner.MUTATING.deadline());

    private final StateBucket bucket;
    private final LocalLedgers copies;
    private final Timeline timeline;
    private final Executor executor;
    private final Json json;
    private final KnownBeginnings beginnings;

    /** ETags of leases that are known not to be renewed any more. */
    private final Map<OperationId, String> lapsed = new ConcurrentHashMap<>();

    /**
     * Ledgers in {@code bucket}.
     *
     * @param executor where leases are renewed and watched; never in the caller's thread
     */
    public BucketLedgers(LedgerBucket bucket, LocalLedgers copies, Timeline timeline, Executor executor, Json json) {
        this.bucket = new StateBucket(bucket.objects(), bucket.name(), bucket.prefix(), timeline);
        this.copies = copies;
        this.timeline = timeline;
        this.executor = executor;
        this.json = json;
        this.beginnings = new KnownBeginnings(json);
    }

    @Override
    public Ledger open(OperationId operation, String holder) {
        LocalLedger copy = copies.open(operation, holder);
        try {
            HeldLease lease = take(operation, holder);
            try {
                History known = copy.history();
                complete(copy, known, bucket.beyond(operation, lines(known), false));
                return new BucketLedger(bucket, lease, copy, timeline, json);
            } catch (RuntimeException e) {
                lease.release();
                throw e;
            }
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private HeldLease take(OperationId operation, String holder) {
        Since since = Since.now(timeline);
        Lease mine =
                new Lease(holder, UUID.randomUUID().toString(), copies.place(), 1, since.at(), HeldLease.TIME, false);
        Outcome outcome = put(operation, mine, Optional.empty());
        if (outcome instanceof Outcome.Lost lost) {
            Stored there = lost.now().orElseThrow(() -> LedgerProblems.alive(operation, "another process"));
            Optional<Lease> other = Lease.parse(there.text(), json);
            if (!free(operation, there, other)) {
                throw other.map(lease -> LedgerProblems.leased(operation, lease, LeaseWatch.wait(lease)))
                        .orElseGet(() -> LedgerProblems.alive(operation, "a process of another version"));
            }
            since = Since.now(timeline);
            outcome = put(operation, mine, Optional.of(there.etag()));
        }
        if (outcome instanceof Outcome.Won won) {
            return new HeldLease(operation, mine, won.etag(), since, bucket, timeline, executor, json);
        }
        String faster = ((Outcome.Lost) outcome)
                .now()
                .flatMap(stored -> Lease.parse(stored.text(), json))
                .map(Lease::holder)
                .orElse("another process");
        throw LedgerProblems.alive(operation, faster);
    }

    private Outcome put(OperationId operation, Lease mine, Optional<String> etag) {
        return bucket.write(operation, bucket.lease(operation), mine.text(json), mine.id(), etag);
    }

    /** Whether nobody works under the lease {@code there} any more. */
    private boolean free(OperationId operation, Stored there, Optional<Lease> lease) {
        return there.etag().equals(lapsed.get(operation))
                || lease.filter(Lease::released).isPresent()
                || lease.filter(other -> other.place().equals(copies.place())).isPresent();
    }

    private void complete(LocalLedger copy, History known, List<String> beyond) {
        if (beyond.isEmpty()) {
            return;
        }
        String whole = String.join("", lines(known)) + String.join("", beyond);
        List<Entry> entries = Chain.read(known.operation(), whole, json).entries();
        entries.subList(known.entries().size(), entries.size()).forEach(copy::copy);
    }

    private List<String> lines(History history) {
        return history.entries().stream().map(entry -> entry.line(json) + "\n").toList();
    }

    /**
     * Makes sure that nobody works on any of {@code operations} any more, so that this process can open them: watches each
     * lease that is not free until it has not been renewed for its time and the time of one call.
     *
     * @return fails with {@code ledger.held} as soon as a lease is renewed, because its holder is alive
     */
    public CompletableFuture<Void> takeOver(Collection<OperationId> operations) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (OperationId operation : operations) {
            LeaseWatch watch = new LeaseWatch(
                    operation, bucket, (there, lease) -> free(operation, there, lease), timeline, executor, json);
            all.add(watch.begin().thenAccept(etag -> etag.ifPresent(seen -> lapsed.put(operation, seen))));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Reads the ledger of {@code operation}; from the copy of this machine if the bucket does not answer, which may then
     * lack the end.
     */
    @Override
    public Optional<History> read(OperationId operation) {
        return text(operation, true).flatMap(text -> beginnings.read(operation, text));
    }

    @Override
    public Optional<String> text(OperationId operation) {
        return text(operation, false);
    }

    private Optional<String> text(OperationId operation, boolean byMark) {
        Optional<String> copy = copies.text(operation);
        List<String> known = copy.orElse("").lines().map(line -> line + "\n").toList();
        List<String> beyond;
        try {
            beyond = bucket.beyond(operation, known, byMark);
        } catch (ProblemException e) {
            // A copy without an entry was made by who wanted the ledger and died, or did not get it: it says nothing.
            if (!known.isEmpty() && e.problem().code().equals("ledger.unreadable")) {
                return copy;
            }
            throw e;
        }
        return copy.isEmpty() && beyond.isEmpty()
                ? Optional.empty()
                : Optional.of(copy.orElse("") + String.join("", beyond));
    }

    @Override
    public Board board() {
        return bucket.board();
    }

    @Override
    public Register register(String name) {
        return bucket.register(name);
    }

    /** Those in the bucket, and those that were begun on this machine before there was one. */
    @Override
    public List<OperationId> operations() {
        return operations("", "");
    }

    @Override
    public List<OperationId> operations(String prefix, String from) {
        TreeSet<OperationId> all = new TreeSet<>(copies.operations(prefix, from));
        all.addAll(bucket.listing().operations(prefix, from));
        return List.copyOf(all);
    }

    /** The copies tell it only of what the bucket has not: what was closed here may have been gone on with elsewhere. */
    @Override
    public SortedMap<OperationId, Boolean> closed(Bygone bygone) {
        SortedMap<OperationId, Boolean> closed = copies.closed(bygone);
        closed.putAll(bucket.listing().closed(bygone));
        return closed;
    }
}
