package io.labelmint.dr.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FakeJob;
import hudson.model.FakeRun;
import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Flaw;
import io.labelmint.dr.evidence.PackReading;
import io.labelmint.dr.jenkins.report.JobHistory.Row;
import io.labelmint.dr.jenkins.report.JobHistory.Table;
import io.labelmint.dr.jenkins.report.JobTrend.Build;
import io.labelmint.dr.ledger.RunKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history of a job keeps what was real, drills and rehearsals apart, whatever became of their packs. */
class JobHistoryTest {
    @TempDir
    private Path home;

    @Test
    void eachKindIsInATableOfItsOwnAndInEveryRow() {
        JobHistory history = history(
                new Build(4, List.of(run(RunKind.REHEARSAL))),
                new Build(3, List.of(run(RunKind.REAL))),
                new Build(2, List.of(run(RunKind.DRILL))),
                new Build(1, List.of(run(RunKind.REAL))));

        assertThat(history.getTables()).extracting(Table::heading).containsExactly("Real", "Drills", "Rehearsals");
        assertThat(table(history, "Real").rows()).extracting(Row::number).containsExactly(3, 1);
        assertThat(table(history, "Real").rows()).extracting(Row::label).containsOnly("Real");
        assertThat(table(history, "Drills").rows()).singleElement().satisfies(row -> {
            assertThat(row.label()).isEqualTo("Drill");
            assertThat(row.title()).startsWith("Drill: ");
        });
        assertThat(table(history, "Rehearsals").rows()).singleElement().satisfies(row -> {
            assertThat(row.label()).isEqualTo("Rehearsal");
            assertThat(row.title()).startsWith("Rehearsal: ");
        });
        assertThat(history.getTables())
                .filteredOn(Table::marked)
                .extracting(Table::heading)
                .containsExactly("Drills", "Rehearsals");
    }

    @Test
    void aKindThatIsNotThereIsSaidWithWhatToDo() {
        JobHistory history = history(new Build(1, List.of(run(RunKind.REAL))));
        assertThat(table(history, "Drills").sentence())
                .startsWith("No drill is kept by this job.")
                .contains("drDrill");
        assertThat(table(history, "Rehearsals").sentence())
                .startsWith("No rehearsal is kept by this job.")
                .contains("rehearsal: true");

        JobHistory more = JobHistory.of(List.of(new Build(900, List.of(run(RunKind.REAL)))), 0, false);
        assertThat(table(more, "Drills").sentence())
                .as("there may be one in what was not read")
                .startsWith("No drill is among those.");
    }

    @Test
    void aRunThatRecoveredEverythingTellsHowLongThatTook() {
        TreeMap<String, String> facts = new TreeMap<>();
        facts.put("askedAt", "2026-11-22T02:00:00.5Z");
        facts.put("servedAt", "2026-11-22T02:52:10.5Z");
        facts.put("rtoSeconds", "3000");
        Finding missed = RunViewTest.Samples.finding("failover.recovery-time", "acme", Verdict.FAILED, facts);

        JobHistory history =
                history(new Build(2, List.of(run(RunKind.REAL, missed))), new Build(1, List.of(run(RunKind.DRILL))));

        assertThat(table(history, "Real").rows()).singleElement().satisfies(row -> {
            assertThat(row.recovery()).isEqualTo("52 min 10 s of 50 min 0 s");
            assertThat(row.inTime()).isFalse();
            assertThat(row.outcome()).isEqualTo("1 of 1 checks red");
        });
        assertThat(table(history, "Real").recovers()).isTrue();
        assertThat(table(history, "Drills").recovers()).isFalse();
    }

    @Test
    void aRowCountsTheChecksAsTheLogOfTheRunDoesAndSaysWhatElseIsRed() {
        Finding budget = RunViewTest.Samples.finding("drill.budget", "acme", Verdict.FAILED, new TreeMap<>());
        Finding good = RunViewTest.Samples.finding("metrics.published", "acme", Verdict.PASSED, new TreeMap<>());
        RunView refused = RunViewTest.Samples.view(
                List.of(budget, good),
                List.of(RunViewTest.Samples.store("orders-db"), RunViewTest.Samples.store("sessions")),
                0,
                RunKind.DRILL);
        RunView unseen = RunViewTest.Samples.view(
                List.of(good), List.of(RunViewTest.Samples.store("orders-db")), 0, RunKind.REAL);

        JobHistory history = history(new Build(2, List.of(refused)), new Build(1, List.of(unseen)));

        assertThat(table(history, "Drills").rows())
                .extracting(Row::outcome)
                .containsExactly("1 of 2 checks red; 2 stores not looked at");
        assertThat(table(history, "Real").rows()).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo("0 of 1 checks red; 1 store not looked at");
            assertThat(row.green()).isFalse();
        });
        JobTrend trend = JobTrend.of(List.of(new Build(1, List.of(refused))), 0);
        assertThat(trend.getNewest())
                .as("a build counts more, and says so")
                .contains("3 red (checks, operations and stores)");
    }

    @Test
    void whatWasChangedOrIsGoneIsOfNoKindAndMakesNoTrendReal() {
        RunView real = run(RunKind.REAL);
        RunView changed = RunView.of(
                real.getRun(),
                new PackReading(
                        real.evidence(), Optional.of("digest"), List.of(new Flaw("evidence.json", "", "changed"))),
                "");
        RunView gone = RunView.of("check-a", Problem.of("evidence.missing", "It is gone.", "Find it."));
        List<Build> builds =
                List.of(new Build(2, List.of(changed, gone)), new Build(1, List.of(run(RunKind.REHEARSAL))));

        JobHistory history = JobHistory.of(builds, 0, true);

        assertThat(table(history, "Real").rows()).isEmpty();
        assertThat(table(history, "Not known").rows())
                .extracting(Row::outcome)
                .containsExactly("unreadable", "changed");
        assertThat(table(history, "Not known").rows()).noneMatch(row -> row.green() || row.there());
        assertThat(JobTrend.of(builds, 0).isRehearsal()).isTrue();
    }

    @Test
    void aTrendOfDrillsSaysSoAndLeavesRehearsalsOut() {
        JobTrend trend = JobTrend.of(
                List.of(new Build(2, List.of(run(RunKind.REHEARSAL))), new Build(1, List.of(run(RunKind.DRILL)))), 0);
        assertThat(trend.isDrill()).isTrue();
        assertThat(trend.isRehearsal()).isFalse();
        assertThat(trend.getLeftOut()).isEqualTo(1);
        assertThat(trend.getOtherKinds()).isEqualTo("rehearsals");
        assertThat(trend.getPictures())
                .allSatisfy(
                        picture -> assertThat(picture.svg()).contains("DRILL").doesNotContain("REHEARSAL"));
    }

    @Test
    void noMoreRowsThanAReaderCanTakeIn() {
        JobHistory history = history(IntStream.range(0, 50)
                .mapToObj(i -> new Build(50 - i, List.of(run(RunKind.REAL))))
                .toArray(Build[]::new));
        assertThat(table(history, "Real").rows()).hasSize(JobHistory.MOST_ROWS);
        assertThat(table(history, "Real").more()).isEqualTo(20);
    }

    @Test
    void thePageReadsTheNewestPacksOnlyAndWithstandsThoseThatAreGoneOrDamaged() throws IOException {
        FakeJob job = new FakeJob("daily");
        for (int number = 1; number <= 70; number++) {
            kept(job, number, number > 67);
        }
        Path damaged = folder(70);
        Files.writeString(damaged.resolve("evidence.json"), "{");
        delete(folder(69));

        JobHistory history = new DrJobAction(job).getHistory();

        assertThat(history.getExtent()).startsWith("What the newest 60 builds with evidence have kept; older builds");
        assertThat(table(history, "Rehearsals").rows()).singleElement().satisfies(row -> {
            assertThat(row.number()).isEqualTo(68);
            assertThat(row.run()).isEqualTo(SamplePack.run());
        });
        assertThat(table(history, "Not known").rows()).hasSize(JobHistory.MOST_ROWS);
        assertThat(table(history, "Not known").rows()).extracting(Row::number).startsWith(70, 69, 67);
        assertThat(table(history, "Not known").more()).isEqualTo(29);
        assertThat(table(history, "Real").sentence()).startsWith("No real run is among those.");
    }

    @Test
    void whoMayNotReadTheJobIsShownNoHistory() {
        FakeJob job = new FakeJob("daily");
        kept(job, 1, true);
        job.refusing();
        assertThatThrownBy(() -> new DrJobAction(job).getHistory()).isInstanceOf(Jenkins.Refused.class);
    }

    /** A build that has made the run of the sample, with its pack or without. */
    private void kept(FakeJob job, int number, boolean pack) {
        FakeRun build = new FakeRun(home, job, number);
        DrRunAction action = new DrRunAction();
        action.add(SamplePack.run(), SamplePack.ended().pack().digest());
        build.addAction(action);
        job.with(build);
        if (pack) {
            SamplePack.in(build.getRootDir().toPath().resolve(DrRunAction.FOLDER));
        }
    }

    private Path folder(int number) {
        return home.resolve("jobs/daily/builds")
                .resolve(Integer.toString(number))
                .resolve(DrRunAction.FOLDER)
                .resolve(SamplePack.run());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static JobHistory history(Build... builds) {
        return JobHistory.of(List.of(builds), 0, true);
    }

    private static Table table(JobHistory history, String heading) {
        return history.getTables().stream()
                .filter(table -> table.heading().equals(heading))
                .findFirst()
                .orElseThrow();
    }

    private static RunView run(RunKind kind) {
        return run(
                kind,
                RunViewTest.Samples.finding("postgres.recovery-point", "orders-db", Verdict.PASSED, new TreeMap<>()));
    }

    private static RunView run(RunKind kind, Finding finding) {
        return RunViewTest.Samples.view(
                List.of(finding), List.of(RunViewTest.Samples.store(finding.subject())), 0, kind);
    }
}
