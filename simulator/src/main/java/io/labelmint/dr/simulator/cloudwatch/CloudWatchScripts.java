package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Script;
import java.time.Duration;

/** What can be scripted about metrics that no simulated state implies. */
public final class CloudWatchScripts {
    private CloudWatchScripts() {}

    /**
     * Nothing is written to the source of the replica {@code id}, or there is again: PostgreSQL then reports a lag that grows
     * to five minutes and falls back though nothing is missing.
     */
    public static Script idleReplica(String region, String id, boolean idle) {
        return new Script(idle(region, id), Boolean.toString(idle));
    }

    /**
     * The replication rule {@code rule} reports, from now on, what is scripted here. S3 publishes in the destination's region.
     *
     * @param region where the destination bucket is
     * @param latency how far the destination is behind
     * @param bytes of objects that wait
     * @param operations that wait
     */
    public static Script replication(
            String region,
            String source,
            String destination,
            String rule,
            Duration latency,
            long bytes,
            long operations) {
        return new Script(replication(region, source, destination, rule), latency + " " + bytes + " " + operations);
    }

    /**
     * S3 tells from now on that {@code bucket} holds {@code bytes} in {@code type}, a value of the dimension StorageType; nothing
     * of it if that is negative.
     */
    public static Script stored(String bucket, String type, long bytes) {
        return new Script(stored(bucket, type), Long.toString(bytes));
    }

    static String idle(String region, String id) {
        return "cloudwatch.idle-replica." + region + "." + id;
    }

    static String stored(String bucket, String type) {
        return "cloudwatch.s3-stored." + bucket + "." + type;
    }

    static String replication(String region, String source, String destination, String rule) {
        return "cloudwatch.s3-replication." + region + "." + source + "." + destination + "." + rule;
    }
}
