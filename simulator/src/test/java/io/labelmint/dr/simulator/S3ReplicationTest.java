package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.s3.S3Scripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetricsStatus;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;
import software.amazon.awssdk.services.s3.model.ReplicationTimeStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class S3ReplicationTest {
    private final World world = World.inMemory(new VirtualTimeline(World.EPOCH), 7);
    private final S3Client east = world.client(S3Client.class, "us-east-1");
    private final S3Client west = world.client(S3Client.class, "us-west-2");

    @BeforeEach
    void createBuckets() {
        east.createBucket(r -> r.bucket("source"));
        west.createBucket(r -> r.bucket("replica").createBucketConfiguration(c -> c.locationConstraint("us-west-2")));
    }

    @Test
    void needsVersioningOnBothSides() {
        assertThatThrownBy(() -> replicate(rule()))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("Versioning");
        version(east, "source");
        assertThatThrownBy(() -> replicate(rule())).hasMessageContaining("Destination bucket must have versioning");
        version(west, "replica");
        ReplicationRule plain = rule().toBuilder()
                .destination(rule().destination().toBuilder()
                        .replicationTime(t -> {})
                        .build())
                .build();
        assertThatThrownBy(() -> replicate(plain)).hasMessageContaining("Metrics cannot contain an event threshold");
        replicate(rule());
        assertThat(east.getBucketReplication(r -> r.bucket("source"))
                        .replicationConfiguration()
                        .rules())
                .containsExactly(rule());
        assertThatThrownBy(() -> east.putBucketVersioning(r ->
                        r.bucket("source").versioningConfiguration(c -> c.status(BucketVersioningStatus.SUSPENDED))))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidBucketState"));
    }

    @Test
    void objectsArriveWithinAQuarterOfAnHour() {
        version(east, "source");
        version(west, "replica");
        put("data/before");
        replicate(rule());
        for (int i = 0; i < 50; i++) {
            put("data/" + i);
        }
        put("other/1");
        assertThat(head(east, "source", "data/1").replicationStatus()).isEqualTo(ReplicationStatus.PENDING);
        assertThat(head(east, "source", "other/1").replicationStatus()).isNull();
        assertThat(count()).isZero();
        pass(Duration.ofSeconds(30));
        assertThat(count()).isBetween(1, 49);
        pass(Duration.ofMinutes(15));
        assertThat(count()).isEqualTo(50);
        HeadObjectResponse source = head(east, "source", "data/1");
        HeadObjectResponse replica = head(west, "replica", "data/1");
        assertThat(source.replicationStatus()).isEqualTo(ReplicationStatus.COMPLETED);
        assertThat(replica.replicationStatus()).isEqualTo(ReplicationStatus.REPLICA);
        assertThat(replica.versionId()).isEqualTo(source.versionId());
        assertThat(replica.lastModified()).isEqualTo(source.lastModified());

        east.deleteObject(r -> r.bucket("source").key("data/1"));
        pass(Duration.ofMinutes(15));
        head(west, "replica", "data/1");
    }

    @Test
    void failsAndStandsStill() {
        version(east, "source");
        version(west, "replica");
        replicate(rule());
        world.script(S3Scripts.replicationFails("source"));
        put("data/fails");
        assertThat(head(east, "source", "data/fails").replicationStatus()).isEqualTo(ReplicationStatus.FAILED);
        world.script(S3Scripts.replicationDelay("source", Duration.ofMinutes(2)));
        put("data/late");
        pass(Duration.ofMinutes(1));
        world.faults().region("us-east-1", Outage.DOWN);
        pass(Duration.ofHours(1));
        assertThatThrownBy(() -> head(west, "replica", "data/late")).isInstanceOf(NoSuchKeyException.class);
        world.faults().region("us-east-1", Outage.NONE);
        head(west, "replica", "data/late");
    }

    private static ReplicationRule rule() {
        return ReplicationRule.builder()
                .id("dr")
                .priority(1)
                .status(ReplicationRuleStatus.ENABLED)
                .filter(f -> f.prefix("data/"))
                .deleteMarkerReplication(d -> d.status(DeleteMarkerReplicationStatus.DISABLED))
                .destination(d -> d.bucket("arn:aws:s3:::replica")
                        .replicationTime(
                                t -> t.status(ReplicationTimeStatus.ENABLED).time(m -> m.minutes(15)))
                        .metrics(m -> m.status(MetricsStatus.ENABLED).eventThreshold(t -> t.minutes(15))))
                .build();
    }

    private void replicate(ReplicationRule rule) {
        east.putBucketReplication(r -> r.bucket("source")
                .replicationConfiguration(c ->
                        c.role("arn:aws:iam::123456789012:role/replication").rules(rule)));
    }

    private static void version(S3Client s3, String bucket) {
        s3.putBucketVersioning(
                r -> r.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
    }

    private void put(String key) {
        east.putObject(r -> r.bucket("source").key(key), RequestBody.fromString(key));
    }

    private static HeadObjectResponse head(S3Client s3, String bucket, String key) {
        return s3.headObject(r -> r.bucket(bucket).key(key));
    }

    private int count() {
        return west.listObjectsV2(r -> r.bucket("replica")).keyCount();
    }

    private void pass(Duration duration) {
        world.timeline().runUntil(world.timeline().now().plus(duration));
    }
}
