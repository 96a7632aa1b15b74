package io.labelmint.dr.restore.redis;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.GroupSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.restore.TestInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticache.model.NodeSnapshot;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * Plans the restore of a Redis group as a new replication group, after it has made sure that everything it needs is
 * there. Nothing that exists is touched: what is restored has a name nobody has.
 *
 * <p>In the primary region it is restored from a snapshot. Snapshots of ElastiCache never leave their region, so in the DR
 * region it is restored from the files that the daily job exported snapshots to and S3 replicated; nothing there waits
 * for the primary region.
 */
public final class CacheRestorePlanner {
    /** AWS gives no figure; minutes for the nodes, and as long as it takes to load the data. Hours are no alarm. */
    private static final Estimate RESTORE = new Estimate(Duration.ofMinutes(15), Duration.ofHours(4));

    private static final int REDIS_PORT = 6379;

    private final Estate estate;
    private final Observatory observatory;

    public CacheRestorePlanner(Estate estate, Observatory observatory) {
        this.estate = estate;
        this.observatory = observatory;
    }

    /**
     * The restore of a test of {@code redis}, in the isolated place the estate declares: one node a shard.
     *
     * @param now when it is made
     * @param expires when anybody may delete it
     * @throws ProblemException if something it needs is not there, or the estate declares no test of it
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Plan test(OperationId operation, RedisGroup redis, Instant now, Instant expires) {
        CacheRestores.Test test = redis.restores().test().orElseThrow(() -> undeclared(redis, "test", "tested"));
        CacheSource source = CacheSource.of(estate, redis, observatory);
        Found found = found(redis, test.side(), policy(operation, test.point().at(now)), test.place(), source);
        CacheTarget target = new CacheTarget(
                operation,
                test.side().of(estate.regions()),
                TestCacheGroup.nameOf(operation, redis.id()),
                TestCacheGroup.description(estate.name(), redis.id(), operation, expires),
                test.place(),
                shape(found, source, 0),
                0,
                TestInstance.tags(estate.name(), redis.id(), expires));
        return plan(redis, found, source, target, true);
    }

    /**
     * The restore of {@code redis} somebody asked for, as a group that is there to stay, with as many replicas as the
     * source.
     *
     * @param side the region
     * @param point the latest, or a snapshot by its ARN, or a file by its
     * @param group its id
     * @throws ProblemException if something it needs is not there, or the estate does not say where to put it
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Plan lasting(OperationId operation, RedisGroup redis, Restores.Side side, RestorePoint point, String group) {
        CachePlace place = (side == Restores.Side.PRIMARY
                        ? redis.restores().primary()
                        : redis.restores().dr())
                .orElseThrow(() -> undeclared(redis, side.name().toLowerCase(Locale.ROOT), "restored"));
        if (group.startsWith(Restores.TEST_PREFIX)) {
            throw Problem.of(
                            "restore.named-as-a-test",
                            "A group called " + group + " would be taken for one of a restore test.",
                            "Choose a name that does not begin with " + Restores.TEST_PREFIX + ".")
                    .asException();
        }
        CacheSource source = CacheSource.of(estate, redis, observatory);
        Found found = found(redis, side, wanted(redis, point), place, source);
        CacheTarget target = new CacheTarget(
                operation,
                side.of(estate.regions()),
                group,
                "restored from " + redis.id() + " of " + estate.name() + " by " + operation.value(),
                place,
                shape(found, source, source.replicas()),
                source.snapshotDays(),
                new TreeMap<>());
        return plan(redis, found, source, target, false);
    }

    /**
     * The point that {@code point} is now: the latest snapshot, or file, by its ARN, so that what is approved is what is
     * restored.
     *
     * @throws ProblemException if there is none
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public RestorePoint fixed(RedisGroup redis, Restores.Side side, RestorePoint point) {
        if (!(point instanceof RestorePoint.Latest)) {
            return point;
        }
        CacheBackups backups = new CacheBackups(estate, redis, observatory);
        List<String> arns;
        if (side == Restores.Side.PRIMARY) {
            arns = backups.snapshots().stream().map(Snapshot::arn).toList();
        } else {
            CacheRestores.Export export =
                    redis.restores().export().orElseThrow(() -> undeclared(redis, "export", "exported"));
            arns = backups
                    .exported(export, CacheSource.of(estate, redis, observatory).shards())
                    .stream()
                    .map(exported -> arn(export, exported.keys().get(0)))
                    .toList();
        }
        if (arns.isEmpty()) {
            throw none(redis, side.of(estate.regions()), true, side == Restores.Side.PRIMARY ? "snapshot" : "file");
        }
        return new RestorePoint.Backup(arns.get(arns.size() - 1));
    }

    /** The plan that deletes what the plan {@code restored} of a test brings about. */
    public static Plan destruction(OperationId operation, Plan restored, String estate, String store) {
        return new Plan(
                operation,
                restored.estateDigest(),
                restored.actions().stream()
                        .map(RestoreCacheGroup.class::cast)
                        .map(RestoreCacheGroup::target)
                        .<Action>map(target -> DeleteTestCacheGroup.of(
                                target.region(), estate, store, target.group(), target.operation()))
                        .toList());
    }

    private Plan plan(RedisGroup redis, Found found, CacheSource source, CacheTarget target, boolean isolated) {
        new CacheRestoreRequirements(observatory, target)
                .demand(
                        found.snapshot().map(Snapshot::cacheNodeType).or(source::nodeType),
                        source.asksForPassword(redis),
                        isolated);
        RestoreCacheGroup restore =
                new RestoreCacheGroup(new ActionId(redis.id() + "/restore"), Set.of(), RESTORE, found.origin(), target);
        Plan plan = new Plan(target.operation(), estate.digest(), List.of(restore));
        return isolated ? plan : plan.showing(shown(found, target));
    }

    private static List<ShownFact> shown(Found found, CacheTarget target) {
        List<ShownFact> shown = new ArrayList<>();
        found.origin()
                .consistentAt()
                .ifPresent(moment -> shown.add(ShownFact.same(RestorePlanner.RESTORED_TO, moment)));
        shown.add(ShownFact.same("from", found.origin().files().isEmpty() ? "a snapshot" : "exported files"));
        shown.add(ShownFact.same("in", target.region()));
        shown.add(ShownFact.same("as", target.group()));
        shown.add(ShownFact.same("node type", found.nodeType()));
        shown.add(ShownFact.same("shards", found.shards()));
        return List.copyOf(shown);
    }

    /** Which of those there are, the oldest first. */
    @FunctionalInterface
    private interface Wanted {
        /** The index of it among {@code arns}; empty if it is none of them. */
        Optional<Integer> among(List<String> arns);
    }

    /** What a test restores; the same whenever it is asked, so that a plan made again is the same plan. */
    private static Wanted policy(OperationId operation, Restores.Policy policy) {
        return arns -> arns.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        switch (policy) {
                            case LATEST, ROTATE -> arns.size() - 1;
                            case RANDOM -> (int) new SplittableRandom(seed(operation)).nextLong(arns.size());
                            case OLDEST -> 0;
                        });
    }

    private static long seed(OperationId operation) {
        return Long.parseUnsignedLong(Json.sha256(operation.value()).substring(0, 16), 16);
    }

    private static Wanted wanted(RedisGroup redis, RestorePoint point) {
        if (point instanceof RestorePoint.At at) {
            throw Problem.of(
                            "restore.no-moment",
                            redis.id() + " cannot be restored to " + at.time()
                                    + ": Redis is restored from snapshots, which are of their own moments.",
                            "Ask for latest, or name a snapshot by its ARN.")
                    .asException();
        }
        return point instanceof RestorePoint.Backup backup
                ? arns -> Optional.of(arns.indexOf(backup.arn())).filter(index -> index >= 0)
                : arns -> Optional.of(arns.size() - 1).filter(index -> index >= 0);
    }

    /**
     * What is restored.
     *
     * @param origin the snapshot or its files
     * @param snapshot the snapshot, if its region shows it
     * @param nodeType node type of the restored group
     * @param clusterMode whether it has shards by slots
     * @param shards how many
     */
    private record Found(
            CacheOrigin origin, Optional<Snapshot> snapshot, String nodeType, boolean clusterMode, int shards) {}

    private Found found(RedisGroup redis, Restores.Side side, Wanted wanted, CachePlace place, CacheSource source) {
        CacheBackups backups = new CacheBackups(estate, redis, observatory);
        if (side == Restores.Side.PRIMARY) {
            List<Snapshot> all = backups.snapshots();
            Snapshot snapshot = wanted.among(all.stream().map(Snapshot::arn).toList())
                    .map(all::get)
                    .orElseThrow(() -> none(redis, estate.regions().primary(), all.isEmpty(), "snapshot"));
            return ofSnapshot(
                    new CacheOrigin(
                            snapshot.snapshotName(), List.of(), GroupSnapshots.consistentAt(snapshot), nodes(snapshot)),
                    snapshot,
                    place);
        }
        CacheRestores.Export export =
                redis.restores().export().orElseThrow(() -> undeclared(redis, "export", "exported"));
        List<CacheBackups.Exported> all = backups.exported(export, source.shards());
        List<String> arns = all.stream()
                .map(exported -> arn(export, exported.keys().get(0)))
                .toList();
        CacheBackups.Exported exported = wanted.among(arns)
                .map(all::get)
                .orElseThrow(() -> none(redis, estate.regions().dr(), all.isEmpty(), "file in " + export.drBucket()));
        backups.readable(export, exported);
        Optional<Snapshot> snapshot = backups.snapshot(exported.snapshot());
        CacheOrigin origin = new CacheOrigin(
                "",
                exported.keys().stream().map(key -> arn(export, key)).toList(),
                snapshot.flatMap(GroupSnapshots::consistentAt),
                snapshot.map(CacheRestorePlanner::nodes).orElse(List.of()));
        if (snapshot.isPresent()) {
            return ofSnapshot(origin, snapshot.get(), place);
        }
        String nodeType = place.nodeType()
                .or(source::nodeType)
                .orElseThrow(() -> Problem.of(
                                "restore.no-node-type",
                                "Nobody can say which node type " + redis.id() + " has: its region is silent.",
                                "Declare nodeType of the place in the estate file.")
                        .asException());
        int shards = exported.keys().size();
        return new Found(origin, snapshot, nodeType, source.clusterMode().orElse(shards > 1), shards);
    }

    private static Found ofSnapshot(CacheOrigin origin, Snapshot snapshot, CachePlace place) {
        if ("enabled".equals(snapshot.dataTieringAsString())) {
            throw Problem.of(
                            "restore.data-tiering",
                            "Snapshot " + snapshot.snapshotName() + " is of a group with data tiering, whose data this"
                                    + " version does not restore.",
                            "Restore it in the ElastiCache console.")
                    .asException();
        }
        // Without cluster mode a snapshot is of a node, with it of the group (user guide, "Making manual backups").
        boolean clusterMode = snapshot.cacheClusterId() == null;
        return new Found(
                origin,
                Optional.of(snapshot),
                place.nodeType().orElse(snapshot.cacheNodeType()),
                clusterMode,
                clusterMode ? snapshot.nodeSnapshots().size() : 1);
    }

    /** The nodes whose keys CloudWatch counted; of a sharded group the first of each shard, which is named so at first. */
    private static List<String> nodes(Snapshot snapshot) {
        if (snapshot.cacheClusterId() != null) {
            return List.of(snapshot.cacheClusterId());
        }
        return snapshot.nodeSnapshots().stream()
                .flatMap(node -> node(snapshot, node))
                .sorted()
                .toList();
    }

    private static Stream<String> node(Snapshot snapshot, NodeSnapshot node) {
        if (node.cacheClusterId() != null) {
            return Stream.of(node.cacheClusterId());
        }
        return Stream.ofNullable(node.nodeGroupId()).map(shard -> snapshot.replicationGroupId() + "-" + shard + "-001");
    }

    private static CacheShape shape(Found found, CacheSource source, int replicas) {
        Optional<Snapshot> snapshot = found.snapshot();
        return new CacheShape(
                snapshot.map(Snapshot::engine)
                        .or(() -> source.member().map(member -> member.engine()))
                        .orElse("redis"),
                snapshot.map(Snapshot::engineVersion).or(() -> source.member().map(member -> member.engineVersion())),
                found.nodeType(),
                snapshot.map(Snapshot::port).orElse(REDIS_PORT),
                found.clusterMode(),
                found.shards(),
                replicas,
                source.encryptedInTransit(),
                source.encryptedAtRest());
    }

    private static String arn(CacheRestores.Export export, String key) {
        return "arn:aws:s3:::" + export.drBucket() + "/" + key;
    }

    private ProblemException undeclared(RedisGroup redis, String key, String done) {
        return Problem.of(
                        "restore.undeclared",
                        "The estate does not say where " + redis.id() + " is to be " + done + ".",
                        "Declare restore." + key + " of " + redis.id() + " in the estate file.")
                .asException();
    }

    private static ProblemException none(RedisGroup redis, String region, boolean atAll, String what) {
        return Problem.of(
                        "restore.no-such-backup",
                        "There is no " + (atAll ? "" : "such ") + what + " in " + region + " that " + redis.id()
                                + " could be restored from.",
                        atAll
                                ? "Run the daily job, and see what keeps snapshots from getting there."
                                : "See what is there in the ElastiCache and S3 consoles of " + region
                                        + ", and name one by its ARN.")
                .with("region", region)
                .asException();
    }
}
