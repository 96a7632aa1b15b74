package io.labelmint.dr.ledger;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.BucketObjects.Stored;
import io.labelmint.dr.aws.Manner;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;

/**
 * Watches a lease until it is certain that its holder will do nothing more under it.
 *
 * <p>The holder counts its lease from before it sent the renewal, and sends nothing that would not be over when the lease
 * is. What is seen here was written after that; so when the lease has been the same for its whole time, counted from when
 * it was first seen to when the last look was sent, the holder has stopped. The time of one call more is for clocks that
 * do not run equally fast: it allows them a fifth of difference.
 */
final class LeaseWatch {
    /** A holder that is alive is noticed by its first renewal. */
    private static final Duration LOOK = HeldLease.RENEW;

    /** Looks in a row that may fail before it is given up. */
    private static final int PATIENCE = 5;

    private final OperationId operation;
    private final StateBucket bucket;
    private final BiPredicate<Stored, Optional<Lease>> free;
    private final Timeline timeline;
    private final Executor executor;
    private final Json json;
    private final CompletableFuture<Optional<String>> result = new CompletableFuture<>();

    private Stored seen;
    private long firstSeen;
    private int failures;

    LeaseWatch(
            OperationId operation,
            StateBucket bucket,
            BiPredicate<Stored, Optional<Lease>> free,
            Timeline timeline,
            Executor executor,
            Json json) {
        this.operation = operation;
        this.bucket = bucket;
        this.free = free;
        this.timeline = timeline;
        this.executor = executor;
        this.json = json;
    }

    /** For how long {@code lease} must not change. */
    static Duration wait(Lease lease) {
        return lease.time().plus(Manner.MUTATING.deadline());
    }

    /** The ETag of the lease that is not renewed any more; empty if there is none, or nobody works under it. */
    CompletableFuture<Optional<String>> begin() {
        executor.execute(() -> guarded(this::look));
        return result;
    }

    private void look() {
        long sent = timeline.nanos();
        Optional<Stored> there;
        try {
            there = bucket.findLease(operation);
            failures = 0;
        } catch (ProblemException e) {
            if (++failures >= PATIENCE) {
                throw e;
            }
            again(LOOK);
            return;
        }
        Optional<Lease> lease = there.flatMap(stored -> Lease.parse(stored.text(), json));
        if (there.isEmpty() || free.test(there.get(), lease)) {
            result.complete(Optional.empty());
            return;
        }
        if (seen == null) {
            seen = there.get();
            firstSeen = timeline.nanos();
        } else if (!seen.etag().equals(there.get().etag())) {
            throw LedgerProblems.alive(operation, lease.map(Lease::words).orElse("a process of another version"));
        }
        // What cannot be read says no time; those of other versions are not known to be longer.
        Duration wait = lease.map(LeaseWatch::wait).orElse(BucketLedgers.TAKING_OVER);
        Duration left = wait.minusNanos(sent - firstSeen);
        if (left.isNegative() || left.isZero()) {
            result.complete(Optional.of(seen.etag()));
        } else {
            again(left.compareTo(LOOK) < 0 ? left : LOOK);
        }
    }

    private void again(Duration delay) {
        timeline.in(delay, () -> guarded(() -> executor.execute(() -> guarded(this::look))));
    }

    /** Whatever goes wrong, whoever waits is told. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
