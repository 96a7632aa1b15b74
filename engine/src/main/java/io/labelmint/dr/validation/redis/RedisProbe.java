package io.labelmint.dr.validation.redis;

import io.labelmint.dr.validation.CacheProbe;
import io.labelmint.dr.validation.CacheServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A probe of the shards of a group. */
final class RedisProbe implements CacheProbe {
    /** Keys a call of SCAN looks at: a server answers within a millisecond or so. */
    private static final String BATCH = "1000";

    private final List<Shard> shards;
    private final SlotMap slots;

    /**
     * That of {@code shards}, in the order of the primaries of {@code slots}.
     *
     * @param slots who serves what; without ranges if there is no cluster mode
     */
    RedisProbe(List<Shard> shards, SlotMap slots) {
        this.shards = shards;
        this.slots = slots;
    }

    @Override
    public CacheServer server() {
        List<Info> all = shards.stream().map(RedisProbe::info).toList();
        return new CacheServer(
                all.get(0).text("redis_version"),
                all.size(),
                all.stream().map(info -> info.text("role")).collect(Collectors.toCollection(TreeSet::new)),
                slots.ranges().isEmpty() ? Optional.empty() : Optional.of(slots.served()),
                // What is not said is not taken for loaded.
                all.stream().anyMatch(info -> !info.text("loading").equals("0")),
                keys(all, Info.Keys::all),
                keys(all, Info.Keys::expiring),
                sum(all, "expired_keys").orElse(0L),
                sum(all, "rdb_last_load_keys_loaded"),
                sum(all, "rdb_last_load_keys_expired"),
                sum(all, "evicted_keys").orElse(0L),
                sum(all, "used_memory").orElse(0L),
                sum(all, "maxmemory").orElse(0L),
                all.get(0).text("maxmemory_policy"));
    }

    private static Info info(Shard shard) {
        return Info.parse(Shard.text(shard.ask("what it says of itself", List.of("INFO"))));
    }

    private static long keys(List<Info> all, ToLongFunction<Info.Keys> which) {
        return all.stream()
                .flatMap(info -> info.databases().values().stream())
                .mapToLong(which)
                .sum();
    }

    /** The sum over all shards; empty if one of them does not say. */
    private static Optional<Long> sum(List<Info> all, String name) {
        List<Long> said =
                all.stream().flatMap(info -> info.number(name).stream()).toList();
        return said.size() == all.size()
                ? Optional.of(said.stream().mapToLong(Long::longValue).sum())
                : Optional.empty();
    }

    @Override
    public SortedMap<String, Long> types(int sample) {
        SortedMap<String, Long> types = new TreeMap<>();
        int[] left = {sample};
        scan(List.of(), (shard, keys) -> {
            List<List<byte[]>> questions = new ArrayList<>();
            keys.stream()
                    .limit(left[0])
                    .forEach(key -> questions.add(List.of("TYPE".getBytes(StandardCharsets.UTF_8), key)));
            for (Object answer : shard.askAll("the types of its keys", questions)) {
                String type = Shard.text(answer);
                // It has expired since it was met.
                if (!type.equals("none")) {
                    types.merge(type, 1L, Long::sum);
                }
            }
            left[0] -= questions.size();
            return left[0] > 0;
        });
        return types;
    }

    @Override
    public boolean holds(String type) {
        boolean[] found = {false};
        scan(List.of("TYPE", type), (shard, keys) -> {
            found[0] = !keys.isEmpty();
            return !found[0];
        });
        return found[0];
    }

    /** What is done with keys that scanning meets. */
    @FunctionalInterface
    private interface Met {
        /** Whether to go on. */
        boolean with(Shard shard, List<byte[]> keys);
    }

    private void scan(List<String> filter, Met met) {
        for (Shard shard : shards) {
            for (int database : info(shard).databases().keySet()) {
                // With cluster mode there is one database, and SELECT is refused.
                if (slots.ranges().isEmpty()) {
                    shard.ask("its databases", List.of("SELECT", Integer.toString(database)));
                }
                if (!scan(shard, filter, met)) {
                    return;
                }
            }
        }
    }

    private static boolean scan(Shard shard, List<String> filter, Met met) {
        String cursor = "0";
        do {
            List<String> command = new ArrayList<>(List.of("SCAN", cursor, "COUNT", BATCH));
            command.addAll(filter);
            List<?> answer = Shard.list(shard.ask("its keys", command));
            cursor = Shard.text(answer.get(0));
            List<byte[]> keys =
                    Shard.list(answer.get(1)).stream().map(byte[].class::cast).toList();
            if (!met.with(shard, keys)) {
                return false;
            }
        } while (!cursor.equals("0"));
        return true;
    }

    @Override
    public Optional<String> ask(List<String> command) {
        Shard shard = shards.get(slots.ranges().isEmpty() ? 0 : slots.serving(command.get(1)));
        if (slots.ranges().isEmpty()) {
            shard.ask("its first database", List.of("SELECT", "0"));
        }
        return Optional.ofNullable(shard.ask("a declared probe", command)).map(Shard::text);
    }

    @Override
    public void close() {
        shards.forEach(Shard::close);
    }
}
