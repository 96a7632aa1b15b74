package io.labelmint.dr.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The score on twenty described estates, against the published formula worked out by hand. */
class HealthScoreTest {
    @TestFactory
    Stream<DynamicTest> itIsWhatTheFormulaComesToByHand() throws IOException {
        return Described.all().stream()
                .map(estate -> dynamicTest((String) estate.fields().get("name"), () -> {
                    HealthScore score = HealthScore.of(Marks.of(estate.estate(), estate.condition()));

                    // The arithmetic beside each estate is worked out as it is written, in no code of the score.
                    int byHand = (int) Math.floor(Arithmetic.of(estate.byHand()) + 1e-9);
                    assertThat(estate.hard() ? Math.min(49, byHand) : byHand).isEqualTo(estate.score());
                    assertThat(score.value()).isEqualTo(estate.score());
                    assertThat(!score.hardFails().isEmpty()).isEqualTo(estate.hard());
                }));
    }

    @Test
    void thereAreTwentyOfThem() throws IOException {
        assertThat(Described.all()).hasSize(20);
    }

    @Test
    void thePartsAreAHundred() {
        assertThat(Part.all()).isEqualTo(100);
    }

    @Test
    void theThreeFixesWorthMostAreNamedAndWhatLiftsTheCapComesFirst() throws IOException {
        Described estate = described("the smallest estate whose cache is lost with its region");
        List<HealthScore.Fix> fixes =
                HealthScore.of(Marks.of(estate.estate(), estate.condition())).fixes();

        // It is capped. Restores: 20 * 1/2 for the only one of sessions, 20 * 1/2 * 1/2 for each of orders-db; copies:
        // 20/2 * 1/2.
        assertThat(fixes).extracting(HealthScore.Fix::points).containsExactly("10.0", "5.0", "5.0");
        assertThat(fixes).extracting(HealthScore.Fix::hard).containsOnly(true);
        assertThat(fixes.get(0).words()).startsWith("Test the restore of sessions");
        assertThat(fixes.get(1).words()).isEqualTo("Mend sessions redis.region-loss-recovery-point.");
    }

    @Test
    void oneThingToDoThatMendsManyMarksIsOneFix() throws IOException {
        Described estate = described("nobody looked for two days");
        List<HealthScore.Fix> fixes =
                HealthScore.of(Marks.of(estate.estate(), estate.condition())).fixes();

        assertThat(fixes.get(0).words()).startsWith("Have the daily job look");
        assertThat(fixes.get(0).points()).as("15 + 20 + 19.17 + 4").isEqualTo("58.1");
    }

    private static Described described(String name) throws IOException {
        return Described.all().stream()
                .filter(estate -> ((String) estate.fields().get("name")).startsWith(name))
                .findFirst()
                .orElseThrow();
    }
}
