package io.labelmint.dr.ledger;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.BucketObjects.Stored;
import io.labelmint.dr.aws.Manner;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.StateBucket.Outcome;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The lease of one operation while this process has it, renewed in the background.
 *
 * <p>How long it lasts is counted from before the request that renewed it was sent, on the clock of this process: S3 wrote
 * it later than that, and whoever waits for it to lapse saw it later still. A computer that was asleep may have a
 * monotonic clock that slept too, so whichever of its two clocks says that more time has passed is believed.
 *
 * <p>Once it is lost, or could not be renewed when it was needed, it stays so: nothing is sent any more.
 */
final class HeldLease {
    /** Long enough to outlast four calls, or one missed renewal and a call; a taker waits for it and a call more. */
    static final Duration TIME = Duration.ofMinutes(2);

    /** Three renewals fit into a lease. */
    static final Duration RENEW = TIME.dividedBy(3);

    /** After a renewal that failed. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final OperationId operation;
    private final StateBucket bucket;
    private final Timeline timeline;
    private final Executor executor;
    private final Json json;

    private Lease lease;
    private String etag;
    private Timeline.Scheduled next = () -> {};
    private boolean closed;
    private volatile Since since;
    private volatile ProblemException lost;

    /** When the request was sent from which the lease counts, by both clocks. */
    record Since(long nanos, Instant at) {
        static Since now(Timeline timeline) {
            return new Since(timeline.nanos(), timeline.now());
        }
    }

    HeldLease(
            OperationId operation,
            Lease lease,
            String etag,
            Since since,
            StateBucket bucket,
            Timeline timeline,
            Executor executor,
            Json json) {
        this.operation = operation;
        this.lease = lease;
        this.etag = etag;
        this.since = since;
        this.bucket = bucket;
        this.timeline = timeline;
        this.executor = executor;
        this.json = json;
        schedule(RENEW);
    }

    String id() {
        return lease.id();
    }

    /** For how long nobody else can work on the operation. */
    Duration remaining() {
        Since from = since;
        Duration monotonic = Duration.ofNanos(timeline.nanos() - from.nanos());
        Duration wall = Duration.between(from.at(), timeline.now());
        return TIME.minus(monotonic.compareTo(wall) > 0 ? monotonic : wall);
    }

    /**
     * Proves that a call sent now ends before anybody else can work on the operation.
     *
     * @throws ProblemException if it may not: nothing may be sent, now or later
     */
    void prove() {
        if (lost == null && !outlastsCall()) {
            renewNow();
        }
        if (lost != null) {
            throw lost;
        }
    }

    private boolean outlastsCall() {
        return remaining().compareTo(Manner.MUTATING.deadline()) > 0;
    }

    private synchronized void renewNow() {
        if (lost != null || outlastsCall()) {
            return; // another thread was at it meanwhile
        }
        String why = "it was renewed too late";
        try {
            renew();
        } catch (ProblemException e) {
            why = e.problem().summary();
        }
        if (lost == null && !outlastsCall()) {
            lost = LedgerProblems.lapsed(operation, why);
        }
    }

    private void schedule(Duration delay) {
        next = timeline.in(delay, () -> executor.execute(this::tick));
    }

    private synchronized void tick() {
        if (closed || lost != null) {
            return;
        }
        Since before = since;
        try {
            renew();
        } catch (ProblemException e) {
            // What is left of the lease allows for other tries; who needs it and has none left, says so.
        }
        if (lost == null) {
            schedule(since.equals(before) ? AGAIN : RENEW);
        }
    }

    private void renew() {
        Since sent = Since.now(timeline);
        Outcome outcome = put(() -> lease.renewed(sent.at()));
        if (outcome instanceof Outcome.Won) {
            since = sent;
            return;
        }
        // What cannot be read may be an earlier renewal of this process: that is found out by the next.
        ((Outcome.Lost) outcome).now().ifPresent(there -> lost = LedgerProblems.taken(operation, holder(there)));
    }

    private String holder(Stored there) {
        return Lease.parse(there.text(), json).map(Lease::holder).orElse("somebody else");
    }

    /** Puts what follows the lease in its place. */
    private Outcome put(Supplier<Lease> following) {
        Lease wanted = following.get();
        Outcome outcome = write(wanted);
        if (outcome instanceof Outcome.Lost first && adopt(first)) {
            // An earlier renewal, of which nobody could tell, has arrived since.
            wanted = following.get();
            outcome = write(wanted);
        }
        if (outcome instanceof Outcome.Won won) {
            lease = wanted;
            etag = won.etag();
        }
        return outcome;
    }

    private Outcome write(Lease wanted) {
        return bucket.write(operation, bucket.lease(operation), wanted.text(json), wanted.id(), Optional.of(etag));
    }

    private boolean adopt(Outcome.Lost outcome) {
        Optional<Stored> ours = outcome.now().filter(stored -> stored.writer().equals(lease.id()));
        ours.ifPresent(stored -> {
            Lease.parse(stored.text(), json).ifPresent(earlier -> lease = earlier);
            etag = stored.etag();
        });
        return ours.isPresent();
    }

    /** Lets go of it; if that fails, others wait until it has lapsed. */
    synchronized void release() {
        if (closed) {
            return;
        }
        closed = true;
        next.cancel();
        if (lost != null) {
            return;
        }
        lost = LedgerProblems.lapsed(operation, "it was released");
        try {
            put(() -> lease.released(timeline.now()));
        } catch (ProblemException e) {
            return;
        }
    }
}
