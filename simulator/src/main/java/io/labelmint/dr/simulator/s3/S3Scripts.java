package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Script;
import java.time.Duration;

/** What can be scripted about S3. */
public final class S3Scripts {
    static final String FAILS = "fails";

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
