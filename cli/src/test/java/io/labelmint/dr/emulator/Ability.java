package io.labelmint.dr.emulator;

/** Something not every {@link Emulator} answers the way AWS does. */
public enum Ability {
    /** {@code CopyDBSnapshot} from another region. */
    COPY_DB_SNAPSHOT_ACROSS_REGIONS,
    /** {@code CreateSnapshot} and {@code DescribeSnapshots} of ElastiCache, in a form the SDK can read. */
    CACHE_SNAPSHOTS,
    /** {@code RestoreDBInstanceToPointInTime}, with the groups that were asked for. */
    RESTORE_DB_INSTANCES,
    /** Trails of CloudTrail, rotation of keys, policies of buckets, and who DB snapshots are shared with. */
    SECURITY_SETTINGS
}
