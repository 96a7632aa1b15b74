package io.labelmint.dr.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * What steps usually do instead: wait on a thread, as {@code SynchronousNonBlockingStepExecution} of
 * workflow-step-api has it. Its {@code start} hands the whole body of the step to a cached pool of daemon threads, one
 * pool for the controller, and the step ends when the body does; so each step that waits holds a thread.
 *
 * <p>The body asks RDS for the snapshot and waits with the SDK's {@code DBSnapshotAvailable}, as it comes: every 30 s, at
 * most 60 times. To the peer's advantage all bodies share one client a region, where plugins make one for each step.
 */
final class HeldThreads implements WaitingBuilds {
    /** After this every description shows what was created; a waiter that is told "not found" fails at once. */
    private static final Duration VISIBLE = Duration.ofSeconds(6);

    private final URI endpoint;
    private final String key;
    private final Map<String, RdsClient> clients = new ConcurrentHashMap<>();
    private final ExecutorService pool = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "peer");
        thread.setDaemon(true);
        return thread;
    });

    /** Steps that call {@code endpoint}, which takes {@code key} from anybody. */
    HeldThreads(URI endpoint, String key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    @Override
    public StepExecution step(BuildContext build, String region, String database) {
        RdsClient rds = clients.computeIfAbsent(region, this::client);
        return new Held(build, pool, () -> {
            String snapshot = "peer-" + database;
            rds.createDBSnapshot(
                    request -> request.dbInstanceIdentifier(database).dbSnapshotIdentifier(snapshot));
            TimeUnit.NANOSECONDS.sleep(VISIBLE.toNanos());
            try (var waiter = rds.waiter()) {
                waiter.waitUntilDBSnapshotAvailable(request -> request.dbSnapshotIdentifier(snapshot));
            }
        });
    }

    private RdsClient client(String region) {
        return RdsClient.builder()
                .region(Region.of(region))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, key)))
                .build();
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the threads of the peer do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.values().forEach(RdsClient::close);
    }

    /** The work of a step, done on a thread. */
    private interface Body {
        void run() throws InterruptedException;
    }

    /** A step that holds a thread until its body has run. */
    private static final class Held extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final transient ExecutorService pool;
        private final transient Body body;

        Held(StepContext context, ExecutorService pool, Body body) {
            super(context);
            this.pool = pool;
            this.body = body;
        }

        @Override
        public boolean start() {
            pool.execute(() -> {
                try {
                    body.run();
                    getContext().onSuccess(null);
                } catch (InterruptedException | RuntimeException e) {
                    getContext().onFailure(e);
                }
            });
            return false;
        }
    }
}
