package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.s3.S3Simulator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * CopySnapshot to an S3 bucket of the snapshot's region, one object a shard. The sentences are those of the API reference,
 * CopySnapshot, "Error Messages"; that ElastiCache may write to the bucket is taken for granted.
 */
final class SnapshotExports {
    private final CacheGroups groups;
    private final S3Simulator s3;

    SnapshotExports(CacheGroups groups, S3Simulator s3) {
        this.groups = groups;
        this.s3 = s3;
    }

    CopySnapshotResponse export(Context context, CopySnapshotRequest request, CacheSnapshot source) {
        String bucket = request.targetBucket();
        Optional<String> region = s3.regionOf(bucket);
        if (region.isEmpty()) {
            throw ElastiCacheErrors.invalidValue("The S3 bucket " + bucket + " does not exist.");
        }
        if (!region.get().equals(context.region())) {
            throw ElastiCacheErrors.invalidValue("The S3 bucket " + bucket + " is outside of the region.");
        }
        if (!source.isAvailable(context.now())) {
            throw ElastiCacheErrors.snapshotState("The snapshot " + source.name() + " is not in the available state.");
        }
        int shards = source.fixed.cacheClusterId() == null
                ? source.fixed.nodeSnapshots().size()
                : 1;
        List<String> keys = IntStream.rangeClosed(1, shards)
                .mapToObj(shard -> String.format(Locale.ROOT, "%s-%04d.rdb", request.targetSnapshotName(), shard))
                .toList();
        for (String key : keys) {
            if (s3.holds(bucket, key)) {
                throw ElastiCacheErrors.invalidValue(
                        "The S3 bucket " + bucket + " already contains an object with key " + key + ".");
            }
        }
        Instant completes = context.now().plus(ElastiCacheDurations.snapshot(context.seed(), source.arn() + bucket, 1));
        byte[] content = content(context, source, shards);
        keys.forEach(key -> s3.write(context, bucket, key, content, completes));
        Snapshot exporting = source.fixed.toBuilder()
                .snapshotName(request.targetSnapshotName())
                .snapshotStatus("exporting")
                .build();
        return CopySnapshotResponse.builder().snapshot(exporting).build();
    }

    /** What is in each file instead of the data: whose it is, when it was taken, and what of it is in this one. */
    private byte[] content(Context context, CacheSnapshot source, int shards) {
        RestoredCache restored = groups.sourceOf(source.region, source.fixed)
                .map(group -> new RestoredCache(
                        group.id(),
                        source.name(),
                        source.begins,
                        group.items(context, source.begins) / shards,
                        group.expiring(context, source.begins) / shards))
                .orElseThrow();
        return String.join(
                        " ",
                        restored.sourceGroup(),
                        restored.snapshot(),
                        restored.moment().toString(),
                        Long.toString(restored.keys()),
                        Long.toString(restored.expiring()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What {@code content} says; empty if it is no such file. */
    static Optional<RestoredCache> read(byte[] content) {
        String[] words = new String(content, StandardCharsets.UTF_8).split(" ", -1);
        return words.length != 5
                ? Optional.empty()
                : Optional.of(new RestoredCache(
                        words[0],
                        words[1],
                        Instant.parse(words[2]),
                        Long.parseLong(words[3]),
                        Long.parseLong(words[4])));
    }
}
