package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** One version of an object, or a delete marker; in the bucket it was written to, or in one it is replicated to. */
final class StoredVersion {
    /** The version id in a bucket that is not versioned: user guide, "How S3 Versioning works". */
    static final String NULL_VERSION = "null";

    final String key;
    final String id;

    /** Orders the versions of a key, here and in replicas. */
    final long sequence;

    final Instant modified;

    /** Null for a delete marker; of another byte when it was corrupted. */
    private byte[] content;

    /** What it is said to have; that of the content unless it was scripted otherwise. */
    long size;

    final Map<String, String> metadata;
    final String contentType;
    final ServerSideEncryption encryption;
    final String kmsKey;

    /** On its way here since it was written; null if it was written here. */
    final Transit arrival;

    /** On its way to these replicas. */
    final List<Transit> departures = new ArrayList<>();

    ObjectLockMode lockMode;
    Instant lockedUntil;
    boolean legalHold;
    StorageClass storageClass = StorageClass.STANDARD;
    Map<String, String> tags = Map.of();

    StoredVersion(Origin origin, byte[] content, Encryption encryption, Transit arrival) {
        this.key = origin.key();
        this.id = origin.id();
        this.sequence = origin.sequence();
        this.modified = origin.modified();
        this.metadata = origin.metadata();
        this.contentType = origin.contentType();
        this.content = content;
        this.size = content == null ? 0 : content.length;
        this.encryption = encryption.algorithm();
        this.kmsKey = encryption.key();
        this.arrival = arrival;
    }

    /** What a replica has in common with its source: user guide, "What does Amazon S3 replicate?". */
    record Origin(
            String key, String id, long sequence, Instant modified, Map<String, String> metadata, String contentType) {}

    /** How content is encrypted at rest. */
    record Encryption(ServerSideEncryption algorithm, String key) {}

    /**
     * A replication under way.
     *
     * @param due when it is complete; null if it fails
     */
    record Transit(String from, String to, Instant due) {
        /** Neither end is reached while its region is cut off: "the status stays PENDING" ("Replication status"). */
        boolean isComplete(Context context) {
            return due != null && !context.now().isBefore(due) && !isCut(context, from) && !isCut(context, to);
        }

        private boolean isCut(Context context, String region) {
            return context.scripts()
                    .cutOffSince(region)
                    .filter(since -> !since.isAfter(due))
                    .isPresent();
        }
    }

    /** A copy of this that is on its way to another bucket. */
    StoredVersion replica(Encryption there, Transit transit) {
        StoredVersion replica = new StoredVersion(
                new Origin(key, id, sequence, modified, metadata, contentType), content, there, transit);
        replica.lockMode = lockMode;
        replica.lockedUntil = lockedUntil;
        replica.legalHold = legalHold;
        // "By default, Amazon S3 uses the storage class of the source object": API reference, Destination.
        replica.storageClass = storageClass;
        replica.tags = tags;
        replica.size = size;
        return replica;
    }

    /** Not to be changed; null for a delete marker. */
    byte[] content() {
        return content;
    }

    /** Null for a delete marker. */
    String etag() {
        return content == null ? null : Checksums.etag(content);
    }

    /** Makes its first byte another one. */
    void corrupt() {
        content = content.clone();
        content[0] ^= 1;
    }

    boolean isDeleteMarker() {
        return content == null;
    }

    boolean isHere(Context context) {
        return arrival == null || arrival.isComplete(context);
    }

    /** Null if no rule applies. */
    ReplicationStatus replication(Context context) {
        if (arrival != null) {
            return ReplicationStatus.REPLICA;
        }
        if (departures.isEmpty()) {
            return null;
        }
        if (departures.stream().anyMatch(transit -> transit.due() == null)) {
            return ReplicationStatus.FAILED;
        }
        return departures.stream().allMatch(transit -> transit.isComplete(context))
                ? ReplicationStatus.COMPLETED
                : ReplicationStatus.PENDING;
    }

    boolean isRetained(Instant now, boolean bypassGovernance) {
        boolean inForce = lockedUntil != null && now.isBefore(lockedUntil);
        return legalHold || (inForce && !(bypassGovernance && lockMode == ObjectLockMode.GOVERNANCE));
    }
}
