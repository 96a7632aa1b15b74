package io.labelmint.dr.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.PackReading;
import io.labelmint.dr.evidence.report.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a page shows of a run is put in order and limited. */
class RunViewTest {
    private static final String HOSTILE = "</text><script>alert(\"1\")</script>'&\u202E";

    @Test
    void redComesFirst() {
        RunView view = view(List.of(
                finding("a", "orders-db", Verdict.PASSED),
                finding("b", "orders-db", Verdict.FAILED),
                finding("c", "sessions", Verdict.PASSED)));
        assertThat(view.getGroups()).extracting(RunView.Group::title).containsExactly("orders-db", "sessions");
        RunView.Group first = view.getGroups().get(0);
        assertThat(first.reds()).extracting(FindingView::check).containsExactly("b");
        assertThat(first.greens()).extracting(FindingView::check).containsExactly("a");
    }

    @Test
    void whatIsNotTestedIsRed() {
        RunView view = view(List.of(finding("a", "orders-db", Verdict.NOT_TESTED)));
        assertThat(view.isGreen()).isFalse();
        assertThat(view.getGroups().get(0).reds()).hasSize(1);
    }

    @Test
    void showsNoMoreThanAReaderCanTakeInAndTheRedOnesOfIt() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            findings.add(finding("check" + i, "orders-db", i % 25 == 24 ? Verdict.FAILED : Verdict.PASSED));
        }
        RunView view = view(findings);
        List<FindingView> shown = view.getGroups().stream()
                .flatMap(group -> group.findings().stream())
                .toList();
        assertThat(shown).hasSize(RunView.MOST_FINDINGS);
        assertThat(shown.stream().filter(finding -> finding.sign().red())).hasSize(20);
        assertThat(view.getMoreFindings()).isEqualTo(450);
    }

    @Test
    void limitsTablesAndPictures() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            findings.add(finding("check" + i, "topic" + i, Verdict.PASSED));
        }
        RunView view = view(findings);
        assertThat(view.getMatrices()).allSatisfy(matrix -> {
            assertThat(matrix.columns()).hasSizeLessThanOrEqualTo(12);
            assertThat(matrix.rows()).hasSizeLessThanOrEqualTo(40);
            assertThat(matrix.rows()).allSatisfy(row -> assertThat(row.cells()).hasSameSizeAs(matrix.columns()));
        });
        assertThat(view.getMatrices()).anyMatch(matrix -> matrix.more() > 0);
        assertThat(view.getPictures())
                .allSatisfy(picture -> assertThat(picture.svg()).hasSizeLessThan(60_000));
    }

    @Test
    void picturesHoldNoMarkupOfTheEstateAndSayWhatTheyShow() {
        RunView view = view(List.of(age(HOSTILE), finding("a", HOSTILE, Verdict.FAILED)), HOSTILE);
        assertThat(view.getPictures()).isNotEmpty().allSatisfy(picture -> {
            assertThat(picture.svg()).doesNotContain("<script", "\u202E");
            assertThat(picture.svg()).contains("role=\"img\"", "aria-labelledby=", "<title id=", "<desc id=");
        });
    }

    @Test
    void picturesOfAPageFollowItsColoursAndShareNoId() {
        RunView view = view(List.of(age("orders-db"), finding("a", "orders-db", Verdict.FAILED)));
        List<String> ids = view.getPictures().stream()
                .flatMap(picture -> java.util.regex.Pattern.compile(" id=\"([^\"]+)\"")
                        .matcher(picture.svg())
                        .results()
                        .map(match -> match.group(1)))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
        assertThat(view.getPictures())
                .allSatisfy(picture ->
                        assertThat(picture.svg()).contains("var(--dr-").doesNotContain("=\"#"));
    }

    @Test
    void invisibleCharactersAreSpelledOut() {
        RunView view = view(List.of(finding("a", HOSTILE, Verdict.FAILED)));
        assertThat(view.getGroups().get(0).findings().get(0).subject())
                .isEqualTo(VisibleText.of(HOSTILE))
                .doesNotContain("\u202E");
    }

    @Test
    void aStoreNothingWasFoundOutAboutIsShown() {
        RunView view = view(List.of(finding("a", "orders-db", Verdict.PASSED)));
        assertThat(view.isGreen()).isFalse();
        assertThat(view.getUncovered()).anyMatch(red -> red.subject().equals("sessions"));
        assertThat(view.getUndone()).isEmpty();
    }

    @Test
    void thePageShowsWhatWasFoundBeforeWhatNobodyLookedAt() throws IOException {
        String page =
                Files.readString(Path.of("src/main/resources/io/labelmint/dr/jenkins/report/RunPage/findings.jelly"));

        assertThat(page)
                .containsSubsequence("${view.undone}", "${group.red()}", "${view.uncovered}", "${!group.red()}");
    }

    private static RunView view(List<Finding> findings) {
        return view(findings, "orders-db");
    }

    private static RunView view(List<Finding> findings, String store) {
        return Samples.view(findings, List.of(Samples.store(store), Samples.store("sessions")), 0);
    }

    private static Finding finding(String check, String subject, Verdict verdict) {
        return Samples.finding(check, subject, verdict, new TreeMap<>());
    }

    private static Finding age(String subject) {
        TreeMap<String, String> facts = new TreeMap<>();
        facts.put("ageSeconds", "60");
        facts.put("rpoSeconds", "3600");
        return Samples.finding("postgres.recovery-point", subject, Verdict.PASSED, facts);
    }

    /** Evidence made by hand, in place of that of a real run. */
    static final class Samples {
        private Samples() {}

        static Evidence.Subject store(String id) {
            return new Evidence.Subject(id, "PostgreSQL", 3600, 14_400);
        }

        static Finding finding(String check, String subject, Verdict verdict, SortedMap<String, String> facts) {
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

        /** A run of the rehearsal's kind, {@code days} after the first. */
        static RunView view(List<Finding> findings, List<Evidence.Subject> stores, int days) {
            return view(findings, stores, days, io.labelmint.dr.ledger.RunKind.REHEARSAL);
        }

        static RunView view(
                List<Finding> findings, List<Evidence.Subject> stores, int days, io.labelmint.dr.ledger.RunKind kind) {
            Evidence real = SamplePack.ended().evidence();
            Evidence evidence = new Evidence(
                    real.schema(),
                    real.run(),
                    kind,
                    real.title(),
                    real.estate(),
                    real.estateDigest(),
                    real.regions(),
                    real.actor(),
                    real.version(),
                    real.started().plus(java.time.Duration.ofDays(days)),
                    real.ended().plus(java.time.Duration.ofDays(days)).plusSeconds(120),
                    stores,
                    List.of(),
                    findings);
            return RunView.of(
                    real.run().value(), new PackReading(Optional.of(evidence), Optional.of("digest"), List.of()), "");
        }
    }
}
