package io.labelmint.dr.rehearsal;

import io.labelmint.dr.estate.CacheValidation;
import io.labelmint.dr.estate.CacheValidation.Probe;
import io.labelmint.dr.simulator.elasticache.RestoredCache;
import io.labelmint.dr.validation.CacheProbe;
import io.labelmint.dr.validation.CacheServer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Redis in one simulated group: the keys its source had, of the types the estate declares; or none at all. */
final class RehearsedCache implements CacheProbe {
    /** That of a key of some 700 bytes, as the simulator reckons. */
    private static final long BYTES_A_KEY = 700;

    private static final long MEMORY = 14_037_181_030L;

    private final CacheValidation declared;
    private final RestoredCache restored;
    private final boolean empty;

    RehearsedCache(CacheValidation declared, RestoredCache restored, boolean empty) {
        this.declared = declared;
        this.restored = restored;
        this.empty = empty;
    }

    @Override
    public CacheServer server() {
        long keys = empty ? 0 : restored.keys();
        long expiring = empty ? 0 : restored.expiring();
        // Some expired between the snapshot and the restore, as they do.
        long expired = expiring / 10;
        SortedSet<String> roles = new TreeSet<>(List.of("master"));
        return new CacheServer(
                "7.1.0",
                1,
                roles,
                Optional.empty(),
                false,
                keys - expired,
                expiring - expired,
                0,
                Optional.of(keys - expired),
                Optional.of(expired),
                0,
                keys * BYTES_A_KEY,
                MEMORY,
                "volatile-lru");
    }

    @Override
    public SortedMap<String, Long> types(int sample) {
        SortedMap<String, Long> types = new TreeMap<>();
        if (!empty) {
            declared.types()
                    .forEach(type -> types.put(
                            type.name().toLowerCase(Locale.ROOT),
                            Math.max(1, (long) sample / declared.types().size())));
        }
        return types;
    }

    @Override
    public boolean holds(String type) {
        return types(1).containsKey(type);
    }

    @Override
    public Optional<String> ask(List<String> command) {
        return empty
                ? Optional.empty()
                : declared.probes().stream()
                        .filter(probe -> probe.command().equals(command))
                        .findFirst()
                        .flatMap(RehearsedCache::answer);
    }

    /** As declared; where only a pattern is, a number that matches it. */
    private static Optional<String> answer(Probe probe) {
        return probe.expect()
                .or(() -> Stream.of("1", "0")
                        .filter(number -> number.matches(probe.matches().orElseThrow()))
                        .findFirst());
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
