package io.labelmint.dr.run;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Piece;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;

/** A batch that makes many things in a {@link FakeWorld}, a few at a time; making one again is refused. */
@JsonTypeName("heap")
record Heap(ActionId id, Set<ActionId> after, Estimate estimate, int pieces, int things) implements Batch {
    private static final Estimate MINUTES = new Estimate(Duration.ofMinutes(5), Duration.ofHours(1));

    static Heap of(int pieces, int things) {
        return new Heap(new ActionId("heap"), Set.of(), MINUTES, pieces, things);
    }

    /** The name of one of its things. */
    static String thing(int piece, int number) {
        return "heap/" + piece + "/" + number;
    }

    @Override
    public String summary() {
        return pieces * things + " things are made.";
    }

    @Override
    public PlannedCall call() {
        return call("heap/*");
    }

    private static PlannedCall call(String name) {
        CreateDbSnapshotRequest request = CreateDbSnapshotRequest.builder()
                .dbInstanceIdentifier(RepeatRule.NAME.name())
                .dbSnapshotIdentifier(name)
                .build();
        return PlannedCall.of(MutatingOperation.CREATE_DB_SNAPSHOT, "us-east-1", request);
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        int done = (int) Batch.count(Batch.known(inputs), WATERMARK);
        if (done == pieces) {
            return new Progress.Done(Facts.of("things", pieces * things));
        }
        List<PlannedCall> missing = new ArrayList<>();
        for (int i = 0; i < things; i++) {
            Progress seen = observatory
                    .read(new FakeWorld.Sight("us-east-1", thing(done, i)))
                    .orElseThrow();
            if (seen instanceof Progress.Absent) {
                missing.add(call(thing(done, i)));
            } else if (seen instanceof Progress.Unknown || seen instanceof Progress.Failed) {
                return seen;
            }
        }
        return new Progress.Remaining(new Piece("piece " + (done + 1), missing, Facts.of(WATERMARK, done + 1)));
    }
}
