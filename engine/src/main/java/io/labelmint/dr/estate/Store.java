package io.labelmint.dr.estate;

/** Something that holds data and must be backed up, copied and proved. */
public sealed interface Store permits PostgresDatabase, RedisGroup, Bucket {
    /** The name people use for it, unique in the estate, for example {@code orders-db}. */
    String id();

    /** How much data and how much time may be lost. */
    Objectives objectives();
}
