package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.backup.CreateCacheSnapshot;
import io.labelmint.dr.backup.CreateDbSnapshot;
import io.labelmint.dr.backup.StartBackupJob;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * More stores in one region than an estate declares, and a backup operation of each, so that many wait at once: for tests
 * of scale and for benchmarks.
 *
 * <p>Databases have 20 to 200 GiB, so that their backups end at different times. Stores may keep automated backups too,
 * because lists of snapshots are longer than what one waits for; without them each snapshot is a first and full one.
 */
public final class Fleet {
    /** RDS allows 100 manual snapshots in a region: RDS user guide, "Quotas and constraints". */
    public static final int MOST_DB_SNAPSHOTS = 100;

    private static final Estimate ESTIMATE = new Estimate(Duration.ofMinutes(15), Duration.ofHours(6));
    private static final String ESTATE = "0".repeat(64);
    private static final String VAULT = "fleet";
    private static final int KEEP_DAYS = 35;

    private final World world;
    private final String region;
    private final Size size;

    /**
     * How many operations of each kind.
     *
     * @param dbSnapshots manual snapshots of RDS instances, at most {@link #MOST_DB_SNAPSHOTS}
     * @param cacheSnapshots manual snapshots of ElastiCache groups
     * @param backupJobs jobs of AWS Backup, each of an RDS instance of its own
     * @param retentionDays how long automated backups of every store are kept; 0 for none
     */
    public record Size(int dbSnapshots, int cacheSnapshots, int backupJobs, int retentionDays) {}

    private Fleet(World world, String region, Size size) {
        this.world = world;
        this.region = region;
        this.size = size;
    }

    /** Creates a fleet in each of {@code regions} and lets the time pass in which its automated backups are made. */
    public static List<Fleet> seed(World world, List<String> regions, Size each) {
        List<Fleet> fleets =
                regions.stream().map(region -> new Fleet(world, region, each)).toList();
        fleets.forEach(Fleet::create);
        world.timeline().runUntil(world.timeline().now().plus(Duration.ofDays(each.retentionDays() + 1L)));
        return fleets;
    }

    /** A backup operation for each store, for the slot of this moment. */
    public List<Plan> backups() {
        Instant now = world.timeline().now();
        List<Plan> plans = new ArrayList<>();
        each(size.dbSnapshots(), i -> plans.add(plan("db-" + i, operation -> snapshot("db-" + i, operation))));
        each(size.cacheSnapshots(), i -> plans.add(plan("cache-" + i, operation -> cache("cache-" + i, operation))));
        each(size.backupJobs(), i -> plans.add(plan("vault-" + i, operation -> job("vault-" + i, operation, now))));
        return plans;
    }

    private void create() {
        Aws aws = world::client;
        RdsClient rds = aws.client(RdsClient.class, region);
        each(size.dbSnapshots(), i -> instance(rds, "db-" + i, i));
        each(size.backupJobs(), i -> instance(rds, "vault-" + i, i));
        each(size.cacheSnapshots(), i -> group(aws.client(ElastiCacheClient.class, region), "cache-" + i));
        aws.client(BackupClient.class, region).createBackupVault(request -> request.backupVaultName(VAULT));
    }

    private void instance(RdsClient rds, String id, int i) {
        rds.createDBInstance(request -> request.dbInstanceIdentifier(id)
                .dbInstanceClass("db.r6g.large")
                .engine("postgres")
                .masterUsername("postgres")
                .masterUserPassword("rehearsal")
                .allocatedStorage(20 + 20 * (i % 10))
                .multiAZ(true)
                .backupRetentionPeriod(size.retentionDays()));
    }

    private void group(ElastiCacheClient elastiCache, String id) {
        elastiCache.createReplicationGroup(request -> request.replicationGroupId(id)
                .replicationGroupDescription(id)
                .engine("redis")
                .cacheNodeType("cache.r6g.large")
                .numCacheClusters(2)
                .automaticFailoverEnabled(true)
                .multiAZEnabled(true)
                .snapshotRetentionLimit(size.retentionDays()));
    }

    private Plan plan(String store, Function<OperationId, Action> action) {
        OperationId operation = OperationId.scheduled("fleet", "backup", region + "-" + store, "1");
        return new Plan(operation, ESTATE, List.of(action.apply(operation)));
    }

    private Action snapshot(String store, OperationId operation) {
        return new CreateDbSnapshot(
                new ActionId(store + "/snapshot"),
                Set.of(),
                ESTIMATE,
                operation,
                region,
                store,
                "dr-" + operation,
                Map.of());
    }

    private Action cache(String store, OperationId operation) {
        return new CreateCacheSnapshot(
                new ActionId(store + "/snapshot"),
                Set.of(),
                ESTIMATE,
                operation,
                region,
                store,
                store + "-002",
                "dr-" + store);
    }

    private Action job(String store, OperationId operation, Instant now) {
        return new StartBackupJob(
                new ActionId(store + "/backup"),
                Set.of(),
                ESTIMATE,
                operation,
                region,
                new Arn("rds", region, Arn.EXAMPLE_ACCOUNT, "db:" + store).toString(),
                VAULT,
                new Arn("iam", "", Arn.EXAMPLE_ACCOUNT, "role/fleet").toString(),
                KEEP_DAYS,
                Map.of(),
                BackupJobs.recent(region, now).since());
    }

    private static void each(int count, java.util.function.IntConsumer work) {
        for (int i = 0; i < count; i++) {
            work.accept(i);
        }
    }
}
