package io.labelmint.dr.bench;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.backup.CreateCacheSnapshot;
import io.labelmint.dr.backup.CreateDbSnapshot;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.rehearsal.Fleet;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.waiters.RdsWaiter;

/**
 * What people use instead: for each snapshot one waiter of the AWS SDK, on a thread of its own.
 *
 * <p>For RDS that is the SDK's {@code DBSnapshotAvailable}. For ElastiCache snapshots the SDK has none, so its generic
 * waiter is given the same schedule. The waiters sleep in real time, so their delay is divided by the pace at which the
 * world's clock runs; what the machine adds to their delay is multiplied by it.
 */
final class SdkWaits {
    static final long SEED = 7;

    /** Virtual seconds in a real one: 30 s become 1.5 s, so that a busy machine still answers a thousand in between. */
    static final int PACE = 20;

    /** The schedule of DBSnapshotAvailable in SDK 2.40.2. */
    private static final Duration DELAY = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 60;

    /** After this every description shows what was created; a waiter that is told "not found" fails at once. */
    private static final Duration VISIBLE = Duration.ofSeconds(6);

    private final List<String> regions;
    private final Fleet.Size size;
    private final WaiterOverrideConfiguration schedule;
    private final int pace;
    private int mostThreads;

    SdkWaits(List<String> regions, Fleet.Size size, int pace) {
        this.regions = regions;
        this.size = size;
        this.pace = pace;
        this.schedule = WaiterOverrideConfiguration.builder()
                .maxAttempts(ATTEMPTS)
                .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(DELAY.dividedBy(pace)))
                .build();
    }

    /** A world whose account may have as many instances as the fleets. */
    static World world(VirtualTimeline timeline, List<String> regions) {
        World world = World.inMemory(timeline, SEED);
        regions.forEach(region -> world.script(RdsScripts.instanceQuota(region, Integer.MAX_VALUE)));
        return world;
    }

    /** Threads at the same time that were not there before, in the last run. */
    int mostThreads() {
        return mostThreads;
    }

    /** Waits to the end. */
    Waited run() throws InterruptedException {
        World world = world(new VirtualTimeline(World.EPOCH), regions);
        List<Action> actions = actions(Fleet.seed(world, regions, size));
        Instant begin = world.timeline().now();
        List<String> arns = actions.stream().map(action -> begin(world, action)).toList();
        Map<String, Instant> done = world.restsAt();
        int before = world.calls().size();
        world.timeline().runUntil(begin.plus(VISIBLE));

        PacedWorld paced = new PacedWorld(world, pace);
        Queue<Duration> late = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int threadsBefore = threads.getThreadCount();
        threads.resetPeakThreadCount();
        List<Thread> waiting = new java.util.ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            Instant end = done.get(arns.get(i));
            Thread thread = new Thread(() -> {
                try {
                    await(paced, action);
                    late.add(Duration.between(end, paced.now()));
                } catch (SdkException e) {
                    failed.incrementAndGet();
                }
            });
            thread.start();
            waiting.add(thread);
        }
        for (Thread thread : waiting) {
            thread.join();
        }
        mostThreads = threads.getPeakThreadCount() - threadsBefore;
        return new Waited(
                actions.size(),
                failed.get(),
                Duration.between(begin, paced.now()),
                world.calls().stream().skip(before).filter(Waited::isRead).toList(),
                new Quantiles(List.copyOf(late)));
    }

    /** Threads that one asynchronous RDS waiter has, shared by all RDS snapshots. */
    int asyncThreads() throws InterruptedException {
        World world = world(new VirtualTimeline(World.EPOCH), regions);
        List<CreateDbSnapshot> snapshots = actions(Fleet.seed(world, regions, size)).stream()
                .filter(CreateDbSnapshot.class::isInstance)
                .map(CreateDbSnapshot.class::cast)
                .toList();
        snapshots.forEach(snapshot -> begin(world, snapshot));
        world.timeline().runUntil(world.timeline().now().plus(VISIBLE));
        return AsyncWaits.threads(world, snapshots);
    }

    private static List<Action> actions(List<Fleet> fleets) {
        return fleets.stream()
                .flatMap(fleet -> fleet.backups().stream())
                .map(plan -> plan.actions().get(0))
                .toList();
    }

    private static String begin(World world, Action action) {
        return action.start(new Hands(world::client), new Inputs(Map.of(), Facts.NONE))
                .get("arn");
    }

    private void await(Aws aws, Action action) {
        if (action instanceof CreateDbSnapshot db) {
            RdsWaiter.builder()
                    .client(aws.client(RdsClient.class, db.region()))
                    .overrideConfiguration(schedule)
                    .build()
                    .waitUntilDBSnapshotAvailable(request -> request.dbSnapshotIdentifier(db.snapshot()));
        } else if (action instanceof CreateCacheSnapshot cache) {
            ElastiCacheClient elastiCache = aws.client(ElastiCacheClient.class, cache.region());
            available().run(() -> elastiCache.describeSnapshots(request -> request.snapshotName(cache.snapshot())));
        } else {
            throw new IllegalArgumentException("the SDK has no waiter for " + action.id());
        }
    }

    private Waiter<DescribeSnapshotsResponse> available() {
        return Waiter.builder(DescribeSnapshotsResponse.class)
                .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(response -> response.snapshots().stream()
                        .allMatch(snapshot -> snapshot.snapshotStatus().equals("available"))))
                .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(response -> true))
                .overrideConfiguration(schedule)
                .build();
    }
}
