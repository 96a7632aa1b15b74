package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The databases of the example estate in a rehearsal: all in order at the beginning, and what is not is found. */
class DatabasesInOrderTest {

    @Test
    void aRehearsalBeginsWithDatabasesInOrder() {
        Evidence evidence = daily(trial());

        assertThat(databases(evidence)).hasSizeGreaterThan(20).allMatch(Finding::green, "green");
    }

    private static Trial trial() {
        return new Trial(Trial.example("labelmint-production.yaml"), 7);
    }

    private static Evidence daily(Trial trial) {
        return trial.process(-1).orElseThrow();
    }

    private static List<Finding> databases(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().matches("(postgres|vault|backup)\\..*"))
                .filter(finding -> finding.subject().endsWith("-db"))
                .toList();
    }
}
