package io.labelmint.dr.ledger;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
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
