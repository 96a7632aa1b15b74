package io.labelmint.dr.simulator.elasticache;

/** The key space of a Redis cluster, shared out evenly among its shards. */
final class Slots {
    private static final int ALL = 16384;

    private Slots() {}

    /** The range of the shard at {@code index} of {@code shards}, for example {@code 0-8191}. */
    static String of(int index, int shards) {
        return index * ALL / shards + "-" + ((index + 1) * ALL / shards - 1);
    }
}
