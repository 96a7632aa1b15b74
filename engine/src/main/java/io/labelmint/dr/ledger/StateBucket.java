package io.labelmint.dr.ledger;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.aws.BucketObjects.Stored;
import io.labelmint.dr.aws.BucketObjects.Unread;
import io.labelmint.dr.aws.BucketObjects.Written;
import io.labelmint.dr.aws.Manner;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ledgers in a bucket: {@code PREFIX OPERATION/SEQUENCE}, one entry an object, and beside them {@code
 * PREFIX OPERATION/lease}.
 *
 * <p><b>Each doubt is settled here.</b> When the answer to a write was lost, the object is read back: if it is what was
 * written, it was written; if it is something else, somebody else was first; if nothing has changed, the same write is
 * sent again, which is safe because whichever of the two arrives second meets an object that is there, and finds its own
 * bytes. So it is done when S3 is busy, too, or says that two writes met. When that does not help within the time of one
 * call, or the object cannot be read back, the write counts as not made, although it may still arrive: whoever comes next
 * reads it then, and an entry that nobody relied on says no more than that something may have been about to happen.
 */
final class StateBucket {
    /** Attempts are made at once, because nothing waits here; more than three would be a burden on a busy service. */
    private static final int ATTEMPTS = 3;

    private static final String LEASE = "lease";

    /** Room for the entries of a century, so that keys sort as the entries do. */
    static final String SEQUENCE = "%08d";

    private final BucketObjects objects;
    private final String bucket;
    private final String prefix;
    private final Timeline timeline;

    StateBucket(BucketObjects objects, String bucket, String prefix, Timeline timeline) {
        this.objects = objects;
        this.bucket = bucket;
        this.prefix = prefix;
        this.timeline = timeline;
    }

    /** How a write ended. */
    sealed interface Outcome {
        /** It is there. */
        record Won(String etag) implements Outcome {}

        /** Somebody else was first; empty if what is there now could not be read, or was removed. */
        record Lost(Optional<Stored> now) implements Outcome {}
    }

    /** Where it is, in words. */
    String where() {
        return "s3://" + bucket + "/" + prefix;
    }

    /** Where the pages about the operations are. */
    Board board() {
        return new BucketBoard(objects, bucket, prefix, Board.FOLDER);
    }

    /** The register {@code name}. */
    Register register(String name) {
        return new BucketRegister(objects, this, prefix + FileLedgers.REGISTERS + "/" + name + "/");
    }

    /** What all keys begin with. */
    String prefix() {
        return prefix;
    }

    String entry(OperationId operation, long sequence) {
        return prefix + operation + "/" + SEQUENCE.formatted(sequence);
    }

    /** The key of a mark, as {@link LedgerListing} has it. */
    String mark(OperationId operation, long sequence, boolean closes) {
        return LedgerListing.mark(prefix, operation, sequence, closes);
    }

    String lease(OperationId operation) {
        return prefix + operation + "/" + LEASE;
    }

    /**
     * Writes {@code text} as {@code key}, if there is no such object, or if it still has {@code etag}.
     *
     * @throws ProblemException {@code ledger.unwritable} if it was not written, or nobody can tell
     */
    Outcome write(OperationId operation, String key, String text, String writer, Optional<String> etag) {
        return write(key, text, writer, etag, error -> LedgerProblems.unwritten(operation, where(), error));
    }

    /** The same of anything else than a ledger; {@code unwritten} says what cannot be written. */
    Outcome write(
            String key,
            String text,
            String writer,
            Optional<String> etag,
            Function<AwsError, ProblemException> unwritten) {
        long begin = timeline.nanos();
        Optional<AwsError> failure = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS && (attempt == 0 || inTime(begin)); attempt++) {
            Written written = objects.write(key, text, writer, etag);
            if (written instanceof Written.Yes yes) {
                return new Outcome.Won(yes.etag());
            } else if (written instanceof Written.Refused refused) {
                failure = Optional.of(refused.error());
                if (!passes(refused.error())) {
                    break;
                }
                continue;
            }
            boolean taken = written instanceof Written.Not;
            Optional<Stored> now;
            try {
                now = objects.find(key);
            } catch (Unread e) {
                if (taken && failure.isEmpty()) {
                    return new Outcome.Lost(Optional.empty());
                }
                // Also when this was the second of two: the first one may be what is there.
                failure = Optional.of(taken ? failure.get() : ((Written.InDoubt) written).error());
                break;
            }
            if (now.filter(stored ->
                            stored.text().equals(text) && stored.writer().equals(writer))
                    .isPresent()) {
                return new Outcome.Won(now.get().etag());
            }
            boolean unchanged = now.map(Stored::etag).equals(etag);
            if (taken || !unchanged) {
                return new Outcome.Lost(now);
            }
            failure = Optional.of(((Written.InDoubt) written).error());
        }
        throw unwritten.apply(failure.orElseThrow());
    }

    /** So much time that whoever waits for the write waits for one call, and not for three. */
    private boolean inTime(long begin) {
        return timeline.nanos() - begin < Manner.MUTATING.deadline().toNanos();
    }

    private static boolean passes(AwsError error) {
        return switch (error.kind()) {
            // 503 SlowDown and 409 ConditionalRequestConflict: "retry the upload" (API reference, PutObject).
            case THROTTLED, NOT_YET, UNREACHABLE -> true;
            default -> false;
        };
    }

    /** The lease of {@code operation}; empty if nobody ever had one. */
    Optional<Stored> findLease(OperationId operation) {
        try {
            return objects.find(lease(operation));
        } catch (Unread e) {
            throw LedgerProblems.unread(operation, where(), e.error());
        }
    }

    /** What there is, and what of it has ended. */
    LedgerListing listing() {
        return new LedgerListing(objects, prefix, where());
    }

    /**
     * The lines of the ledger of {@code operation} as they stand in the mark that its entry {@code last} closes it; empty if there
     * is none, or anything else in it. Years are looked back on with two requests a ledger instead of one for each entry.
     */
    private Optional<List<String>> whole(OperationId operation, int last) {
        try {
            List<String> lines = objects.read(mark(operation, last, true))
                    .text()
                    .lines()
                    .map(line -> line + "\n")
                    .toList();
            return Optional.of(lines).filter(all -> all.size() == last);
        } catch (Unread e) {
            return Optional.empty(); // not closed, or by a process that died before it said so: the entries tell
        }
    }

    /**
     * The lines the ledger of {@code operation} has beyond {@code lines}, which a copy of it has; both with their line
     * feeds. That the copy is a beginning of the ledger shows in its last line, whose hash covers all before it.
     *
     * @param byMark whether the mark of its end may stand for the entries it holds: as good for who reads what happened, and not
     *     for who proves it, or goes on with it
     * @throws ProblemException {@code ledger.differs} if it is none; {@code ledger.broken} if entries are missing; {@code
     *     ledger.unreadable} if the bucket does not answer
     */
    List<String> beyond(OperationId operation, List<String> lines, boolean byMark) {
        try {
            String folder = prefix + operation + "/";
            List<String> keys = objects.keys(folder).stream()
                    .filter(key -> key.substring(folder.length()).matches("\\d{8,}"))
                    .toList();
            for (int i = 0; i < keys.size(); i++) {
                if (!keys.get(i).equals(entry(operation, i + 1L))) {
                    throw LedgerProblems.gap(operation, where(), i + 1L);
                }
            }
            if (lines.size() > keys.size()) {
                throw LedgerProblems.differs(
                        operation, where(), "it has " + lines.size() + " entries, and the bucket has " + keys.size());
            }
            int known = lines.size();
            if (known > 0 && !objects.read(keys.get(known - 1)).text().equals(lines.get(known - 1))) {
                throw LedgerProblems.differs(operation, where(), "entry " + known + " is another one");
            }
            if (byMark && keys.size() - known > 1) {
                Optional<List<String>> whole = whole(operation, keys.size());
                if (whole.filter(all -> all.subList(0, known).equals(lines)).isPresent()) {
                    return whole.get().subList(known, keys.size());
                }
            }
            List<String> beyond = new ArrayList<>();
            for (String key : keys.subList(known, keys.size())) {
                beyond.add(objects.read(key).text());
            }
            return beyond;
        } catch (Unread e) {
            throw LedgerProblems.unread(operation, where(), e.error());
        }
    }
}
