package io.labelmint.dr.restore.redis;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.CacheSnapshotName;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.ExportedFiles;
import io.labelmint.dr.observatory.GroupSnapshots;
import io.labelmint.dr.observatory.ObjectHead;
import io.labelmint.dr.observatory.Observatory;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What a Redis group can be restored from: snapshots in the primary region, files of them in the DR region. */
public final class CacheBackups {
    /**
     * "ElastiCache adds an instance identifier and .rdb": {@code my-exported-backup-0001.rdb} (ElastiCache user guide,
     * "Exporting a backup"), one a shard.
     */
    private static final Pattern FILE = Pattern.compile("([^/]+)-(\\d{4})\\.rdb");

    private final Estate estate;
    private final RedisGroup redis;
    private final Observatory observatory;

    public CacheBackups(Estate estate, RedisGroup redis, Observatory observatory) {
        this.estate = estate;
        this.redis = redis;
        this.observatory = observatory;
    }

    /**
     * The snapshots of the group that could be restored now, the oldest first.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if they could not be read
     */
    List<Snapshot> snapshots() {
        return GroupSnapshots.of(
                        redis.replicationGroup(),
                        observatory
                                .read(new CacheSnapshots(estate.regions().primary()))
                                .orElseThrow())
                .all()
                .stream()
                .filter(GroupSnapshots::good)
                .filter(snapshot -> GroupSnapshots.consistentAt(snapshot).isPresent())
                .sorted(Comparator.comparing(
                        snapshot -> GroupSnapshots.consistentAt(snapshot).orElseThrow()))
                .toList();
    }

    /** The snapshot of that name, if its region answers and still has it. */
    Optional<Snapshot> snapshot(String name) {
        return observatory
                .read(new CacheSnapshots(estate.regions().primary()))
                .fold(
                        all -> all.stream()
                                .filter(snapshot -> snapshot.snapshotName().equals(name))
                                .findFirst(),
                        unread -> Optional.empty());
    }

    /**
     * A snapshot as files.
     *
     * @param snapshot its name
     * @param keys keys of the objects, one a shard, in order
     */
    public record Exported(String snapshot, List<String> keys) {}

    /**
     * The snapshots of the group that are in the DR region as files, the oldest first. One whose files are not all there
     * is none.
     *
     * @param shards how many files one has; empty if nobody can say, and then as many as most of them have
     * @throws io.labelmint.dr.observatory.Unanswered if the bucket could not be read
     */
    List<Exported> exported(CacheRestores.Export export, Optional<Integer> shards) {
        return exported(
                observatory
                        .read(new ExportedFiles(estate.regions().dr(), export.drBucket()))
                        .orElseThrow(),
                shards);
    }

    /** Those of {@code files}, which are all that are in the bucket. */
    public List<Exported> exported(List<S3Object> files, Optional<Integer> shards) {
        // By name is by slot, because all of them are of one store. When a file was written may be when it was
        // replicated.
        NavigableMap<String, NavigableMap<Integer, S3Object>> bySnapshot = new TreeMap<>();
        for (S3Object object : files) {
            Matcher file = FILE.matcher(object.key());
            if (file.matches() && CacheSnapshotName.isOf(estate, redis, file.group(1))) {
                bySnapshot
                        .computeIfAbsent(file.group(1), name -> new TreeMap<>())
                        .put(Integer.valueOf(file.group(2)), object);
            }
        }
        int wanted = shards.orElseGet(() -> bySnapshot.values().stream()
                .mapToInt(NavigableMap::lastKey)
                .max()
                .orElse(0));
        return bySnapshot.entrySet().stream()
                .filter(entry -> entry.getValue().size() == wanted
                        && entry.getValue().firstKey() == 1
                        && entry.getValue().lastKey() == wanted)
                .map(entry -> new Exported(
                        entry.getKey(),
                        entry.getValue().values().stream().map(S3Object::key).toList()))
                .toList();
    }

    /**
     * Makes sure that ElastiCache can read {@code exported}: it is there, not empty, and encrypted with S3's own key or not
     * at all. "Encrypting a Redis .rdb file with Amazon S3 server-side encryption" is supported with S3's keys only
     * (ElastiCache user guide, "Seeding a new cluster with an externally created backup").
     *
     * @throws ProblemException if it is not so
     */
    void readable(CacheRestores.Export export, Exported exported) {
        for (String key : exported.keys()) {
            var head = observatory
                    .read(new ObjectHead(estate.regions().dr(), export.drBucket(), key))
                    .orElseThrow();
            ServerSideEncryption encryption = head.serverSideEncryption();
            if (encryption != null && encryption != ServerSideEncryption.AES256) {
                throw Problem.of(
                                "restore.file-encrypted",
                                "The file " + key + " in " + export.drBucket() + " is encrypted with "
                                        + head.serverSideEncryptionAsString() + ", which ElastiCache cannot read.",
                                "Let the replication rule of " + export.bucket()
                                        + " and the default of both buckets encrypt with S3's own keys (SSE-S3).")
                        .with("key", key)
                        .asException();
            }
            if (head.contentLength() == null || head.contentLength() == 0) {
                throw Problem.of(
                                "restore.file-empty",
                                "The file " + key + " in " + export.drBucket() + " is empty.",
                                "Restore another one, and see what became of it in " + export.bucket() + ".")
                        .with("key", key)
                        .asException();
            }
        }
    }
}
