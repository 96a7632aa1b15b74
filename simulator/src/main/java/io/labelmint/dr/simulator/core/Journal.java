package io.labelmint.dr.simulator.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * A persisted world: its changes, one JSON line each, and the instant its clock has reached.
 *
 * <p>A line is written before the effect answers and with one write call, unbuffered. It therefore survives the process
 * being killed, which is what a rehearsal does to it; it is not forced to the disk, because a rehearsal need not
 * survive a power cut. What follows the last line break was torn off by a kill: its effect never answered, so dropping it
 * tells the same story as a request that was lost on its way.
 *
 * <p>The first line states the seed and the account. The clock has a file of its own, of fixed width, overwritten in place.
 */
public final class Journal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLOCK_WIDTH = 36;

    /** The folders this process has open: to open and close a file again would let go of the lock on it (POSIX). */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lines;
    private final FileChannel clock;
    private final List<Entry> entries = new ArrayList<>();
    private final String account;

    /**
     * One change.
     *
     * @param at virtual time of the change
     * @param region the client's region
     * @param service the service's name
     * @param operation the operation's name
     * @param params the request, as {@link RequestJson} writes it
     */
    public record Entry(Instant at, String region, String service, String operation, Map<String, Object> params) {}

    /** Somebody else has the world open. */
    public static final class InUseException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        InUseException(Path folder) {
            super("the simulated world in " + folder + " is open elsewhere");
        }
    }

    private Journal(Path folder, FileChannel lines, FileChannel clock, long seed, String account) throws IOException {
        this.folder = folder;
        this.lines = lines;
        this.clock = clock;
        String text = read(lines);
        int whole = text.lastIndexOf('\n') + 1;
        lines.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
        List<String> read = text.substring(0, whole).lines().toList();
        if (read.isEmpty()) {
            writeLine(new TreeMap<>(Map.of("seed", seed, "account", account)));
            this.account = account;
            return;
        }
        Map<String, Object> first = parse(read.get(0));
        this.account = String.valueOf(first.getOrDefault("account", Arn.EXAMPLE_ACCOUNT));
        Object written = first.get("seed");
        if (!(written instanceof Number number) || number.longValue() != seed) {
            throw new IllegalArgumentException("the world was made with seed " + written + ", not " + seed);
        }
        read.subList(1, read.size()).forEach(line -> entries.add(entry(parse(line))));
    }

    /**
     * Opens the journal in {@code folder}, creating both if need be.
     *
     * @param account the account of a world that is new
     * @param whole asked when nobody else can open it any more: whether to go on with what is there; otherwise it is
     *     forgotten
     * @throws InUseException if it is open already; then nothing of it was touched
     */
    public static Journal open(Path folder, long seed, String account, BooleanSupplier whole) {
        List<FileChannel> opened = new ArrayList<>();
        Path real = null;
        try {
            Files.createDirectories(folder);
            Path place = folder.toRealPath();
            if (!OPEN.add(place)) {
                throw new InUseException(folder);
            }
            real = place;
            opened.add(openFile(place.resolve("journal.jsonl")));
            if (lock(opened.get(0)) == null) {
                throw new InUseException(folder);
            }
            opened.add(openFile(place.resolve("clock")));
            if (!whole.getAsBoolean()) {
                for (FileChannel file : opened) {
                    file.truncate(0);
                }
            }
            return new Journal(place, opened.get(0), opened.get(1), seed, account);
        } catch (IOException | RuntimeException e) {
            opened.forEach(Journal::close);
            if (real != null) {
                OPEN.remove(real);
            }
            throw e instanceof RuntimeException why ? why : new UncheckedIOException((IOException) e);
        }
    }

    /** The account of the world. */
    public String account() {
        return account;
    }

    /** The changes that were in the journal when it was opened. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The latest instant the clock is known to have reached; empty in a new world. */
    public Optional<Instant> reached() {
        try {
            String written = read(clock).strip();
            Instant last = entries.isEmpty()
                    ? Instant.MIN
                    : entries.get(entries.size() - 1).at();
            if (written.isEmpty()) {
                return entries.isEmpty() ? Optional.empty() : Optional.of(last);
            }
            Instant shown = Instant.parse(written);
            return Optional.of(shown.isAfter(last) ? shown : last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes that the clock stands at {@code now}. */
    public void tick(Instant now) {
        StringBuilder text = new StringBuilder(now.toString());
        while (text.length() < CLOCK_WIDTH) {
            text.append(' ');
        }
        try {
            clock.write(ByteBuffer.wrap(text.append('\n').toString().getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void append(Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", entry.at().toString());
        line.put("region", entry.region());
        line.put("service", entry.service());
        line.put("operation", entry.operation());
        line.put("params", entry.params());
        try {
            writeLine(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        close(clock);
        close(lines);
        OPEN.remove(folder);
    }

    private void writeLine(Map<String, ?> line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        lines.position(lines.size());
        while (bytes.hasRemaining()) {
            lines.write(bytes);
        }
    }

    private static Entry entry(Map<String, Object> line) {
        Map<String, Object> params = JSON.convertValue(line.get("params"), new TypeReference<>() {});
        return new Entry(
                Instant.parse((String) line.get("at")),
                (String) line.get("region"),
                (String) line.get("service"),
                (String) line.get("operation"),
                params);
    }

    private static Map<String, Object> parse(String line) {
        try {
            return JSON.readValue(line, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal of the simulated world is damaged: " + line, e);
        }
    }

    private static FileChannel openFile(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // read advances the buffer
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
}
