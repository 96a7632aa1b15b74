package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** A simulated bucket: its configuration and the versions of its objects. */
final class Bucket {
    final String name;
    final String region;
    final Instant created;

    /** Null until versioning is first configured. */
    BucketVersioningStatus versioning;

    /** Null when there is none, as for the lifecycle and the public access block. */
    ReplicationConfiguration replication;

    GetBucketLifecycleConfigurationResponse lifecycle;

    /** On for new buckets since April 2023: user guide, "Default settings for new S3 buckets FAQ". */
    PublicAccessBlockConfiguration publicAccess = PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(true)
            .ignorePublicAcls(true)
            .blockPublicPolicy(true)
            .restrictPublicBuckets(true)
            .build();

    /** SSE-S3 for every bucket since January 2023: user guide, "Default encryption FAQ". */
    ServerSideEncryptionConfiguration encryption = ServerSideEncryptionConfiguration.builder()
            .rules(ServerSideEncryptionRule.builder()
                    .applyServerSideEncryptionByDefault(by -> by.sseAlgorithm(ServerSideEncryption.AES256))
                    .bucketKeyEnabled(false)
                    .build())
            .build();

    /** Null when there is none. */
    String policy;

    /** Null when Object Lock is off. */
    ObjectLockConfiguration objectLock;

    private final TreeMap<String, List<StoredVersion>> versions = new TreeMap<>(KeyOrder.UTF_8);

    Bucket(String name, String region, Instant created) {
        this.name = name;
        this.region = region;
        this.created = created;
    }

    boolean isVersioned() {
        return versioning == BucketVersioningStatus.ENABLED;
    }

    StoredVersion.Encryption defaultEncryption() {
        ServerSideEncryptionByDefault by = encryption.rules().get(0).applyServerSideEncryptionByDefault();
        return new StoredVersion.Encryption(by.sseAlgorithm(), by.kmsMasterKeyID());
    }

    /** Adds {@code version}, which takes the place of one with the same id. */
    void add(StoredVersion version) {
        List<StoredVersion> ofKey = versions.computeIfAbsent(version.key, key -> new ArrayList<>());
        ofKey.removeIf(other -> other.id.equals(version.id));
        ofKey.add(version);
        ofKey.sort(Comparator.comparingLong(other -> -other.sequence));
    }

    /** Whether there is anything of {@code key}, here or on its way. */
    boolean has(String key) {
        return !versions.getOrDefault(key, List.of()).isEmpty();
    }

    void remove(StoredVersion version) {
        versions.get(version.key).remove(version);
    }

    /** The versions of {@code key} that are here, newest first. */
    List<StoredVersion> versions(Context context, String key) {
        return versions.getOrDefault(key, List.of()).stream()
                .filter(version -> version.isHere(context))
                .toList();
    }

    /** The versions that are here, by key and newest first. */
    List<StoredVersion> versions(Context context) {
        return versions.keySet().stream()
                .flatMap(key -> versions(context, key).stream())
                .toList();
    }

    /** The current version of {@code key}, unless it is deleted. */
    Optional<StoredVersion> current(Context context, String key) {
        return versions(context, key).stream().findFirst().filter(version -> !version.isDeleteMarker());
    }

    /** The first key after {@code after}; empty if there is none. */
    Optional<String> keyAfter(String after) {
        return Optional.ofNullable(versions.higherKey(after));
    }

    /** The first key that is {@code from} or comes after it; empty if there is none. */
    Optional<String> keyFrom(String from) {
        return Optional.ofNullable(versions.ceilingKey(from));
    }

    /** The newest version of {@code key}, wherever it is on its way to. */
    Optional<StoredVersion> newest(String key) {
        return versions.getOrDefault(key, List.of()).stream()
                .filter(version -> !version.isDeleteMarker())
                .findFirst();
    }

    /** All objects of all times, those on their way included, for an inventory. */
    long size() {
        return versions.values().stream().mapToLong(List::size).sum();
    }
}
