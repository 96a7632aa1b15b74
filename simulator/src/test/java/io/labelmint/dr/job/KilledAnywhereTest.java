package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daily job is killed before and after every entry of every ledger, and gone on with by another process. */
class KilledAnywhereTest {
    private static final long SEED = 7;

    @Test
    void theDailyJobOfTheExampleIsGreen() {
        Evidence evidence = new Trial(Trial.example("labelmint-production.yaml"), SEED)
                .process(-1)
                .orElseThrow();

        assertThat(evidence.findings()).filteredOn(finding -> !finding.green()).isEmpty();
        assertThat(evidence.green()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal.yaml", "labelmint-production.yaml"})
    void whereverItIsKilledItEndsAsIfItHadNotBeen(String example) {
        Trial whole = new Trial(Trial.example(example), SEED);
        assertThat(whole.process(-1)).isPresent();
        List<String> expected = whole.world.inventory();

        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = new Trial(Trial.example(example), SEED);
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> trial.process(-1).orElseThrow());
            List<Finding> doubtful = evidence.findings().stream()
                    .filter(finding -> finding.check().equals("notice.delivered") && !finding.green())
                    .toList();

            assertThat(trial.doneTwice()).as("killed at boundary " + boundary).isEmpty();
            if (doubtful.isEmpty()) {
                assertThat(trial.world.inventory())
                        .as("killed at boundary " + boundary)
                        .isEqualTo(expected);
            } else {
                // Killed while a notice was being sent: whether it went out cannot be known, so it must not go out
                // twice, and the evidence must say so.
                assertThat(doubtful).hasSize(1);
                assertThat(expected).containsAll(trial.world.inventory());
            }
        }
        assertThat(boundary).isGreaterThan(30);
    }
}
