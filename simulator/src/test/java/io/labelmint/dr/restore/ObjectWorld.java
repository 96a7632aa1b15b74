package io.labelmint.dr.restore;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.MortalLedgers;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.run.Outcome;
import io.labelmint.dr.run.PlanRunner;
import io.labelmint.dr.run.RunListener;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** A bucket with a past on simulated AWS, another one beside it, and processes that restore and die. */
final class ObjectWorld {
    static final String EAST = "us-east-1";
    static final String BUCKET = "acme-assets";
    static final String OTHER = "acme-restored";
    static final Json JSON = Capabilities.json();
    static final OperationId OPERATION = new OperationId("restored-assets-1");
    static final Estate ESTATE = EstateLoader.parse("""
            project: acme
            environment: production
            regions: { primary: us-east-1, dr: us-west-2 }
            buckets:
              - id: assets
                bucket: acme-assets
                replica: acme-assets-dr
                objectives: { rpo: 1h, rto: 4h }
            """, "estate.yaml");

    final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T00:00:00Z"));
    final World world;
    final S3Client s3;
    final MemoryLedgers ledgers = new MemoryLedgers(timeline, JSON);

    ObjectWorld(long seed) {
        this.world = World.inMemory(timeline, seed);
        this.s3 = world.client(S3Client.class, EAST);
        Stream.of(BUCKET, OTHER).forEach(name -> {
            s3.createBucket(request -> request.bucket(name));
            s3.putBucketVersioning(request -> request.bucket(name)
                    .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        });
    }

    void pass(Duration duration) {
        timeline.runUntil(timeline.now().plus(duration));
    }

    void put(String bucket, String key, String content) {
        put(bucket, key, content, Map.of("owner", "somebody"));
    }

    void put(String bucket, String key, String content, Map<String, String> metadata) {
        s3.putObject(
                request -> request.bucket(bucket).key(key).metadata(metadata).tagging("kind=test"),
                RequestBody.fromString(content));
    }

    void delete(String bucket, String key) {
        s3.deleteObject(request -> request.bucket(bucket).key(key));
    }

    /** What {@code bucket} has now, by key. */
    Map<String, String> contents(String bucket) {
        Map<String, String> contents = new TreeMap<>();
        for (ObjectVersion version : listing(bucket).versions()) {
            if (version.isLatest()) {
                contents.put(
                        version.key(),
                        s3.getObjectAsBytes(request -> request.bucket(bucket).key(version.key()))
                                .asUtf8String());
            }
        }
        return contents;
    }

    /** The ids of all versions and delete markers there are. */
    List<String> everything(String bucket) {
        ListObjectVersionsResponse listing = listing(bucket);
        return Stream.concat(
                        listing.versions().stream().map(ObjectVersion::versionId),
                        listing.deleteMarkers().stream().map(DeleteMarkerEntry::versionId))
                .toList();
    }

    private ListObjectVersionsResponse listing(String bucket) {
        ListObjectVersionsResponse page = s3.listObjectVersions(request -> request.bucket(bucket));
        if (page.isTruncated()) {
            throw new IllegalStateException("more than a page: a test that small reads it all at once");
        }
        return page;
    }

    BucketRestorePlanner planner(int range) {
        return new BucketRestorePlanner(ESTATE, observatory(), timeline.now(), range);
    }

    private Observatory observatory() {
        return new AwsObservatory(world::client, timeline, new RegionHealth(timeline));
    }

    Plan beside(Instant at, String prefix, String into, int range) {
        return planner(range)
                .beside(OPERATION, ESTATE.buckets().get(0), Side.PRIMARY, new RestorePoint.At(at), prefix, into);
    }

    Plan inPlace(Instant at, String prefix, int range) {
        return planner(range)
                .inPlace(OPERATION, ESTATE.buckets().get(0), Side.PRIMARY, new RestorePoint.At(at), prefix);
    }

    /** Lets one process run {@code plan}, or go on with it, until it ends or dies at {@code boundary}. */
    Optional<Outcome> process(Plan plan, int boundary) {
        Engine engine = Engine.of(
                world::client,
                new Hands(world::client),
                new MortalLedgers(ledgers, boundary),
                timeline,
                Lanes.on(timeline),
                JSON);
        PlanRunner.Order order = new PlanRunner.Order(RunKind.REHEARSAL, "Restore", "acme", "test", "test");
        try {
            return Optional.of(timeline.join(engine.runner().run(plan, order, RunListener.none())));
        } catch (MortalLedgers.Killed e) {
            return Optional.empty();
        } finally {
            timeline.forget();
            ledgers.releaseAll();
        }
    }

    /** How many calls of each operation were made. */
    Map<String, Long> calls() {
        return world.calls().stream()
                .collect(Collectors.groupingBy(call -> call.operation(), TreeMap::new, Collectors.counting()));
    }
}
