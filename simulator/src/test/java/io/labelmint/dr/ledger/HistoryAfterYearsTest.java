package io.labelmint.dr.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.PastRun;
import io.labelmint.dr.job.PastRuns;
import io.labelmint.dr.job.RunsWanted;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a history costs of an estate whose runs lie in a bucket: names tell the newest, and nothing else is read. */
final class HistoryAfterYearsTest {
    private static final Json JSON = new Json(List.of());
    private static final int NEWEST = 20;
    private static final Set<Job.Type> ALL = EnumSet.allOf(Job.Type.class);
    private static final EnumSet<Job.Type> ROUTINE = EnumSet.of(Job.Type.CHECK, Job.Type.HEARTBEAT);

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2024-01-05T02:00:00Z"));
    private final BucketFixture bucket = new BucketFixture(timeline, JSON);
    private final BucketLedgers ledgers = bucket.ledgers(new MemoryLedgers(timeline, JSON));
    private final Estate estate =
            EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));

    /** What the last history cost: objects that were read, and listings. */
    private long reads;

    private long lists;

    @BeforeEach
    void aHundredDays() {
        days(100);
    }

    @Test
    void moreYearsAreMoreNamesAndNoMoreToRead() {
        PastRuns first = history(wanted(Optional.of(NEWEST)));
        // Twenty of what has a day in its name, three drills and two moves, each by its names and its mark.
        assertThat(reads).isEqualTo(NEWEST + 3 + 2);
        assertThat(lists).as("the names of 13 jobs").isEqualTo(reads + 13);
        assertThat(first.unread()).isEqualTo(100 + 14 - NEWEST);

        days(100);

        PastRuns second = history(wanted(Optional.of(NEWEST)));
        assertThat(reads).isEqualTo(NEWEST + 7 + 3);
        assertThat(lists).isEqualTo(reads + 13);
        assertThat(second.unread()).isEqualTo(200 + 28 - NEWEST);
    }

    @Test
    void theyAreTheNewestWhateverTheyDid() {
        List<PastRun> runs = history(wanted(Optional.of(NEWEST))).of(RunKind.REAL);

        assertThat(runs)
                .hasSize(NEWEST + 2)
                .extracting(PastRun::began)
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(runs)
                .extracting(run -> run.title().replaceFirst(" .*", ""))
                .contains("daily", "restore-test", "failover")
                .doesNotContain("check", "notice", "backup");
        assertThat(runs.stream()
                        .limit(NEWEST)
                        .filter(run -> !run.title().startsWith("failover"))
                        .map(PastRun::began)
                        .min(Instant::compareTo)
                        .orElseThrow())
                .isAfter(timeline.now().minus(Duration.ofDays(19)));
    }

    @Test
    void whatCannotMatchIsNotRead() {
        assertThat(history(new RunsWanted(Optional.of(RunKind.DRILL), ALL, Optional.empty(), Optional.empty()))
                        .of(RunKind.DRILL))
                .hasSize(3);
        assertThat(reads).isEqualTo(3);
        assertThat(lists).isEqualTo(3 + 1);

        LocalDate since = LocalDate.parse("2024-04-10");
        PastRuns tests = history(
                new RunsWanted(Optional.empty(), Set.of(Job.Type.RESTORE_TEST), Optional.of(since), Optional.empty()));
        assertThat(tests.of(RunKind.REAL)).hasSize(1);
        assertThat(tests.unread()).isZero();
        assertThat(reads).isEqualTo(1);
        assertThat(lists).isEqualTo(1 + 1);
    }

    @Test
    void whoAsksForAllGetsThemAll() {
        PastRuns all = history(new RunsWanted(Optional.empty(), ALL, Optional.empty(), Optional.empty()));

        assertThat(all.of(RunKind.REAL)).hasSize(100 + 14 + 100 + 2);
        assertThat(all.of(RunKind.DRILL)).hasSize(3);
        assertThat(all.unread()).isZero();
        assertThat(all.unreadable()).isEmpty();
    }

    private static RunsWanted wanted(Optional<Integer> most) {
        return new RunsWanted(Optional.empty(), EnumSet.complementOf(ROUTINE), Optional.empty(), most);
    }

    /** As a machine sees it that has seen nothing before. */
    private PastRuns history(RunsWanted wanted) {
        long read = calls("GetObject");
        long listed = calls("ListObjectsV2");
        PastRuns runs = PastRuns.of(bucket.ledgers(new MemoryLedgers(timeline, JSON)), estate, wanted);
        reads = calls("GetObject") - read;
        lists = calls("ListObjectsV2") - listed;
        return runs;
    }

    /** Days with a backup of a store, a daily run that tells and a check each; restore tests, drills and moves now and then. */
    private void days(int days) {
        for (int i = 0; i < days; i++) {
            int day = (int) Duration.between(Instant.EPOCH, timeline.now()).toDays();
            ended("backup", "orders-db", Slots.day(timeline.now()), false);
            OperationId daily = ended("daily", estate.name(), Slots.day(timeline.now()), true);
            ended(new OperationId("notice-1-" + daily), "notice", false);
            ended("check", estate.name(), Slots.minute(timeline.now()), true);
            if (day % 7 == 0) {
                ended("restore-test", estate.name(), Slots.day(timeline.now()), true);
            }
            if (day % 30 == 0) {
                ended("drill", estate.name(), Slots.day(timeline.now()), true);
            }
            if (day % 70 == 0) {
                ended("failover", estate.name(), "%04d".formatted(day / 70), true);
            }
            timeline.runUntil(timeline.now().plus(Duration.ofDays(1)));
        }
    }

    private OperationId ended(String kind, String subject, String slot, boolean run) {
        return ended(OperationId.scheduled(estate.name(), kind, subject, slot), kind, run);
    }

    private OperationId ended(OperationId id, String kind, boolean run) {
        try (Ledger ledger = ledgers.open(id, "test")) {
            ledger.append(new Fact.Opened(
                    kind.equals("drill") ? RunKind.DRILL : RunKind.REAL,
                    kind + " of a day",
                    estate.name(),
                    estate.digest(),
                    "test",
                    new TreeMap<>(run ? Map.of("job", kind) : Map.of()),
                    Optional.empty(),
                    Optional.empty()));
            ledger.append(new Fact.Closed(true));
        }
        return id;
    }

    private long calls(String operation) {
        return bucket.world.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .count();
    }
}
