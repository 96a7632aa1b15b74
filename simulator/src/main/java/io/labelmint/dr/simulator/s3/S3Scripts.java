package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Script;
import java.time.Duration;

/** What can be scripted about S3. */
public final class S3Scripts {
    static final String FAILS = "fails";
    static final String LOST = "s3.lost.";
    static final String CORRUPTED = "s3.corrupted.";
    static final String SIZE = "s3.size.";

    private S3Scripts() {}

    /** Somebody else has a bucket named {@code bucket}. */
    public static Script nameTaken(String bucket) {
        return new Script(taken(bucket), Boolean.toString(true));
    }

    /** While {@code on}, conditional writes to {@code bucket} meet another write and answer 409. */
    public static Script conflicts(String bucket, boolean on) {
        return new Script(conflict(bucket), Boolean.toString(on));
    }

    /** What is written to {@code bucket} from now on arrives at its replicas after {@code delay}. */
    public static Script replicationDelay(String bucket, Duration delay) {
        return new Script(replication(bucket), delay.toString());
    }

    /** What is written to {@code bucket} from now on fails to be replicated. */
    public static Script replicationFails(String bucket) {
        return new Script(replication(bucket), FAILS);
    }

    /** The newest version of {@code key} in {@code bucket}, a replica perhaps, is gone as if it had never arrived. */
    public static Script lost(String bucket, String key) {
        return new Script(LOST + bucket, key);
    }

    /** A byte of the newest version of {@code key} in {@code bucket} is another one. */
    public static Script corrupted(String bucket, String key) {
        return new Script(CORRUPTED + bucket, key);
    }

    /** What is copied into {@code bucket} from now on has a byte that is another one. */
    public static Script copiesCorrupted(String bucket) {
        return new Script(ruined(bucket), Boolean.toString(true));
    }

    /** Whatever is in it, the newest version of {@code key} in {@code bucket} is said to have {@code bytes}. */
    public static Script size(String bucket, String key, long bytes) {
        return new Script(SIZE + bucket, bytes + " " + key);
    }

    static String ruined(String bucket) {
        return "s3.copies-corrupted." + bucket;
    }

    static String taken(String bucket) {
        return "s3.taken." + bucket;
    }

    static String conflict(String bucket) {
        return "s3.conflict." + bucket;
    }

    static String replication(String bucket) {
        return "s3.replication." + bucket;
    }
}
