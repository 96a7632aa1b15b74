package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.ObjectEntry;
import io.labelmint.dr.observatory.ObjectHeads;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What one look at a piece of a restore comes to: the calls that are missing, and how many objects it is about. */
final class ObjectPiece {
    private final List<PlannedCall> calls = new ArrayList<>();
    private long objects;
    private long bytes;
    private long hidden;
    private long left;

    /** An object that is, or will be by these calls, as it was. */
    void restored(ObjectEntry then) {
        objects++;
        bytes += then.size();
    }

    /** A key that does, or by these calls will, not exist, as it did not. */
    void hidden() {
        hidden++;
    }

    /** A key that somebody else wrote or deleted meanwhile. */
    void leftAlone() {
        left++;
    }

    void call(PlannedCall call) {
        calls.add(call);
    }

    /** This as the next piece, after {@code known}. */
    Piece next(String phase, int pieces, Facts known) {
        return new Piece(
                phase,
                calls,
                Facts.of(
                        Batch.WATERMARK, pieces,
                        RestoreObjects.OBJECTS, Batch.count(known, RestoreObjects.OBJECTS) + objects,
                        RestoreObjects.BYTES, Batch.count(known, RestoreObjects.BYTES) + bytes,
                        RestoreObjects.HIDDEN, Batch.count(known, RestoreObjects.HIDDEN) + hidden,
                        RestoreObjects.LEFT, Batch.count(known, RestoreObjects.LEFT) + left));
    }

    /** What S3 tells of {@code entries}. */
    static Map<ObjectHeads.Version, Optional<HeadObjectResponse>> heads(
            Observatory observatory, String region, String bucket, List<ObjectEntry> entries) {
        return entries.isEmpty()
                ? Map.of()
                : observatory
                        .read(new ObjectHeads(
                                region,
                                bucket,
                                entries.stream().map(ObjectHeads.Version::of).toList()))
                        .orElseThrow();
    }

    /** That of {@code then}, which was listed a moment ago. */
    static HeadObjectResponse head(
            Map<ObjectHeads.Version, Optional<HeadObjectResponse>> heads, ObjectEntry then, String bucket) {
        return heads.get(ObjectHeads.Version.of(then))
                .orElseThrow(() -> Problem.of(
                                "restore.version-gone",
                                "Version " + then.versionId() + " in " + bucket + " was removed while it was restored.",
                                "Find out in CloudTrail what removes versions, stop it, then restore again.")
                        .with("bucket", bucket)
                        .asException());
    }
}
