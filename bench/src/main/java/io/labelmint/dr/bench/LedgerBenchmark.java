package io.labelmint.dr.bench;

import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Chain;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.SystemTimeline;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Appending to a ledger and verifying one, each beside the least that could do: forcing the same bytes, hashing them. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
public class LedgerBenchmark {
    private static final Json JSON = Capabilities.json();
    private static final OperationId OPERATION = new OperationId("backup-orders-db-20261122-1f2e3d4c");

    private static final Instant MOMENT = Instant.parse("2026-11-22T02:00:03.123456Z");

    /** Of middle size: an opened fact holds a whole plan, an observed one only a word. */
    private static final Fact FACT = new Fact.Accepted(
            new ActionId("orders-db/snapshot"),
            Facts.of("arn", "arn:aws:rds:us-east-1:123456789012:snapshot:dr-backup-orders-db-20261122-1f2e3d4c"));

    /** A ledger on the disk, a new one in each iteration. */
    @State(Scope.Thread)
    public static class OnDisk {
        private final SystemTimeline timeline = new SystemTimeline();
        private ScratchFolder folder;
        private Ledger ledger;

        @Setup(Level.Iteration)
        public void open() throws IOException {
            folder = ScratchFolder.create();
            ledger = new FileLedgers(folder.path(), timeline, JSON).open(OPERATION, "bench");
        }

        @TearDown(Level.Iteration)
        public void close() throws IOException {
            ledger.close();
            folder.close();
        }
    }

    /** A file, and a line as long as an entry. */
    @State(Scope.Thread)
    public static class Bare {
        private ScratchFolder folder;
        private FileChannel channel;
        private ByteBuffer line;

        @Setup(Level.Iteration)
        public void open() throws IOException {
            folder = ScratchFolder.create();
            channel = FileChannel.open(
                    folder.path().resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            line = ByteBuffer.wrap(text(1).getBytes(StandardCharsets.UTF_8));
        }

        @TearDown(Level.Iteration)
        public void close() throws IOException {
            channel.close();
            folder.close();
        }
    }

    /** The text of a ledger. */
    @State(Scope.Benchmark)
    public static class Stored {
        /** Longer than any so far, and verified in few milliseconds: short enough to be left in peace now and then. */
        static final int ENTRIES = 1_000;

        private final String text = text(ENTRIES);
        private final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes of the text that is verified. */
    static long storedBytes() {
        return text(Stored.ENTRIES).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String text(int entries) {
        MemoryLedgers ledgers = new MemoryLedgers(new VirtualTimeline(MOMENT), JSON);
        try (Ledger ledger = ledgers.open(OPERATION, "bench")) {
            for (int i = 0; i < entries; i++) {
                ledger.append(FACT);
            }
        }
        return ledgers.text(OPERATION).orElseThrow();
    }

    @Benchmark
    public Entry append(OnDisk disk) {
        return disk.ledger.append(FACT);
    }

    @Benchmark
    public long force(Bare bare) throws IOException {
        bare.line.rewind();
        while (bare.line.hasRemaining()) {
            bare.channel.write(bare.line);
        }
        bare.channel.force(false);
        return bare.channel.position();
    }

    @Benchmark
    public History verify(Stored stored) {
        return Chain.read(OPERATION, stored.text, JSON);
    }

    @Benchmark
    public byte[] sha256(Stored stored) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(stored.bytes);
    }
}
