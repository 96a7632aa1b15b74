package io.labelmint.dr.validation.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/**
 * A real Redis server on this machine. Its binary, of Redis 6.2, is in {@code com.github.codemonstur:embedded-redis} of
 * Maven Central; the system property {@code dr.redis.server} names another one, such as the 7.0 of Debian's package
 * {@code redis-server}, to which the same must apply.
 */
final class RedisProcess implements AutoCloseable {
    /** What a server loads when it starts, and saves to. */
    static final String FILE = "dump.rdb";

    private final RedisServer server;
    private final int port;

    private RedisProcess(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** One that works in {@code folder}, and loads what is saved there; saves nothing by itself. */
    static RedisProcess in(Path folder, String... settings) {
        return in(folder, freePort(), settings);
    }

    /** The same at {@code port}. */
    static RedisProcess in(Path folder, int port, String... settings) {
        try {
            Files.createDirectories(folder);
            RedisServerBuilder builder = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("dir " + folder)
                    .setting("save \"\"")
                    // What was deleted on purpose does not come back, and what expired stays until it is asked for.
                    .setting("appendonly no");
            String other = System.getProperty("dr.redis.server", "");
            if (!other.isEmpty()) {
                builder.executableProvider(() -> new File(other));
            }
            Arrays.stream(settings).forEach(builder::setting);
            RedisServer server = builder.build();
            server.start();
            return new RedisProcess(server, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** Has it do each of {@code commands}, words separated by spaces. */
    void told(List<String> commands) {
        try (Connection connection = new Connection("127.0.0.1", port)) {
            for (String command : commands) {
                String[] words = command.split(" ", -1);
                connection.sendCommand(
                        () -> words[0].getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(words, 1, words.length));
                connection.getOne();
            }
        }
    }

    /** The text it answers to {@code command}. */
    String asked(String command) {
        try (Connection connection = new Connection("127.0.0.1", port)) {
            String[] words = command.split(" ", -1);
            connection.sendCommand(
                    () -> words[0].getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(words, 1, words.length));
            return Shard.text(connection.getOne());
        }
    }

    /** Writes what it holds to {@link #FILE} of its folder. */
    void save() {
        told(List.of("SAVE"));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException | JedisException e) {
            throw new IllegalStateException(e);
        }
    }
}
