package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.KeyAt;
import io.labelmint.dr.observatory.KeyCounts;
import io.labelmint.dr.observatory.KeyRange;
import io.labelmint.dr.observatory.KeysAt;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Restores what a part of a bucket had at a moment: as copies in another place, or in place, where old versions are put
 * back on top as new ones and what did not exist yet is hidden by delete markers. No version is ever removed.
 *
 * <p>The plan holds what the bucket had as ranges of keys with their hashes. Each is a piece; it is read again just before
 * it is restored, and has to have the same hash. What somebody else wrote after the plan was made, under a key the restore
 * would write, is left alone, and fails the restore when everything else is done.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param operation whose copies they are
 * @param source what is restored
 * @param at the moment
 * @param target where to; equal to {@code source} if in place
 * @param planned what was written later is somebody else's
 * @param counts what the survey counted
 * @param notes what a person should know before it is begun
 * @param ranges the manifest, in the order of keys
 */
@JsonTypeName("s3-restore-objects")
public record RestoreObjects(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        OperationId operation,
        ObjectPlace source,
        Instant at,
        ObjectPlace target,
        Instant planned,
        KeyCounts counts,
        List<String> notes,
        List<KeyRange> ranges)
        implements Batch {

    /** The facts it counts. */
    static final String OBJECTS = "objects";

    static final String BYTES = "bytes";
    static final String HIDDEN = "hidden";
    static final String LEFT = "leftAlone";

    public RestoreObjects {
        notes = List.copyOf(notes);
        ranges = List.copyOf(ranges);
    }

    boolean inPlace() {
        return source.equals(target);
    }

    ObjectMark mark() {
        return new ObjectMark(operation, new TreeMap<>());
    }

    @Override
    public String summary() {
        String what = inPlace()
                ? counts.returned() + " objects (" + counts.returnedBytes() + " bytes) come back, " + counts.replaced()
                        + " (" + counts.replacedBytes() + " bytes) are replaced by what they were, " + counts.hidden()
                        + " are hidden; no version is removed."
                : counts.objects() + " objects (" + counts.bytes() + " bytes) are copied; nothing is overwritten.";
        String doubt = counts.ambiguous() == 0
                ? ""
                : " Of " + counts.ambiguous() + " S3 does not tell whether they existed; they are taken to have.";
        return what + doubt + notes.stream().map(note -> " " + note).reduce("", String::concat);
    }

    @Override
    public PlannedCall call() {
        return ObjectCalls.anyCopy(source, target);
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        Facts known = Batch.known(inputs);
        int done = (int) Batch.count(known, WATERMARK);
        if (done == ranges.size()) {
            return end(known);
        }
        KeyRange range = ranges.get(done);
        String before = done == 0 ? "" : ranges.get(done - 1).upTo();
        // The last one has no end: what somebody writes beyond it is seen, and told.
        String upTo = done == ranges.size() - 1 ? "" : range.upTo();
        List<KeyAt> keys = observatory
                .read(new KeysAt(source.region(), source.bucket(), source.prefix(), at, before, upTo))
                .orElseThrow();
        if (!KeyRange.of(range.upTo(), keys).equals(range)) {
            return new Progress.Failed(changed(done));
        }
        try {
            ObjectPiece piece = inPlace()
                    ? InPlacePiece.of(this, keys, observatory)
                    : CopyPiece.of(this, keys, before, upTo, observatory);
            return new Progress.Remaining(piece.next("piece " + (done + 1) + " of " + ranges.size(), done + 1, known));
        } catch (ProblemException e) {
            return new Progress.Failed(e.problem());
        }
    }

    private Progress end(Facts known) {
        long left = Batch.count(known, LEFT);
        if (left > 0) {
            return new Progress.Failed(Problem.of(
                            "restore.left-alone",
                            left + " objects of " + target
                                    + " were written or deleted by somebody else after the restore" + " was planned at "
                                    + planned + ", and were left alone; everything else is restored.",
                            "Stop what writes there, then restore again: what is restored already is not written again"
                                    + (inPlace() ? "." : " if it goes to another place."))
                    .with("leftAlone", left)
                    .with("bucket", target.bucket()));
        }
        return new Progress.Done(Facts.of(
                "region",
                target.region(),
                "bucket",
                target.bucket(),
                "prefix",
                target.prefix(),
                "means",
                "moment",
                "restoredTo",
                at,
                "restoredFrom",
                source));
    }

    private Problem changed(int piece) {
        return Problem.of(
                        "restore.changed",
                        "Piece " + (piece + 1) + " of what " + source + " had at " + at
                                + " is not what it was when the restore was planned: a version is gone.",
                        "Find out in CloudTrail and the lifecycle rules what removes versions, stop it, then restore"
                                + " again.")
                .with("piece", piece + 1)
                .with("bucket", source.bucket());
    }
}
