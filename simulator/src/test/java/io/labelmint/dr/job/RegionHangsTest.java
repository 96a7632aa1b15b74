package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.core.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The primary region hangs: connections open, and nothing ever answers. */
class RegionHangsTest {
    @Test
    void theDailyJobEndsRedWithinMinutesAndHasLookedAtEverythingInTheDrRegion() {
        Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 7);
        // Yesterday was a good day.
        assertThat(trial.process(-1)).isPresent();
        trial.pass(Duration.ofDays(1));
        trial.world.faults().region("us-east-1", Outage.HANGING);
        Instant begin = trial.timeline.now();

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(evidence.green()).isFalse();
        assertThat(Duration.between(begin, trial.timeline.now())).isLessThan(Duration.ofMinutes(15));
        // What needs the primary region is not tested, which is red, and says why.
        assertThat(finding(evidence, "backup.completed", "orders-db").green()).isFalse();
        assertThat(finding(evidence, "postgres.restorable-time", "orders-db").summary())
                .contains("us-east-1");
        // What can be seen from the DR region alone was seen: the replica, the copies, the vault, the topic.
        assertThat(finding(evidence, "notice.delivered", "notice/dr").green()).isTrue();
        List<String> tested = evidence.findings().stream()
                .filter(finding -> finding.verdict() != io.labelmint.dr.check.Verdict.NOT_TESTED)
                .map(Finding::check)
                .distinct()
                .toList();
        assertThat(tested)
                .contains(
                        "postgres.copy-landed",
                        "postgres.replicated-backup-lag",
                        "postgres.region-loss-recovery-point",
                        "controller.region",
                        "contacts.confirmed");
    }

    private static Finding finding(Evidence evidence, String check, String subject) {
        return evidence.findings().stream()
                .filter(finding ->
                        finding.check().equals(check) && finding.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " of " + subject + " is not in " + evidence.findings()));
    }
}
