package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dr history} tells of ledgers of all kinds, whole and broken, that lie in one folder. */
final class HistoryCommandTest {
    private static final String ESTATE = "acme-production";
    private static final Fact GREEN = found(Verdict.PASSED);
    private static final Fact RED = found(Verdict.FAILED);

    @TempDir
    Path state;

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FileLedgers ledgers;

    @BeforeEach
    void keep() {
        ledgers = new FileLedgers(state.resolve("ledgers"), timeline, Capabilities.json());
    }

    @Test
    void kindsAreInTablesOfTheirOwnAndInEveryRow() {
        run("daily", RunKind.REAL, "Daily of long ago", GREEN, new Fact.Closed(true));
        run("drill", RunKind.DRILL, "Drill of acme", RED, new Fact.Closed(false));
        run("daily", RunKind.REHEARSAL, "Daily that was rehearsed", GREEN, new Fact.Closed(true));
        run("daily", RunKind.REAL, "Daily of today", GREEN, new Fact.Closed(true));

        assertThat(history()).as(err.toString()).isEqualTo(ExitCode.GREEN);

        assertThat(out.toString().lines().filter(line -> !line.isBlank()))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Real, on AWS: 2 runs"),
                        line -> assertThat(line).contains("BEGAN", "TOOK", "RESULT"),
                        line -> assertThat(line)
                                .startsWith("  REAL ")
                                .contains(
                                        "2026-01-05 05:00:00 UTC",
                                        "1 min",
                                        "green, 1 check",
                                        "Daily of today",
                                        "daily-acme-production-20260105-0500-"),
                        line -> assertThat(line).startsWith("  REAL ").contains("Daily of long ago"),
                        line -> assertThat(line).isEqualTo("Drill, on isolated copies in AWS: 1 run"),
                        line -> assertThat(line).contains("BEGAN"),
                        line -> assertThat(line).startsWith("  DRILL ").contains("RED, 1 of 1 check"),
                        line -> assertThat(line).isEqualTo("Rehearsal, on simulated AWS: 1 run"),
                        line -> assertThat(line).contains("BEGAN"),
                        line -> assertThat(line).startsWith("  REHEARSAL ").contains("Daily that was rehearsed"));
    }

    @Test
    void aRunThatIsOpenSaysWhyAndHasTakenNoTimeYet() {
        run("daily", RunKind.REAL, "Daily of acme", GREEN);
        run(
                "daily",
                RunKind.REAL,
                "Daily that stopped",
                new Fact.Suspended(Problem.of("aws.silent", "us-west-2 does not answer.", "Wait.")));

        assertThat(history("--kind", "real")).isEqualTo(ExitCode.GREEN);

        assertThat(out.toString())
                .containsPattern("REAL .* UTC  -  +OPEN +Daily of acme")
                .containsPattern("REAL .* UTC  -  +OPEN +Daily that stopped")
                .contains("us-west-2 does not answer.")
                .doesNotContain("Drill", "Rehearsal");
    }

    @Test
    void whatEndedWithoutLookingAtAnythingIsNotGreen() {
        run("daily", RunKind.REAL, "Daily of acme", new Fact.Closed(true));
        history("--kind", "real");
        assertThat(out.toString()).containsPattern("REAL .* RED ").doesNotContain("green");
    }

    @Test
    void aLedgerThatCannotBeReadIsNamedAndHidesNothing() throws Exception {
        run("daily", RunKind.REAL, "Daily of acme", GREEN, new Fact.Closed(true));
        OperationId drill = run("drill", RunKind.DRILL, "Drill of acme", GREEN, new Fact.Closed(true));
        Path file = state.resolve("ledgers/" + drill + ".jsonl");
        Files.writeString(file, Files.readString(file).replace("Drill of acme", "Daily of acme"));

        assertThat(history()).isEqualTo(ExitCode.RED);

        assertThat(out.toString())
                .contains("Daily of acme", "No drill is recorded here", "nobody knows what they are of: 1")
                .containsPattern("  " + drill + ": .*ledger");
        history("--json");
        List<?> unreadable = (List<?>) json().get("unreadable");
        assertThat(unreadable).hasSize(1);
        assertThat(((Map<?, ?>) unreadable.get(0)).get("operation")).isEqualTo(drill.value());
    }

    @Test
    void onlyTheNewestAreShownAndTheOthersCounted() {
        for (int i = 1; i <= 5; i++) {
            run("daily", RunKind.REAL, "Daily " + i, GREEN, new Fact.Closed(true));
        }
        history("--last", "2");
        assertThat(out.toString())
                .contains(
                        "Real, on AWS: 2 runs shown", "Daily 5", "Daily 4", "3 older runs not shown nor read: --last N")
                .contains("None among those that were read. Each rehearsal keeps its records in its own folder")
                .doesNotContain("Daily 3");
        assertThat(history("--last", "0")).isEqualTo(ExitCode.MISUSED);
        assertThat(err.toString()).contains("name at least 1");
        assertThat(history("--kind", "practice")).isEqualTo(ExitCode.MISUSED);
    }

    @Test
    void checksAndHeartbeatsAreShownToWhoAsksForThem() {
        run("check", RunKind.REAL, "Check of acme", GREEN, new Fact.Closed(true));
        run("heartbeat", RunKind.REAL, "Heartbeat of acme", GREEN, new Fact.Closed(true));
        run("daily", RunKind.REAL, "Daily of acme", GREEN, new Fact.Closed(true));

        history();
        assertThat(out.toString()).contains("Daily of acme").doesNotContain("Check of", "Heartbeat of", "not shown");
        history("--job", "check");
        assertThat(out.toString()).contains("Check of acme").doesNotContain("Heartbeat of", "Daily of");
        history("--all");
        assertThat(out.toString()).contains("Check of acme", "Heartbeat of acme", "Daily of acme");
        history("--job", "review");
        assertThat(out.toString()).contains("None among those that were read.").doesNotContain("recorded here");
        assertThat(history("--job", "cheque")).isEqualTo(ExitCode.MISUSED);
        assertThat(err.toString()).contains("There is no job 'cheque'");
    }

    @Test
    void whatIsMadeForAnEarlierDayIsNotShown() {
        run("daily", RunKind.REAL, "Daily of long ago", GREEN, new Fact.Closed(true));
        run("failover", RunKind.REAL, "Failover of long ago", GREEN, new Fact.Closed(true));
        timeline.runUntil(timeline.now().plus(Duration.ofDays(2)));
        for (int i = 1; i <= 21; i++) {
            run("backup", RunKind.REAL, "Backup " + i, GREEN, new Fact.Closed(true));
        }
        history("--since", "2026-01-07");
        assertThat(out.toString())
                .contains("Real, on AWS: 21 runs\n", "Backup 21", "Backup 1 ")
                .doesNotContain("long ago", "not shown");
        history("--last", "21");
        assertThat(out.toString())
                .contains("Backup 1 ", "2 older runs not shown, 1 of them not read: ")
                .doesNotContain("long ago");
        assertThat(history("--since", "yesterday")).isEqualTo(ExitCode.MISUSED);
        assertThat(err.toString()).contains("'yesterday' is no day. Write one as 2026-01-31.");
    }

    @Test
    void partsOfRunsHeartbeatsAndOtherEstatesAreNoRunsOfIt() {
        append(id("backup"), opened(RunKind.REAL, "Part of a run", ESTATE, ""), new Fact.Closed(true));
        append(id("heartbeat"), opened(RunKind.REAL, "Heartbeat", ESTATE, "heartbeat"), new Fact.Closed(true));
        append(id("daily"), opened(RunKind.REAL, "Of somebody else", "other", "daily"), new Fact.Closed(true));

        assertThat(history()).isEqualTo(ExitCode.GREEN);

        assertThat(out.toString())
                .contains(
                        "Real, on AWS: 0 runs",
                        "No real run is recorded here, checks and heartbeats aside: `dr run daily` makes one")
                .contains("No drill is recorded here: hold one with `dr run drill`")
                .contains("No rehearsal is recorded here")
                .doesNotContain("Part of a run", "Heartbeat", "somebody else");
    }

    @Test
    void aMoveTellsInHowLongItRecoveredAndWhatWasLost() throws Exception {
        TreeMap<String, String> time = new TreeMap<>();
        time.put("askedAt", "2026-01-05T02:00:00Z");
        time.put("servedAt", "2026-01-05T02:52:10Z");
        time.put("rtoSeconds", "3000");
        TreeMap<String, String> loss = new TreeMap<>();
        loss.put("shown", "about 4 s, about 2.0 MB of log; last safe moment 2026-01-05T01:59:56Z (replica lag)");
        run(
                "failover",
                RunKind.REAL,
                "Failover of acme",
                new Fact.Found(List.of(
                        finding("failover.recovery-time", ESTATE, Verdict.FAILED, time),
                        finding("failover.loss", "orders-db", Verdict.PASSED, loss))),
                new Fact.Closed(false));

        history();

        assertThat(out.toString())
                .contains("recovered in 52 min 10 s of 50 min 0 s, MISSED; lost: orders-db about 4 s\n");
        history("--json", "--kind", "real");
        Map<?, ?> run =
                (Map<?, ?>) ((List<?>) ((Map<?, ?>) ((Map<?, ?>) json().get("history")).get("real")).get("runs"))
                        .get(0);
        assertThat(run.get("recoverySeconds")).hasToString("3130");
        assertThat(run.get("rtoKept")).isEqualTo(false);
        assertThat(run.get("result")).isEqualTo("red");
        assertThat(run.get("losses")).isEqualTo(Map.of("orders-db", loss.get("shown")));
    }

    private Map<?, ?> json() throws Exception {
        return new com.fasterxml.jackson.databind.ObjectMapper().readValue(out.toString(), Map.class);
    }

    /** A run of a minute, and an hour until the next. */
    private OperationId run(String job, RunKind kind, String title, Fact... facts) {
        Fact[] all = new Fact[facts.length + 1];
        all[0] = opened(kind, title, ESTATE, job);
        System.arraycopy(facts, 0, all, 1, facts.length);
        OperationId id = id(job);
        append(id, all);
        timeline.runUntil(timeline.now().plus(Duration.ofHours(1)).minus(Duration.ofMinutes(1)));
        return id;
    }

    /** The name of a run that is begun now; moves are numbered. */
    private OperationId id(String job) {
        String slot = job.equals("failover") ? "0001" : Slots.minute(timeline.now());
        return OperationId.scheduled(ESTATE, job, ESTATE, slot);
    }

    private void append(OperationId id, Fact... facts) {
        try (Ledger ledger = ledgers.open(id, "test")) {
            for (int i = 0; i < facts.length; i++) {
                if (i == facts.length - 1) {
                    timeline.runUntil(timeline.now().plus(Duration.ofMinutes(1)));
                }
                ledger.append(facts[i]);
            }
        }
    }

    private static Fact opened(RunKind kind, String title, String estate, String job) {
        TreeMap<String, String> request = new TreeMap<>();
        if (!job.isEmpty()) {
            request.put("job", job);
        }
        return new Fact.Opened(kind, title, estate, "digest", "test", request, Optional.empty(), Optional.empty());
    }

    private static Fact found(Verdict verdict) {
        return new Fact.Found(List.of(finding("postgres.recovery-point", "orders-db", verdict, new TreeMap<>())));
    }

    private static Finding finding(String check, String subject, Verdict verdict, SortedMap<String, String> facts) {
        return new Finding(
                check,
                subject,
                verdict,
                "Something about " + subject + ".",
                facts,
                "RPO 1 h",
                List.of("SOC 2 A1.2"),
                verdict == Verdict.PASSED ? Optional.empty() : Optional.of("Do something."));
    }

    private int history(String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = new String[options.length + 5];
        all[0] = "history";
        all[1] = "--estate";
        all[2] = Path.of(System.getProperty("dr.root"), "examples", "minimal.yaml")
                .toString();
        all[3] = "--state";
        all[4] = state.toString();
        System.arraycopy(options, 0, all, 5, options.length);
        return Dr.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
