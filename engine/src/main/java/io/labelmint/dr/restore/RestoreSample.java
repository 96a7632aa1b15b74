package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.KeysAt;
import io.labelmint.dr.observatory.ObjectEntry;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Copies some versions of objects into a bucket for tests, each with a mark that says whose test it is of and when anybody
 * may delete it.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param copies whose they are and where they go
 * @param source where the objects are
 * @param at the moment at which they were current
 * @param population how many objects there were
 * @param sample the versions, at most a thousand
 */
@JsonTypeName("s3-restore-sample")
public record RestoreSample(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        TestObjectSet copies,
        ObjectPlace source,
        Instant at,
        long population,
        List<ObjectEntry> sample)
        implements Batch {

    public RestoreSample {
        sample = List.copyOf(sample);
    }

    @Override
    public String summary() {
        return sample.size() + " of " + population + " objects are copied ("
                + sample.stream().mapToLong(ObjectEntry::size).sum() + " bytes), to be looked at and deleted.";
    }

    @Override
    public PlannedCall call() {
        return ObjectCalls.anyCopy(source, copies.place());
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        Facts known = Batch.known(inputs);
        int done = (int) Batch.count(known, WATERMARK);
        int pieces = (sample.size() + MOST_CALLS - 1) / MOST_CALLS;
        if (done == pieces) {
            return end(known);
        }
        List<ObjectEntry> wanted = sample.subList(done * MOST_CALLS, Math.min(sample.size(), (done + 1) * MOST_CALLS));
        ObjectPlace place = copies.place();
        KeysAt there = new KeysAt(place.region(), place.bucket(), place.prefix(), Instant.MAX, "", "");
        try {
            ObjectPiece piece = CopyPiece.of(source, place, copies.mark(), wanted, there, observatory, false);
            return new Progress.Remaining(piece.next("piece " + (done + 1) + " of " + pieces, done + 1, known));
        } catch (ProblemException e) {
            return new Progress.Failed(e.problem());
        }
    }

    private Progress end(Facts known) {
        long left = Batch.count(known, RestoreObjects.LEFT);
        if (left > 0) {
            return new Progress.Failed(Problem.of(
                            "restore.left-alone",
                            left + " objects are in " + copies.place() + " that this test did not put there.",
                            "Find out who writes into a bucket that is for restore tests only.")
                    .with("bucket", copies.bucket()));
        }
        return new Progress.Done(Facts.of(
                "region", copies.region(),
                "bucket", copies.bucket(),
                "prefix", copies.prefix(),
                "means", "moment",
                "restoredTo", at,
                "restoredFrom", source,
                "sourceRegion", source.region(),
                "sourceBucket", source.bucket(),
                "sourcePrefix", source.prefix(),
                "sampled", sample.size(),
                "population", population));
    }
}
