package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.Timeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Ledgers as files of a folder: {@code OPERATION.jsonl}, one entry a line, and beside it {@code OPERATION.lock}.
 *
 * <p><b>Durable.</b> An entry is written with its line feed and forced to the disk before {@link Ledger#append} returns.
 * A process or machine that dies while appending leaves a line without a line feed, or none. Such a tail was never
 * acknowledged, so nothing was done on the strength of it, and the next opening cuts it off. (A whole line that was not
 * acknowledged counts: it says no more than that something may have been about to happen.) Everything before it must be
 * a whole chain; if it is not, the ledger is refused, never repaired.
 *
 * <p><b>Held.</b> The lock file is locked through the operating system, which lets go when the process dies, however it
 * dies; its text names the holder for others to read (see {@link Hold}). Locks of this kind do not reach across
 * machines. Who gets past them is noticed: a file that is not what the last append left is not appended to.
 *
 * <p><b>Plain.</b> Only plain files are opened. A link would lead an entry to wherever it points, and a pipe would keep
 * who reads it waiting for ever.
 */
public final class FileLedgers implements LocalLedgers {
    private static final String ENTRIES = ".jsonl";
    private static final String LOCK = ".lock";
    private static final String PLACE = "place";

    /** Within which the file system says that an entry was written, by its own clock. */
    private static final Duration WRITTEN = Duration.ofMinutes(1);

    /** The folder of the registers, beside the ledgers. */
    static final String REGISTERS = "evidence";

    private final Path folder;
    private final Timeline timeline;
    private final Json json;
    private final KnownBeginnings beginnings;

    public FileLedgers(Path folder, Timeline timeline, Json json) {
        this.folder = folder;
        this.timeline = timeline;
        this.json = json;
        this.beginnings = new KnownBeginnings(json);
    }

    @Override
    public LocalLedger open(OperationId operation, String holder) {
        try {
            createDurably(folder.toAbsolutePath());
            Hold hold = Hold.of(folder.resolve(operation + LOCK), holder);
            try {
                return opened(operation, hold);
            } catch (IOException | RuntimeException e) {
                hold.close();
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(operation, e);
        } catch (Hold.TakenException e) {
            throw LedgerProblems.held(operation, e.holder());
        }
    }

    private LocalLedger opened(OperationId operation, Hold hold) throws IOException {
        Path path = folder.resolve(operation + ENTRIES);
        PlainFile.require(path);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            byte[] content = PlainFile.read(path);
            int whole = wholeLines(content);
            History history = Chain.read(operation, new String(content, 0, whole, StandardCharsets.UTF_8), json);
            if (whole < content.length) {
                channel.truncate(whole);
            }
            if (whole == 0) {
                force(folder);
            }
            channel.position(whole);
            return new OpenFile(path, channel, hold, history);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String place() {
        try {
            createDurably(folder.toAbsolutePath());
            return Place.of(folder.resolve(PLACE));
        } catch (IOException e) {
            throw LedgerProblems.placeless(folder, e);
        }
    }

    @Override
    public Optional<History> read(OperationId operation) {
        return text(operation).flatMap(text -> beginnings.read(operation, text));
    }

    @Override
    public Optional<String> text(OperationId operation) {
        try {
            byte[] content = PlainFile.read(folder.resolve(operation + ENTRIES));
            return Optional.of(new String(content, 0, wholeLines(content), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unwritable(operation, e);
        }
    }

    @Override
    public List<OperationId> operations() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENTRIES))
                    .flatMap(name -> operation(name.substring(0, name.length() - ENTRIES.length())).stream())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Problem.of(
                            "ledger.unreadable",
                            "The folder of the ledgers cannot be read.",
                            "Give this user the right to read it, or name another folder with --state.")
                    .with("folder", folder)
                    .with("cause", e)
                    .asException(e);
        }
    }

    /**
     * Read from their ends alone, where a file has not been written to since: one that was is somebody else's work, and is read
     * by whoever has to know.
     */
    @Override
    public SortedMap<OperationId, Boolean> closed(Bygone bygone) {
        SortedMap<OperationId, Boolean> closed = LocalLedgers.super.closed(bygone);
        closed.replaceAll((id, any) -> endsWithItsEnd(folder.resolve(id + ENTRIES)));
        return closed;
    }

    private boolean endsWithItsEnd(Path file) {
        try {
            Instant written =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            return Entry.closed(PlainFile.lastLine(file), json)
                    .filter(at -> Duration.between(at, written).abs().compareTo(WRITTEN) < 0)
                    .isPresent();
        } catch (IOException e) {
            return false; // whoever reads it is told why
        }
    }

    @Override
    public Board board() {
        return new FolderBoard(folder.resolve(Board.FOLDER));
    }

    @Override
    public Register register(String name) {
        return new FolderRegister(folder.resolve(REGISTERS).resolve(name));
    }

    private static Optional<OperationId> operation(String name) {
        try {
            return Optional.of(new OperationId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a file of somebody else
        }
    }

    private static int wholeLines(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static void createDurably(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.getParent();
            if (parent != null) {
                createDurably(parent);
            }
            Files.createDirectories(folder);
            if (parent != null) {
                force(parent);
            }
        }
    }

    /** A new file is durable only when its folder is: POSIX demands a second force for that. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (java.nio.file.AccessDeniedException e) {
            // Windows does not open folders, and does not need this either; a folder this user may write to and not
            // read is as durable as the file system makes it.
            return;
        }
    }

    private ProblemException unwritable(OperationId operation, IOException e) {
        return Problem.of(
                        "ledger.unwritable",
                        "The ledger of operation " + operation + " in " + folder + " cannot be read or written (" + e
                                + ").",
                        "Make room and give this user the right to write there, then run the same command again: it"
                                + " goes on where this one stopped.")
                .with("operation", operation)
                .with("folder", folder)
                .asException(e);
    }

    private final class OpenFile implements LocalLedger {
        private final Path path;
        private final FileChannel channel;
        private final Hold hold;
        private final Object fileKey;
        private final OperationId operation;
        private final Entries entries;
        private Optional<String> unusable = Optional.empty();

        OpenFile(Path path, FileChannel channel, Hold hold, History history) throws IOException {
            this.path = path;
            this.channel = channel;
            this.hold = hold;
            this.fileKey = attributes().fileKey();
            this.operation = history.operation();
            this.entries = new Entries(history);
        }

        @Override
        public synchronized Entry append(Fact fact) {
            Entry entry = entries.next(timeline.now(), fact, json);
            copy(entry);
            return entry;
        }

        @Override
        public synchronized void copy(Entry entry) {
            proveHeld();
            ByteBuffer line = ByteBuffer.wrap((entry.line(json) + "\n").getBytes(StandardCharsets.UTF_8));
            try {
                proveNobodyElseWrites();
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                channel.force(false);
            } catch (IOException e) {
                unusable = Optional.of("an earlier entry could not be written whole");
                throw unwritable(operation, e);
            }
            entries.add(entry);
        }

        /** The operating system holds the lock for as long as this process lives, however slow it is. */
        @Override
        public synchronized void proveHeld() {
            if (unusable.isPresent()) {
                throw unwritable(operation, new IOException(unusable.get()));
            }
        }

        /** Locks protect from whoever locks; a restored backup, a cleaned folder or an editor shows only here. */
        private void proveNobodyElseWrites() throws IOException {
            BasicFileAttributes now = attributes();
            if (!now.isRegularFile() || now.size() != channel.position() || !Objects.equals(now.fileKey(), fileKey)) {
                throw new IOException("something else has changed or replaced " + path.getFileName());
            }
        }

        private BasicFileAttributes attributes() throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public synchronized History history() {
            return entries.history();
        }

        @Override
        public synchronized void close() {
            unusable = Optional.of("it was closed");
            try (hold) {
                channel.close();
            } catch (IOException e) {
                return; // nothing is lost by it: every entry was forced to the disk before
            }
        }
    }
}
