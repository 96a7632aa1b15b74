package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Gate;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Simulated Amazon S3: buckets and their settings, objects and their versions, replication. */
public final class S3Simulator implements Service {
    private final Buckets buckets = new Buckets();
    private final BucketSettings settings = new BucketSettings(buckets);
    private final Replication replication = new Replication(buckets);
    private final StoredObjects objects = new StoredObjects(buckets, replication);
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
        listings.declare(operations);
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
