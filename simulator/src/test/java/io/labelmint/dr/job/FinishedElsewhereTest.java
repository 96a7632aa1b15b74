package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.ledger.LedgerBucket;
import io.labelmint.dr.ledger.MemoryLedgers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The daily job is killed before and after entries of every ledger, and finished on another machine, which has nothing
 * but the estate file and the bucket.
 */
class FinishedElsewhereTest {
    private static final long SEED = 7;

    /** Every third boundary: odd, so that it is killed before entries and after them; all are met with other ledgers. */
    private static final int STEP = 3;

    private static Trial trial() {
        return new Trial(Trial.example("labelmint-production.yaml"), SEED);
    }

    /** The ledgers as a machine sees them that has no copies yet. */
    private static BucketLedgers machine(Trial trial) {
        LedgerBucket bucket = LedgerBucket.of(trial.estate, trial.world::client, trial.world::client)
                .orElseThrow();
        return new BucketLedgers(
                bucket,
                new MemoryLedgers(trial.timeline, Trial.JSON),
                trial.timeline,
                task -> trial.timeline.in(Duration.ZERO, task),
                Trial.JSON);
    }

    private static List<String> inventory(Trial trial) {
        // But for the number of entries: who goes on records that, too.
        return trial.world.inventory().stream()
                .filter(line -> !line.contains("labelmint-production-dr-state"))
                .toList();
    }

    @Test
    void whereverItIsKilledAnotherMachineEndsItAsIfItHadNotBeen() {
        Trial whole = trial();
        assertThat(whole.process(machine(whole), -1).orElseThrow().green()).isTrue();
        List<String> expected = inventory(whole);

        int deaths = 0;
        boolean died = true;
        for (int boundary = 0; died; boundary += STEP) {
            Trial trial = trial();
            Optional<Evidence> first = trial.process(machine(trial), boundary);
            died = first.isEmpty();
            deaths += died ? 1 : 0;
            Evidence evidence = first.orElseGet(() -> {
                BucketLedgers laptop = machine(trial);
                trial.timeline.join(laptop.takeOver(laptop.operations()));
                return trial.process(laptop, -1).orElseThrow();
            });
            List<Finding> doubtful = evidence.findings().stream()
                    .filter(finding -> finding.check().equals("notice.delivered") && !finding.green())
                    .toList();

            String as = "killed at boundary " + boundary;
            assertThat(trial.doneTwice()).as(as).isEmpty();
            if (doubtful.isEmpty()) {
                assertThat(inventory(trial)).as(as).isEqualTo(expected);
            } else {
                assertThat(doubtful).as(as).hasSize(1);
                assertThat(expected).as(as).containsAll(inventory(trial));
            }
            assertThat(evidence.findings())
                    .as(as)
                    .filteredOn(finding -> !finding.green() && !doubtful.contains(finding))
                    .isEmpty();
        }
        assertThat(deaths).isGreaterThan(20);
    }
}
