package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code dr status} shows of a folder that has seen years. */
class StatusTest {
    private static final Json JSON = Capabilities.json();

    @TempDir
    private Path state;

    private final StringWriter out = new StringWriter();

    @Test
    void whatIsOpenIsShownHoweverOldAndOfWhatEndedTheLastWeek() throws IOException {
        Instant now = Instant.now();
        Instant longAgo = now.minus(Duration.ofDays(400));
        ledger("backup-orders-db-" + day(longAgo) + "-0a1b2c3d", longAgo, true);
        ledger("backup-billing-db-" + day(longAgo) + "-0a1b2c3d", longAgo, false);
        ledger("daily-acme-" + day(now) + "-0a1b2c3d", now, true);
        ledger("check-acme-" + day(longAgo) + "-0015-0a1b2c3d", longAgo, false);

        assertThat(dr("status")).isEqualTo(ExitCode.RED);

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("OPEN      backup-billing-db-"),
                        line -> assertThat(line).startsWith("done      daily-acme-"),
                        line -> assertThat(line).startsWith("1 more ended more than 7 days ago: --all"));
        out.getBuffer().setLength(0);
        dr("status", "--all");
        assertThat(out.toString()).contains("done      backup-orders-db-").contains("OPEN      check-acme-");
    }

    @Test
    void thatEverythingEndedLongAgoIsNotCalledNothing() throws IOException {
        Instant before = Instant.now().minus(Duration.ofDays(9));
        ledger("daily-acme-" + day(before) + "-0a1b2c3d", before, true);

        assertThat(dr("status")).isEqualTo(ExitCode.GREEN);

        assertThat(out.toString()).startsWith("Nothing is open in ").contains("1 more ended");
    }

    /** As `dr rehearse` needs no estate file, so does nobody who asks what was rehearsed. */
    @Test
    void whatWasRehearsedWithoutAnEstateFileIsToldWithoutOne() {
        String folder = state.resolve("rehearsal").toString();
        execute("rehearse", "check", "--folder", folder);
        out.getBuffer().setLength(0);

        assertThat(execute("history", "--rehearsal", folder)).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains("check-labelmint-production-");
        out.getBuffer().setLength(0);
        execute("status", "--rehearsal", folder);
        assertThat(out.toString()).contains("check-labelmint-production-");
    }

    private static String day(Instant moment) {
        return Slots.day(moment);
    }

    private void ledger(String id, Instant at, boolean ended) throws IOException {
        FileLedgers ledgers = new FileLedgers(state.resolve("ledgers"), new VirtualTimeline(at), JSON);
        try (Ledger ledger = ledgers.open(new OperationId(id), "test")) {
            ledger.append(new Fact.Opened(
                    RunKind.REAL,
                    "Something",
                    "acme",
                    "0".repeat(64),
                    "test",
                    new TreeMap<>(),
                    Optional.empty(),
                    Optional.empty()));
            if (ended) {
                ledger.append(new Fact.Closed(true));
            }
        }
        Files.setLastModifiedTime(state.resolve("ledgers").resolve(id + ".jsonl"), FileTime.from(at));
    }

    private int dr(String command, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = command;
        arguments[1] = "--state";
        arguments[2] = state.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return execute(arguments);
    }

    private int execute(String... arguments) {
        CommandLine line = Dr.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }
}
