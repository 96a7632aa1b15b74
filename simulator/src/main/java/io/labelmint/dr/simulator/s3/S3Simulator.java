package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Gate;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Script;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Simulated Amazon S3: buckets and their settings, objects and their versions, replication. */
public final class S3Simulator implements Service {
    private final Buckets buckets = new Buckets();
    private final BucketSettings settings = new BucketSettings(buckets);
    private final Replication replication = new Replication(buckets);
    private final StoredObjects objects = new StoredObjects(buckets, replication);
    private final ObjectCopies copies = new ObjectCopies(buckets, objects);
    private final ObjectListings listings = new ObjectListings(buckets);

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return S3Client.class;
    }

    @Override
    public SdkClient client(Gate gate, String region) {
        return S3ClientProxy.of((S3Client) Service.super.client(gate, region), gate, region, this);
    }

    @Override
    public void declare(Operations operations) {
        buckets.declare(operations);
        settings.declare(operations);
        replication.declare(operations);
        objects.declare(operations);
        copies.declare(operations);
        listings.declare(operations);
    }

    /** The region of the bucket {@code name}; empty if there is none. */
    public Optional<String> regionOf(String name) {
        return buckets.find(name).map(bucket -> bucket.region);
    }

    /**
     * How many bytes {@code bucket} holds in all versions as of the context's instant, which may have passed; before it was made,
     * those of then. What was deleted since was never there. Empty if there is no such bucket.
     */
    public Optional<Long> bytes(Context context, String bucket) {
        return buckets.find(bucket).map(found -> {
            Context then = context.now().isBefore(found.created) ? context.at(found.created) : context;
            return found.versions(then).stream()
                    .filter(version -> !version.modified.isAfter(then.now()))
                    .mapToLong(version -> version.size)
                    .sum();
        });
    }

    /** Whether {@code key} of {@code bucket} is there, or on its way. */
    public boolean holds(String bucket, String key) {
        return buckets.find(bucket).filter(found -> found.has(key)).isPresent();
    }

    /** Has another service write an object, which is there, and begins to be replicated, at {@code at}. */
    public void write(Context context, String bucket, String key, byte[] content, Instant at) {
        objects.write(context, bucket, key, content, at);
    }

    /** What another service reads of the object {@code key}; empty if it is not there. */
    public Optional<byte[]> read(Context context, String bucket, String key) {
        return buckets.find(bucket)
                .flatMap(found -> found.current(context, key))
                .map(version -> version.content().clone());
    }

    /**
     * What somebody outside reads of the object {@code key} as of the context's instant, which may have passed; empty if it was
     * not there. An object that was deleted from a bucket without versioning was never there.
     */
    public Optional<byte[]> readAsOf(Context context, String bucket, String key) {
        return buckets.find(bucket)
                .flatMap(found -> found.versions(context, key).stream()
                        .filter(version -> !version.modified.isAfter(context.now()))
                        .findFirst())
                .filter(version -> !version.isDeleteMarker())
                .map(version -> version.content().clone());
    }

    /** Whether the object is encrypted with a key of KMS. */
    public boolean usesKms(Context context, String bucket, String key) {
        return buckets.find(bucket)
                .flatMap(found -> found.current(context, key))
                .filter(version -> version.encryption != ServerSideEncryption.AES256)
                .isPresent();
    }

    @Override
    public void scripted(Context context, Script script) {
        String key = script.key();
        if (key.startsWith(S3Scripts.LOST)) {
            newest(key.substring(S3Scripts.LOST.length()), script.value(), Bucket::remove);
        } else if (key.startsWith(S3Scripts.CORRUPTED)) {
            newest(key.substring(S3Scripts.CORRUPTED.length()), script.value(), (bucket, version) -> version.corrupt());
        } else if (key.startsWith(S3Scripts.SIZE)) {
            String[] parts = script.value().split(" ", 2);
            newest(
                    key.substring(S3Scripts.SIZE.length()),
                    parts[1],
                    (bucket, version) -> version.size = Long.parseLong(parts[0]));
        }
    }

    private void newest(String name, String key, BiConsumer<Bucket, StoredVersion> change) {
        Bucket bucket = buckets.find(name).orElseThrow(S3Errors::noSuchBucket);
        change.accept(bucket, bucket.newest(key).orElseThrow(S3Errors::noSuchKey));
    }

    @Override
    public AwsServiceException.Builder error() {
        return S3Exception.builder();
    }

    /** A second and prefix: user guide, "Best practices design patterns". Here all prefixes share them. */
    @Override
    public Rate rate(String operation) {
        boolean reads = operation.startsWith("Get") || operation.startsWith("Head") || operation.startsWith("List");
        return reads ? new Rate("reads", 5500, 5500) : new Rate("writes", 3500, 3500);
    }

    /** API reference, "Error responses". */
    @Override
    public String throttlingCode() {
        return "SlowDown";
    }

    @Override
    public List<String> inventory(Instant now) {
        return buckets.all().stream()
                .map(bucket -> bucket.region + " s3 bucket " + bucket.name + " versioning=" + bucket.versioning
                        + " replicates=" + (bucket.replication != null) + " lock=" + (bucket.objectLock != null)
                        + " versions=" + bucket.size())
                .toList();
    }
}
