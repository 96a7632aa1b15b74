package io.labelmint.dr.validation.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.CacheAddress;
import io.labelmint.dr.validation.CacheProbe;
import io.labelmint.dr.validation.CacheServer;
import io.labelmint.dr.validation.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis with cluster mode and two shards: each is asked, and a key of the one that has it. */
class ShardedCacheTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private RedisProcess low;
    private RedisProcess high;

    /** The two know of each other from the start, by their files, so that nothing has to be waited for. */
    @BeforeEach
    void start() throws IOException {
        int lowPort = port();
        int highPort = port();
        // "b" is of slot 3300 and "a" of slot 15495. They are loaded: a cluster takes no writes in its first seconds.
        save("a", List.of("HSET b field 2", "SET {b}session 3 EX 3600"));
        save("b", List.of("SET a 1"));
        low = node("a", "b", lowPort, highPort, "0-8191", "8192-16383");
        high = node("b", "a", highPort, lowPort, "8192-16383", "0-8191");
    }

    @AfterEach
    void stop() {
        Stream.of(low, high).filter(Objects::nonNull).forEach(RedisProcess::close);
    }

    private void save(String id, List<String> commands) {
        try (RedisProcess single = RedisProcess.in(folder.resolve(id))) {
            single.told(commands);
            single.save();
        }
    }

    private RedisProcess node(String id, String otherId, int port, int otherPort, String slots, String otherSlots)
            throws IOException {
        Path place = Files.createDirectories(folder.resolve(id));
        String line = "%s 127.0.0.1:%d@%d %smaster - 0 0 %d connected %s%n";
        Files.writeString(
                place.resolve("nodes.conf"),
                line.formatted(id.repeat(40), port, bus(port), "myself,", id.equals("a") ? 1 : 2, slots)
                        + line.formatted(
                                otherId.repeat(40), otherPort, bus(otherPort), "", id.equals("a") ? 2 : 1, otherSlots)
                        + "vars currentEpoch 2 lastVoteEpoch 0\n");
        return RedisProcess.in(
                place,
                port,
                "cluster-enabled yes",
                "cluster-config-file nodes.conf",
                "cluster-require-full-coverage no",
                "cluster-allow-reads-when-down yes",
                "cluster-node-timeout 60000");
    }

    /** Servers of a cluster talk to each other at a port that is so much higher, and there must be one. */
    private static int bus(int port) {
        return port + 10_000;
    }

    private static int port() {
        int port = RedisProcess.freePort();
        return bus(port) > 65_535 ? port() : port;
    }

    @Test
    void everyShardIsAsked() {
        try (CacheProbe probe = probe()) {
            CacheServer server = probe.server();

            assertThat(server.shards()).isEqualTo(2);
            assertThat(server.roles()).containsExactly("master");
            assertThat(server.slots()).contains(CacheServer.ALL_SLOTS);
            assertThat(server.keys()).isEqualTo(3);
            assertThat(server.expiring()).isEqualTo(1);
            assertThat(probe.types(100)).containsEntry("string", 2L).containsEntry("hash", 1L);
            assertThat(probe.holds("hash")).isTrue();
            assertThat(probe.holds("zset")).isFalse();
            assertThat(probe.ask(List.of("GET", "a"))).contains("1");
            assertThat(probe.ask(List.of("HGET", "b", "field"))).contains("2");
            assertThat(probe.ask(List.of("GET", "nobody-has-it"))).isEmpty();
        }
    }

    private CacheProbe probe() {
        CacheAddress address = new CacheAddress(
                "127.0.0.1", low.port(), true, Optional.empty(), Optional.<Secret>empty(), new DatabaseAddress.Plain());
        return new RedisProbes(new VirtualTimeline(Instant.parse("2026-11-22T02:00:00Z"))).connect(address, LIMIT);
    }
}
