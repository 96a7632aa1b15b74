package io.labelmint.dr.validation.redis;

import io.labelmint.dr.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** One connection to one server; every answer in time, or none. */
final class Shard {
    /** No single command of a probe takes longer on a server that is well. */
    private static final Duration COMMAND = Duration.ofSeconds(15);

    private final Connection connection;
    private final Timeline timeline;
    private final Duration limit;
    private final long begin;

    /**
     * That of {@code connection}.
     *
     * @param begin when the time limit began to run, in nanoseconds of {@code timeline}
     */
    Shard(Connection connection, Timeline timeline, Duration limit, long begin) {
        this.connection = connection;
        this.timeline = timeline;
        this.limit = limit;
        this.begin = begin;
    }

    /** What the server answers to {@code command}: null, a Long, bytes, or a list of these. */
    Object ask(String question, List<String> command) {
        return timed(question, () -> {
            send(bytes(command));
            return connection.getOne();
        });
    }

    /** What it answers to each of {@code commands}, sent at once. */
    List<Object> askAll(String question, List<List<byte[]>> commands) {
        return timed(question, () -> {
            commands.forEach(this::send);
            return connection.getMany(commands.size());
        });
    }

    private void send(List<byte[]> words) {
        connection.sendCommand(
                () -> words.get(0), words.subList(1, words.size()).toArray(byte[][]::new));
    }

    private static List<byte[]> bytes(List<String> words) {
        List<byte[]> bytes = new ArrayList<>();
        words.forEach(word -> bytes.add(word.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private <T> T timed(String question, Supplier<T> exchange) {
        Duration left = limit.minusNanos(timeline.nanos() - begin);
        if (left.compareTo(Duration.ofMillis(1)) < 0) {
            throw RedisProblems.timeLimit(question, limit).asException();
        }
        Duration patience = left.compareTo(COMMAND) < 0 ? left : COMMAND;
        try {
            connection.setSoTimeout((int) patience.toMillis());
            return exchange.get();
        } catch (JedisException e) {
            boolean late = e instanceof JedisConnectionException
                    && limit.minusNanos(timeline.nanos() - begin).isNegative();
            throw (late ? RedisProblems.timeLimit(question, limit) : RedisProblems.asking(e, question)).asException();
        }
    }

    /** The text of an answer that is bytes or a number. */
    static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(answer);
    }

    /** The parts of an answer that is a list. */
    static List<?> list(Object answer) {
        return answer instanceof List<?> list ? list : Arrays.asList(answer);
    }

    void close() {
        try {
            connection.close();
        } catch (JedisException e) {
            // Why it was not usable is told already.
        }
    }
}
