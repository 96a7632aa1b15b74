package io.labelmint.dr.bench;

import io.labelmint.dr.backup.CreateDbSnapshot;
import io.labelmint.dr.simulator.World;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.core.waiters.WaiterResponse;
import software.amazon.awssdk.services.rds.RdsAsyncClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.waiters.RdsAsyncWaiter;

/** The SDK's asynchronous waiters, over a client that answers at once and has no threads of its own. */
final class AsyncWaits {
    private AsyncWaits() {}

    /** Threads there are more of while {@code snapshots} are waited for, in a world whose time stands still. */
    static int threads(World world, List<CreateDbSnapshot> snapshots) throws InterruptedException {
        int before = Thread.getAllStackTraces().size();
        CountDownLatch asked = new CountDownLatch(snapshots.size());
        List<RdsAsyncWaiter> waiters = snapshots.stream()
                .map(CreateDbSnapshot::region)
                .distinct()
                .map(region -> waiter(world.client(RdsClient.class, region), asked))
                .toList();
        List<String> regions =
                snapshots.stream().map(CreateDbSnapshot::region).distinct().toList();
        List<CompletableFuture<WaiterResponse<DescribeDbSnapshotsResponse>>> all = snapshots.stream()
                .map(snapshot -> waiters.get(regions.indexOf(snapshot.region()))
                        .waitUntilDBSnapshotAvailable(request -> request.dbSnapshotIdentifier(snapshot.snapshot())))
                .toList();
        asked.await();
        int threads = Thread.getAllStackTraces().size() - before;
        all.forEach(future -> future.cancel(true));
        waiters.forEach(RdsAsyncWaiter::close);
        return threads;
    }

    private static RdsAsyncWaiter waiter(RdsClient client, CountDownLatch asked) {
        RdsAsyncClient async = (RdsAsyncClient) Proxy.newProxyInstance(
                RdsAsyncClient.class.getClassLoader(), new Class<?>[] {RdsAsyncClient.class}, (proxy, method, args) -> {
                    if (args != null && args[0] instanceof DescribeDbSnapshotsRequest request) {
                        var answer = CompletableFuture.completedFuture(client.describeDBSnapshots(request));
                        asked.countDown();
                        return answer;
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
        return RdsAsyncWaiter.builder().client(async).build();
    }
}
