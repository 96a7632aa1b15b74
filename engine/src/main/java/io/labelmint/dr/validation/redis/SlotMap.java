package io.labelmint.dr.validation.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Which primary serves which slots, as CLUSTER SLOTS answers: ranges, each with its first and last slot and its servers,
 * the primary first (Redis documentation, "CLUSTER SLOTS").
 *
 * @param ranges the ranges; empty without cluster mode
 */
record SlotMap(List<Range> ranges) {
    SlotMap {
        ranges = List.copyOf(ranges);
    }

    /**
     * A server.
     *
     * @param host its name or address
     * @param port its TCP port
     */
    record Primary(String host, int port) {}

    /**
     * A range of slots.
     *
     * @param first the first
     * @param last the last
     * @param primary who serves it
     */
    record Range(int first, int last, Primary primary) {}

    static SlotMap parse(Object answer) {
        List<Range> ranges = new ArrayList<>();
        for (Object each : Shard.list(answer)) {
            List<?> range = Shard.list(each);
            List<?> primary = Shard.list(range.get(2));
            ranges.add(new Range(
                    Integer.parseInt(Shard.text(range.get(0))),
                    Integer.parseInt(Shard.text(range.get(1))),
                    new Primary(Shard.text(primary.get(0)), Integer.parseInt(Shard.text(primary.get(1))))));
        }
        return new SlotMap(ranges);
    }

    /** The primaries, each once. */
    List<Primary> primaries() {
        LinkedHashSet<Primary> all = new LinkedHashSet<>();
        ranges.forEach(range -> all.add(range.primary()));
        return List.copyOf(all);
    }

    /** How many slots are served. */
    int served() {
        return ranges.stream()
                .mapToInt(range -> range.last() - range.first() + 1)
                .sum();
    }

    /** The index among {@link #primaries} of the one that serves {@code key}; the first if nobody does. */
    int serving(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        return ranges.stream()
                .filter(range -> range.first() <= slot && slot <= range.last())
                .findFirst()
                .map(range -> primaries().indexOf(range.primary()))
                .orElse(0);
    }
}
