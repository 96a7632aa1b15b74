package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.backup.BackupPlanner;
import io.labelmint.dr.backup.ExportCacheSnapshot;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Vaults;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.cloudwatch.CloudWatchScripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;

/**
 * An estate that has been running for a while: what {@link EstateSeeder} creates at once, what takes AWS time, and the
 * backups that were made until now, so that all is in order when a rehearsal begins.
 */
final class RehearsedEstate {
    /** Time instances are given to start before they are replicated. */
    private static final Duration STARTING = Duration.ofMinutes(30);

    /** More than a replication group or a global datastore takes to be there. */
    private static final Duration STEP = Duration.ofHours(1);

    /** When the daily job before the rehearsal has copied what was there: long enough ago for the copy to have landed. */
    private static final Duration LAST_COPY = Duration.ofHours(20);

    /** What S3 usually takes: "most objects in seconds" (S3 User Guide, "Using S3 Replication Time Control"). */
    private static final Duration REPLICATION = Duration.ofSeconds(20);

    private final Estate estate;
    private final World world;
    private final Aws aws;
    private final VirtualTimeline timeline;

    private RehearsedEstate(Estate estate, World world) {
        this.estate = estate;
        this.world = world;
        this.aws = world::client;
        this.timeline = world.timeline();
    }

    /** Creates everything {@code estate} declares in {@code world} and lets its time pass until {@code until}. */
    static void begin(Estate estate, World world, Instant until) {
        RehearsedEstate rehearsed = new RehearsedEstate(estate, world);
        EstateSeeder.seed(estate, rehearsed.aws);
        new ObjectSeeder(estate, rehearsed.aws).first();
        rehearsed.pass(STARTING);
        EstateSeeder.replicate(estate, rehearsed.aws);
        new BackupPlans(estate, world).schedule();
        rehearsed.surroundings();
        new ObjectSeeder(estate, rehearsed.aws).later();
        rehearsed.pastBackups(until);
        new RestoreTestingRuns(estate, world).before(until);
    }

    private void surroundings() {
        CacheSeeder caches = new CacheSeeder(estate, aws);
        AlarmSeeder alarms = new AlarmSeeder(estate, aws, () -> pass(Duration.ofSeconds(1)));
        alarms.subscribers();
        alarms.alarms();
        alarms.dashboards();
        new TrafficSeeder(estate, aws, world::script, () -> pass(Duration.ofSeconds(1))).seed();
        new StandbySeeder(estate, aws, () -> pass(Duration.ofSeconds(1))).seed();
        estate.buckets()
                .forEach(bucket -> bucket.replica()
                        .ifPresent(replica -> world.script(CloudWatchScripts.replication(
                                estate.regions().dr(),
                                bucket.bucket(),
                                replica,
                                BucketSeeder.rule(bucket),
                                REPLICATION,
                                0,
                                0))));
        estate.buckets().stream()
                .filter(Bucket::replicatesBack)
                .forEach(bucket -> bucket.replica()
                        .ifPresent(replica -> world.script(CloudWatchScripts.replication(
                                estate.regions().primary(),
                                replica,
                                bucket.bucket(),
                                BucketSeeder.back(bucket),
                                REPLICATION,
                                0,
                                0))));
        new SecuritySeeder(estate, aws).seed();
        pass(STEP);
        caches.globalDatastores();
        pass(STEP);
        caches.secondaries();
    }

    /** The snapshots of all slots that ended before {@code until}, and a last copy of recovery points, as the product makes them. */
    private void pastBackups(Instant until) {
        boolean copied = false;
        // An hour after its snapshot, which is finished by then.
        List<Action> exports = new ArrayList<>();
        for (Instant hour = timeline.now().plus(STEP); hour.isBefore(until); hour = hour.plus(STEP)) {
            if (!copied && !hour.isBefore(until.minus(LAST_COPY))) {
                timeline.runUntil(hour);
                estate.databases().forEach(database -> database.vaults().ifPresent(vaults -> copy(database, vaults)));
                copied = true;
            }
            if (!exports.isEmpty()) {
                timeline.runUntil(hour);
                exports.forEach(this::start);
                exports.clear();
            }
            for (RedisGroup redis : estate.caches()) {
                Duration every = redis.snapshots().every();
                boolean ended = !hour.plus(every).isAfter(until);
                boolean begins = hour.getEpochSecond() % every.toSeconds() < STEP.toSeconds();
                if (ended && begins) {
                    timeline.runUntil(hour);
                    snapshot(redis).forEach(exports::add);
                }
            }
        }
    }

    /** The newest recovery point, into the DR region; a vault that nothing was put into yet has none. */
    private void copy(PostgresDatabase database, Vaults vaults) {
        BackupClient backup = aws.client(BackupClient.class, estate.regions().primary());
        String target = aws.client(BackupClient.class, estate.regions().dr())
                .describeBackupVault(request -> request.backupVaultName(vaults.dr()))
                .backupVaultArn();
        backup
                .listRecoveryPointsByBackupVault(request -> request.backupVaultName(vaults.primary()))
                .recoveryPoints()
                .stream()
                .filter(point -> point.resourceArn().endsWith(":db:" + database.instance()))
                .filter(point -> point.status() == RecoveryPointStatus.COMPLETED)
                .max(Comparator.comparing(RecoveryPointByBackupVault::creationDate))
                .ifPresent(newest -> backup.startCopyJob(request -> request.recoveryPointArn(newest.recoveryPointArn())
                        .sourceBackupVaultName(vaults.primary())
                        .destinationBackupVaultArn(target)
                        .iamRoleArn(vaults.role())
                        .lifecycle(lifecycle -> lifecycle.deleteAfterDays(
                                (long) estate.retention().dailyDays()))));
    }

    /** Takes a snapshot, and says what exports it. */
    private Stream<Action> snapshot(RedisGroup redis) {
        Observatory observatory = new AwsObservatory(aws, timeline, new RegionHealth(timeline));
        Plan plan = new BackupPlanner()
                .plan(estate, redis, observatory, timeline.now())
                .orElseThrow();
        start(plan.actions().get(0));
        return plan.actions().stream().filter(ExportCacheSnapshot.class::isInstance);
    }

    private void start(Action action) {
        action.start(new Hands(aws), new Inputs(Map.of(), Facts.NONE));
    }

    private void pass(Duration duration) {
        timeline.runUntil(timeline.now().plus(duration));
    }
}
