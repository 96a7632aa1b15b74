package io.labelmint.dr.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Flaw;
import io.labelmint.dr.evidence.PackReading;
import io.labelmint.dr.jenkins.report.JobTrend.Build;
import io.labelmint.dr.jenkins.report.JobTrend.StoreTrend;
import io.labelmint.dr.ledger.RunKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The trend of a job tells the newest, the worst, and what is not known. */
class JobTrendTest {
    @Test
    void tellsTheNewestAndTheWorst() {
        JobTrend trend = JobTrend.of(List.of(build(3, 60), build(2, 7200), build(1, 120)), 0);
        assertThat(trend.getNewest()).startsWith("Newest: build 3, green");
        assertThat(trend.getWorst()).isEqualTo("Worst: build 2, orders-db: data 2 h old of 1 h allowed.");
        StoreTrend store = trend.getStores().get(0);
        assertThat(store.newest()).isEqualTo("1 min");
        assertThat(store.worst()).isEqualTo("2 h");
        assertThat(store.kept()).isFalse();
    }

    @Test
    void evidenceThatCannotBeReliedOnIsRedAndGivesNoNumbers() {
        RunView gone = RunView.of("check-a", Problem.of("evidence.missing", "It is gone.", "Find it."));
        RunView good = run(60);
        RunView changed = RunView.of(
                good.getRun(),
                new PackReading(
                        good.evidence(), Optional.of("digest"), List.of(new Flaw("evidence.json", "", "changed"))),
                "");
        JobTrend trend = JobTrend.of(List.of(new Build(2, List.of(changed)), new Build(1, List.of(gone))), 0);
        assertThat(trend.getPoints()).hasSize(2).allSatisfy(point -> {
            assertThat(point.green()).isFalse();
            assertThat(point.ages()).isEmpty();
        });
        assertThat(trend.getPictures()).isNotEmpty();
    }

    @Test
    void rehearsalsAreLeftOutAsSoonAsAnythingIsReal() {
        Build real = new Build(2, List.of(run(60, RunKind.REAL)));
        JobTrend trend = JobTrend.of(List.of(build(3, 60), real, build(1, 60)), 0);
        assertThat(trend.isRehearsal()).isFalse();
        assertThat(trend.getLeftOut()).isEqualTo(2);
        assertThat(trend.getPoints()).hasSize(1);
        assertThat(trend.getPictures())
                .allSatisfy(picture -> assertThat(picture.svg()).doesNotContain("REHEARSAL"));
    }

    @Test
    void aTrendOfRehearsalsSaysSoInEveryPicture() {
        JobTrend trend = JobTrend.of(List.of(build(1, 60)), 0);
        assertThat(trend.isRehearsal()).isTrue();
        assertThat(trend.getPictures())
                .allSatisfy(picture -> assertThat(picture.svg()).contains("REHEARSAL"));
        assertThat(trend.getSmallPicture()).contains("REHEARSAL");
    }

    @Test
    void theSameFindingOfTwoRunsOfABuildIsOne() {
        Finding red = RunViewTest.Samples.finding("a", "orders-db", Verdict.FAILED, new TreeMap<>());
        RunView run = RunViewTest.Samples.view(List.of(red), List.of(RunViewTest.Samples.store("orders-db")), 0);
        JobTrend trend = JobTrend.of(List.of(new Build(1, List.of(run, run))), 0);
        assertThat(trend.getPoints().get(0).red()).isEqualTo(1);
    }

    @Test
    void theNumberOfABuildIsBesideItsBar() {
        // The first two builds, a job that has filled half the picture, and one that has filled it.
        for (int builds : List.of(2, 6, 60)) {
            JobTrend trend = JobTrend.of(
                    IntStream.iterate(builds, number -> number - 1)
                            .limit(builds)
                            .mapToObj(number -> build(number, 60))
                            .toList(),
                    0);
            assertThat(trend.getPictures()).isNotEmpty().allSatisfy(picture -> {
                double[] bar = lastBar(picture.svg());
                assertThat(at(picture.svg(), "#" + builds))
                        .as("%s of %d builds", picture.title(), builds)
                        .isBetween(bar[0], bar[1]);
                assertThat(at(picture.svg(), "#1")).isZero();
            });
        }
    }

    @Test
    void showsTheStoresThatUseUpMostAndCountsTheOthers() {
        List<Finding> findings = new ArrayList<>();
        List<io.labelmint.dr.evidence.Evidence.Subject> stores = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> {
            stores.add(RunViewTest.Samples.store("store" + i));
            findings.add(age("store" + i, i * 60));
        });
        JobTrend trend = JobTrend.of(List.of(new Build(1, List.of(RunViewTest.Samples.view(findings, stores, 0)))), 0);
        assertThat(trend.getStores()).hasSize(12);
        assertThat(trend.getStores().get(0).name()).isEqualTo("store39");
        assertThat(trend.getMoreStores()).isEqualTo(28);
    }

    @Test
    void anEmptyTrendIsNone() {
        assertThat(JobTrend.of(List.of(), 3).isThere()).isFalse();
    }

    /** Where the bar that is most to the right begins and ends, in percent. */
    private static double[] lastBar(String svg) {
        return Pattern.compile("<rect x=\"([0-9.]+)%\" y=\"[0-9]+\" width=\"([0-9.]+)%\"")
                .matcher(svg)
                .results()
                .map(box -> new double[] {
                    Double.parseDouble(box.group(1)),
                    Double.parseDouble(box.group(1)) + Double.parseDouble(box.group(2))
                })
                .max(Comparator.comparingDouble(bar -> bar[0]))
                .orElseThrow();
    }

    /** Where {@code text} begins or ends, in percent. */
    private static double at(String svg, String text) {
        Matcher place =
                Pattern.compile("<text x=\"([0-9.]+)%\"[^>]*>" + text + "<").matcher(svg);
        assertThat(place.find()).as(text).isTrue();
        return Double.parseDouble(place.group(1));
    }

    private static Build build(int number, int age) {
        return new Build(number, List.of(run(age)));
    }

    private static RunView run(int age) {
        return run(age, RunKind.REHEARSAL);
    }

    private static RunView run(int age, RunKind kind) {
        return RunViewTest.Samples.view(
                List.of(age("orders-db", age)), List.of(RunViewTest.Samples.store("orders-db")), 0, kind);
    }

    private static Finding age(String store, int seconds) {
        TreeMap<String, String> facts = new TreeMap<>();
        facts.put("ageSeconds", String.valueOf(seconds));
        facts.put("rpoSeconds", "3600");
        return RunViewTest.Samples.finding("postgres.recovery-point", store, Verdict.PASSED, facts);
    }
}
