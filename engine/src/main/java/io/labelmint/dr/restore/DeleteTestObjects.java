package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.ObjectEntries;
import io.labelmint.dr.observatory.ObjectEntry;
import io.labelmint.dr.observatory.ObjectHeads;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Piece;
import io.labelmint.dr.plan.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Deletes the objects a restore test copied: version by version, only under the prefix made from its operation, and only
 * what says by its mark, read just before, that it is of that test. Everything else is left alone, and told.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param copies which
 */
@JsonTypeName("s3-delete-test-objects")
public record DeleteTestObjects(ActionId id, Set<ActionId> after, Estimate estimate, TestObjectSet copies)
        implements Batch {

    private static final Estimate DELETION = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));

    static DeleteTestObjects of(TestObjectSet copies) {
        ActionId id = new ActionId(copies.store() + "/delete/" + copies.region() + "/" + copies.name());
        return new DeleteTestObjects(id, Set.of(), DELETION, copies);
    }

    @Override
    public String summary() {
        return "What a restore test put under " + copies.name() + " is deleted, and nothing else.";
    }

    @Override
    public PlannedCall call() {
        return PlannedCall.of(
                MutatingOperation.DELETE_OBJECT,
                copies.region(),
                DeleteObjectRequest.builder()
                        .bucket(copies.bucket())
                        .key(copies.prefix() + "*")
                        .versionId("*")
                        .build());
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        List<ObjectEntry> there =
                observatory
                        .read(new ObjectEntries(copies.region(), copies.bucket(), copies.prefix()))
                        .orElseThrow()
                        .stream()
                        .filter(entry -> !entry.marker())
                        .toList();
        List<PlannedCall> calls = new ArrayList<>();
        for (int from = 0; from < there.size() && calls.isEmpty(); from += MOST_CALLS) {
            List<ObjectEntry> some = there.subList(from, Math.min(there.size(), from + MOST_CALLS));
            Map<ObjectHeads.Version, Optional<HeadObjectResponse>> heads =
                    ObjectPiece.heads(observatory, copies.region(), copies.bucket(), some);
            some.stream()
                    .filter(entry -> heads.get(ObjectHeads.Version.of(entry))
                            .filter(head -> isOurs(entry, head))
                            .isPresent())
                    .forEach(entry -> calls.add(ObjectCalls.remove(copies.region(), copies.bucket(), entry)));
        }
        Facts known = Batch.known(inputs);
        long deleted = Batch.count(known, "deleted");
        if (!calls.isEmpty()) {
            long piece = Batch.count(known, WATERMARK) + 1;
            return new Progress.Remaining(
                    new Piece("piece " + piece, calls, Facts.of(WATERMARK, piece, "deleted", deleted + calls.size())));
        }
        return there.isEmpty() ? new Progress.Done(Facts.of("emptied", copies.name())) : notOurs(there.size());
    }

    private boolean isOurs(ObjectEntry entry, HeadObjectResponse head) {
        return TestObjectSet.of(copies.region(), copies.bucket(), copies.estate(), entry.key(), head.metadata())
                .filter(found ->
                        found.owner().equals(copies.owner()) && found.store().equals(copies.store()))
                .isPresent();
    }

    private Progress notOurs(int number) {
        return new Progress.Failed(Problem.of(
                        "restore-test.not-ours",
                        number + " objects under " + copies.name() + " are not, or no longer, of the test "
                                + copies.owner() + ". They were left alone.",
                        "Find out who put them into a bucket that is for restore tests only; if nobody needs them, delete"
                                + " them in the S3 console.")
                .with("bucket", copies.bucket())
                .with("objects", number));
    }
}
