package io.labelmint.dr.estate;

import java.util.List;

/** Something that holds data and must be backed up, copied and proved. */
public sealed interface Store permits PostgresDatabase, RedisGroup, Bucket {
    /** The kinds of stores, by the section of the estate file each stands in. */
    List<String> KINDS = List.of("databases", "caches", "buckets");

    /** The name people use for it, unique in the estate, for example {@code orders-db}. */
    String id();

    /** The section of the estate file it stands in, one of {@link #KINDS}. */
    String kind();

    /** How much data and how much time may be lost. */
    Objectives objectives();
}
