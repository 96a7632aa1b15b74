package io.labelmint.dr.estate;

import java.util.List;
import java.util.Optional;

/**
 * An S3 bucket.
 *
 * @param id the name people use
 * @param bucket bucket name in the primary region
 * @param replica bucket name in the DR region that it replicates to, if declared
 * @param replicationTimeControl whether replication must run with S3 Replication Time Control
 * @param transitions storage classes objects move to, by age
 * @param objectives what may be lost
 */
public record Bucket(
        String id,
        String bucket,
        Optional<String> replica,
        boolean replicationTimeControl,
        List<Transition> transitions,
        Objectives objectives)
        implements Store {

    public Bucket {
        transitions = List.copyOf(transitions);
    }

    /**
     * One step of the lifecycle.
     *
     * @param afterDays age in days
     * @param storageClass where objects of that age go
     * @param complianceOnly whether objects of that age are kept for auditors only and no recovery reads them
     */
    public record Transition(int afterDays, StorageClass storageClass, boolean complianceOnly) {}

    /** Storage classes objects may move to, warmest first: S3 moves objects down this list only. */
    public enum StorageClass {
        STANDARD_IA,
        INTELLIGENT_TIERING,
        ONEZONE_IA,
        GLACIER_IR,
        GLACIER,
        DEEP_ARCHIVE
    }
}
