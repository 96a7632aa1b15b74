package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Bucket.RestoreTest;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.KeyAt;
import io.labelmint.dr.observatory.KeyCounts;
import io.labelmint.dr.observatory.KeyRange;
import io.labelmint.dr.observatory.KeySurvey;
import io.labelmint.dr.observatory.ObjectEntry;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.ReplicationRule;

/**
 * Plans restores of buckets to a moment, after it has made sure that everything they need is there. What a bucket had is
 * read once, in chunks, and the plan keeps its numbers and hashes, and one key of each range.
 */
public final class BucketRestorePlanner {
    /** What a call of S3 takes, with the look before it: a guess on the slow side. */
    private static final Duration A_COPY = Duration.ofMillis(100);

    /** How long nothing may get on before a person must look. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** Ours: with a tenth more to put back, it is still what was approved. */
    private static final int CHANGE_PERCENT = 10;

    private final Estate estate;
    private final Observatory observatory;
    private final Instant now;
    private final BucketRequirements requirements;
    private final int range;

    public BucketRestorePlanner(Estate estate, Observatory observatory, Instant now) {
        this(estate, observatory, now, Batch.MOST_CALLS);
    }

    /**
     * One of smaller pieces.
     *
     * @param range how many keys a piece has
     */
    BucketRestorePlanner(Estate estate, Observatory observatory, Instant now, int range) {
        this.estate = estate;
        this.observatory = observatory;
        this.now = now;
        this.requirements = new BucketRequirements(observatory, now);
        this.range = range;
    }

    /** {@code point} as a moment, so that a plan made again is the same; in place the latest stays what it is: refused. */
    public RestorePoint fixed(RestorePoint point, boolean inPlace) {
        return point instanceof RestorePoint.Latest && !inPlace ? new RestorePoint.At(settled()) : point;
    }

    /**
     * A restore beside what there is.
     *
     * @param side the region, and the bucket that is there: {@code bucket} itself, or its replica
     * @param prefix what the restored keys begin with
     * @param into {@code BUCKET} or {@code BUCKET/PREFIX}; what is there under that prefix must be nothing
     * @throws ProblemException if something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Plan beside(
            OperationId operation, Bucket bucket, Side side, RestorePoint point, String prefix, String into) {
        ObjectPlace source = source(bucket, side, prefix);
        ObjectPlace target = ObjectPlace.parse(source.region(), into);
        Instant at = point instanceof RestorePoint.Latest ? settled() : moment(bucket, point);
        separate(source, target);
        canBeRead(source, at);
        requirements.exists(target);
        requirements.isEmpty(target);
        requirements.keyIsUsable(target);
        KeySurveys surveyed = new KeySurveys(observatory, source, at, range);
        KeyCounts counts = surveyed.counts();
        KeyRequirements.someExisted(source, at, counts);
        KeyRequirements.noneIs(
                counts.archived(), source, "are in GLACIER or DEEP_ARCHIVE, which cannot be copied at once");
        KeyRequirements.noneIs(counts.large(), source, "are larger than 5 GB, which S3 does not copy in one call");
        KeyRequirements.fit(source, target, counts);
        return plan(operation, bucket, source, at, target, surveyed, requirements.notes(target, false));
    }

    /**
     * A restore in place: old versions are put back on top, what did not exist is hidden, nothing is removed.
     *
     * @param side the region, and the bucket that is there
     * @param prefix what the restored keys begin with
     * @throws ProblemException if something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Plan inPlace(OperationId operation, Bucket bucket, Side side, RestorePoint point, String prefix) {
        ObjectPlace place = source(bucket, side, prefix);
        if (point instanceof RestorePoint.Latest) {
            throw unmet(
                    "restore.nothing-to-do",
                    "The latest moment of " + place + " is what it has now, so putting it back would change nothing.",
                    "Say which moment with --to.",
                    place);
        }
        Instant at = moment(bucket, point);
        canBeRead(place, at);
        List<String> notes = requirements.notes(place, true);
        KeySurveys surveyed = new KeySurveys(observatory, place, at, range);
        KeyCounts counts = surveyed.counts();
        KeyRequirements.someExisted(place, at, counts);
        if (counts.changed() == 0) {
            throw unmet(
                    "restore.nothing-to-do",
                    place + " is as it was at " + at + ": " + counts.objects()
                            + " objects, none of them changed since.",
                    "Ask for an earlier moment.",
                    place);
        }
        KeyRequirements.noneIs(
                counts.archivedChanged(), place, "are in GLACIER or DEEP_ARCHIVE, which cannot be copied at once");
        KeyRequirements.noneIs(
                counts.largeChanged(), place, "are larger than 5 GB, which S3 does not copy in one call");
        return plan(operation, bucket, place, at, place, surveyed, notes);
    }

    /**
     * The restore of a test: some objects, chosen by the operation, in the bucket for tests.
     *
     * @throws ProblemException if something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Plan test(OperationId operation, Bucket bucket, RestoreTest test) {
        ObjectPlace source = source(bucket, test.side(), test.prefix());
        Instant at = point(operation, test);
        TestObjectSet copies = new TestObjectSet(
                source.region(), test.bucket(), estate.name(), bucket.id(), operation, now.plus(test.keepFor()));
        ObjectPlace target = copies.place();
        canBeRead(source, at);
        requirements.exists(target);
        requirements.isIsolated(target);
        requirements.keyIsUsable(target);
        KeySurveys surveyed =
                new KeySurveys(observatory, source, at, test.objects(), KeySurvey.Choice.COPYABLE, operation.value());
        KeyRequirements.someExisted(source, at, surveyed.counts());
        List<ObjectEntry> sample = surveyed.chosen().stream()
                .flatMap(key -> key.then().stream())
                .sorted(Comparator.comparing(ObjectEntry::key, KeyAt.ORDER))
                .toList();
        if (sample.isEmpty()) {
            KeyRequirements.noneIs(
                    surveyed.counts().objects(), source, "are archived or too large, so none can be tested");
        }
        Action restore = new RestoreSample(
                new ActionId(bucket.id() + "/restore"),
                Set.of(),
                estimate(sample.size()),
                copies,
                source,
                at,
                surveyed.counts().objects(),
                sample);
        return new Plan(operation, estate.digest(), List.of(restore));
    }

    /** The plan that deletes what the plan {@code restored} of a test brings about. */
    public static Plan destruction(OperationId operation, Plan restored) {
        List<Action> deletions = new ArrayList<>();
        for (Action action : restored.actions()) {
            deletions.add(DeleteTestObjects.of(((RestoreSample) action).copies()));
        }
        return new Plan(operation, restored.estateDigest(), deletions);
    }

    private Plan plan(
            OperationId operation,
            Bucket bucket,
            ObjectPlace source,
            Instant at,
            ObjectPlace target,
            KeySurveys surveyed,
            List<String> notes) {
        KeyCounts counts = surveyed.counts();
        List<KeyRange> ranges = surveyed.ranges();
        Action restore = new RestoreObjects(
                new ActionId(bucket.id() + "/restore"),
                Set.of(),
                estimate(source.equals(target) ? counts.changed() : counts.objects()),
                operation,
                source,
                at,
                target,
                now.truncatedTo(ChronoUnit.SECONDS),
                counts,
                notes,
                ranges);
        return new Plan(operation, estate.digest(), List.of(restore)).showing(shown(source, at, target, counts));
    }

    /** What it rests on. What the bucket had at the moment does not move; what it has now may. */
    private static List<ShownFact> shown(ObjectPlace source, Instant at, ObjectPlace target, KeyCounts counts) {
        List<ShownFact> shown = new ArrayList<>(List.of(
                ShownFact.same(RestorePlanner.RESTORED_TO, at),
                ShownFact.same("from", source),
                ShownFact.same("in", target.region()),
                ShownFact.same("as", target),
                ShownFact.same("objects then", counts.objects()),
                ShownFact.same("bytes then", counts.bytes())));
        if (source.equals(target)) {
            shown.add(ShownFact.about("come back", counts.returned(), "objects", CHANGE_PERCENT));
            shown.add(ShownFact.about("are replaced", counts.replaced(), "objects", CHANGE_PERCENT));
            shown.add(ShownFact.about("are hidden", counts.hidden(), "objects", CHANGE_PERCENT));
        }
        return shown;
    }

    private static Estimate estimate(long objects) {
        return new Estimate(Duration.ofMinutes(1).plus(A_COPY.multipliedBy(objects)), PATIENCE);
    }

    private ObjectPlace source(Bucket bucket, Side side, String prefix) {
        String region = side.of(estate.regions());
        if (side == Side.DR && bucket.replica().isEmpty()) {
            throw unmet(
                    "restore.no-replica",
                    bucket.id() + " has no replica in " + region + " to be restored from.",
                    "Restore it in the primary region, or declare and fill a replica.",
                    new ObjectPlace(region, bucket.bucket(), prefix));
        }
        return new ObjectPlace(
                region,
                side == Side.PRIMARY ? bucket.bucket() : bucket.replica().orElseThrow(),
                prefix);
    }

    private Instant settled() {
        return now.minus(BucketRequirements.SETTLED).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant moment(Bucket bucket, RestorePoint point) {
        if (point instanceof RestorePoint.At moment) {
            return moment.time();
        }
        throw Problem.of(
                        "restore.no-such-point",
                        "A bucket is restored to a moment from its versions, and " + point + " is none.",
                        "Write a whole second in UTC such as 2026-11-22T02:00:00Z; recovery points of AWS Backup are"
                                + " restored in its console.")
                .with("store", bucket.id())
                .asException();
    }

    /** The same whenever it is asked, so that a plan made again is the same plan. */
    private Instant point(OperationId operation, RestoreTest test) {
        if (test.point() == Bucket.Point.LATEST) {
            return settled();
        }
        long seed = Long.parseUnsignedLong(Json.sha256(operation.value()).substring(0, 16), 16);
        // What was overwritten is promised for as long as the backup of an ordinary day; the last hour may be expiring.
        long seconds = Duration.ofDays(estate.retention().dailyDays()).toSeconds() - 3600;
        return settled().minusSeconds(new SplittableRandom(seed).nextLong(seconds));
    }

    private void canBeRead(ObjectPlace source, Instant at) {
        requirements.exists(source);
        requirements.isVersioned(source);
        requirements.isKept(source, at);
        requirements.keyIsUsable(source);
    }

    /** Nothing that is read is written, and nothing of ours: not the objects, nor the ledgers. */
    private void separate(ObjectPlace source, ObjectPlace target) {
        if (source.overlaps(target)) {
            throw unmet(
                    "restore.onto-itself",
                    target + " is what is restored, or a part of it, or has it as a part.",
                    "Name another bucket or prefix, or put it back where it is with --in-place.",
                    target);
        }
        if (estate.state().bucket().filter(target.bucket()::equals).isPresent()) {
            throw unmet(
                    "restore.into-ledgers",
                    "Bucket " + target.bucket() + " is where the ledgers of " + estate.name() + " are.",
                    "Name another bucket.",
                    target);
        }
    }

    /** Whether a delete marker put by a person goes where the rule sends objects. */
    public static boolean replicatesMarkers(ReplicationRule rule) {
        // Without a filter it is a rule of the first version, which does (User Guide, "Replication configuration").
        return rule.filter() == null
                || (rule.deleteMarkerReplication() != null
                        && rule.deleteMarkerReplication().status() == DeleteMarkerReplicationStatus.ENABLED);
    }

    private static ProblemException unmet(String code, String summary, String remedy, ObjectPlace place) {
        return Problem.of(code, summary, remedy)
                .with("region", place.region())
                .with("bucket", place.bucket())
                .asException();
    }
}
