package io.labelmint.dr.backup;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.ExportedFiles;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.InvalidParameterValueException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Exports a snapshot of a Redis group to an S3 bucket, which S3 replicates into the DR region: snapshots themselves never
 * leave theirs. A file has no tags; whose it is, its name says, which is that of the snapshot.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the snapshot and the bucket are
 * @param snapshot name of the snapshot, and what the names of the files begin with
 * @param bucket the bucket
 * @param shards how many files there will be
 */
@JsonTypeName("elasticache-export-snapshot")
public record ExportCacheSnapshot(
        ActionId id, Set<ActionId> after, Estimate estimate, String region, String snapshot, String bucket, int shards)
        implements Action {

    /** What ElastiCache answers if an earlier call had been heard after all: API reference, CopySnapshot. */
    private static final String THERE = "already contains an object with key";

    @Override
    public PlannedCall call() {
        CopySnapshotRequest request = CopySnapshotRequest.builder()
                .sourceSnapshotName(snapshot)
                .targetSnapshotName(snapshot)
                .targetBucket(bucket)
                .build();
        return PlannedCall.of(MutatingOperation.COPY_CACHE_SNAPSHOT, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.NAME;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new ExportedFiles(region, bucket))
                .fold(all -> progress(all, inputs), Progress.Unknown::new);
    }

    private Progress progress(List<S3Object> all, Inputs inputs) {
        Set<String> keys = all.stream().map(S3Object::key).collect(Collectors.toCollection(TreeSet::new));
        List<String> files = files();
        if (keys.containsAll(files)) {
            return new Progress.Done(Facts.of("bucket", bucket, "files", String.join(", ", files)));
        }
        boolean begun =
                inputs.accepted().get("accepted") != null || files.stream().anyMatch(keys::contains);
        return begun ? new Progress.InProgress("exporting") : new Progress.Absent();
    }

    /** "ElastiCache adds an instance identifier and .rdb" (ElastiCache user guide, "Exporting a backup"). */
    private List<String> files() {
        return IntStream.rangeClosed(1, shards)
                .mapToObj(shard -> String.format(Locale.ROOT, "%s-%04d.rdb", snapshot, shard))
                .toList();
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        try {
            hands.send(call(), CopySnapshotResponse.class);
            return Facts.of("accepted", "export");
        } catch (InvalidParameterValueException e) {
            if (e.getMessage() != null && e.getMessage().contains(THERE)) {
                return Facts.of("accepted", "on its way already");
            }
            throw e;
        }
    }
}
