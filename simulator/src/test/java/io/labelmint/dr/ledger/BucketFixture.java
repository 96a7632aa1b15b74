package io.labelmint.dr.ledger;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.time.VirtualTimeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** A simulated bucket for ledgers, and the processes that use it. */
final class BucketFixture {
    static final String REGION = "us-west-2";
    static final String BUCKET = "acme-dr-state";
    static final String PREFIX = "dr/";

    final VirtualTimeline timeline;
    final World world;
    private final Json json;

    BucketFixture(VirtualTimeline timeline, Json json) {
        this.timeline = timeline;
        this.json = json;
        this.world = World.inMemory(timeline, 1);
        S3Client s3 = s3();
        s3.createBucket(r -> r.bucket(BUCKET).createBucketConfiguration(c -> c.locationConstraint(REGION)));
        s3.putBucketVersioning(
                r -> r.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    }

    S3Client s3() {
        return world.client(S3Client.class, REGION);
    }

    /** The ledgers as a process sees them that keeps its copies in {@code copies}. */
    BucketLedgers ledgers(LocalLedgers copies) {
        return ledgers(copies, timeline, world::client);
    }

    BucketLedgers ledgers(LocalLedgers copies, Timeline clock, Aws aws) {
        LedgerBucket bucket = new LedgerBucket(new BucketObjects(aws, aws, REGION, BUCKET), BUCKET, PREFIX);
        return new BucketLedgers(bucket, copies, clock, task -> clock.in(Duration.ZERO, task), json);
    }

    /** What a process meets that is no more. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** {@code aws} as a process sees it that dies when it sends the object after the first {@code puts}. */
    static Aws dyingAfter(int puts, Aws aws) {
        AtomicInteger left = new AtomicInteger(puts);
        return new Aws() {
            @Override
            public <C extends SdkClient> C client(Class<C> type, String region) {
                C client = aws.client(type, region);
                return type.cast(Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                            if (method.getName().equals("putObject") && left.getAndDecrement() <= 0) {
                                throw new Died();
                            }
                            try {
                                return method.invoke(client, args);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
            }
        };
    }

    void put(String key, String text) {
        s3().putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text));
    }

    /** The stored text of {@code key}. */
    String text(String key) {
        return s3().getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
    }

    long puts() {
        return world.calls().stream()
                .filter(call -> call.operation().equals("PutObject"))
                .count();
    }
}
