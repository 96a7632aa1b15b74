package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** A watch that looks at simulated AWS on a day on which a backup, or its copy, did not come. */
class MissedBackupTest {
    private static final long SEED = 52;
    private static final String WEST = "us-west-2";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Trial trial = new Trial(Trial.example("minimal.yaml"), SEED);

    @Test
    void aDailyJobThatDidNotRunIsNewsAsSoonAsItsWindowIsOver() {
        Instant due = days(2);
        trial.timeline.runUntil(due.plus(MINUTE));
        Finding waits = finding(watch(), "backup.missed");

        assertThat(waits.green()).isTrue();
        Instant deadline = Instant.parse(waits.facts().get("deadline"));
        Duration window = Duration.ofSeconds(Long.parseLong(waits.facts().get("windowSeconds")));
        assertThat(waits.facts()).containsEntry("windowFrom", "three quarters of the last 2 were there by then");
        assertThat(window).isBetween(MINUTE, Duration.ofHours(1));
        assertThat(deadline).isEqualTo(due.plus(window));

        trial.timeline.runUntil(deadline.minus(MINUTE));
        assertThat(finding(watch(), "backup.missed").green()).isTrue();

        trial.timeline.runUntil(deadline.plus(MINUTE));
        Evidence red = watch();
        assertThat(finding(red, "backup.missed").summary())
                .startsWith("The backup of orders-db that was due at " + due + " is missing");
        assertThat(news(red).red())
                .as("told once, with nothing else being news of it")
                .extracting(Finding::check, Finding::subject)
                .contains(tuple("backup.missed", "orders-db"));

        trial.pass(MINUTE.multipliedBy(2));
        assertThat(news(watch()).red()).extracting(Finding::check).doesNotContain("backup.missed");

        backUp();
        trial.pass(MINUTE.multipliedBy(2));
        Evidence made = watch();
        assertThat(finding(made, "backup.missed").green()).isTrue();
        assertThat(news(made).recovered()).contains("orders-db backup.missed");
    }

    @Test
    void aCopyThatDidNotLandIsToldAQuarterOfAnHourAfterItsWindowAndTheBackupIsNot() {
        Instant due = days(1);
        backUp();
        assertThat(finding(watch(), "backup.copy-missed").green()).isTrue();
        RdsClient west = trial.world.client(RdsClient.class, WEST);
        west.describeDBSnapshots(request -> request.snapshotType("manual")).dbSnapshots().stream()
                .filter(copy -> copy.dbInstanceIdentifier().equals("acme-production-orders"))
                .filter(copy -> !copy.originalSnapshotCreateTime().isBefore(due))
                .map(DBSnapshot::dbSnapshotIdentifier)
                .forEach(copy -> west.deleteDBSnapshot(request -> request.dbSnapshotIdentifier(copy)));
        trial.pass(MINUTE.multipliedBy(2));
        Finding waits = finding(watch(), "backup.copy-missed");
        assertThat(waits.green()).isTrue();
        Instant deadline = Instant.parse(waits.facts().get("deadline"));
        assertThat(deadline)
                .isEqualTo(
                        due.plusSeconds(15 * 60 + Long.parseLong(waits.facts().get("windowSeconds"))));

        trial.timeline.runUntil(deadline.minus(MINUTE));
        assertThat(finding(watch(), "backup.copy-missed").green()).isTrue();

        trial.timeline.runUntil(deadline.plus(MINUTE));
        Evidence red = watch();
        assertThat(finding(red, "backup.copy-missed").summary())
                .startsWith("The copy in us-west-2 of orders-db that was due at " + due + " is missing");
        assertThat(finding(red, "backup.missed").green()).isTrue();
    }

    /** So many days with a backup at two; the moment the next one is due, at which nothing runs. */
    private Instant days(int days) {
        Instant due = trial.timeline.now();
        for (int day = 0; day < days; day++) {
            trial.timeline.runUntil(due);
            backUp();
            due = due.plus(DAY);
        }
        trial.timeline.runUntil(due);
        return due;
    }

    private void backUp() {
        trial.fresh(new Job(Job.Type.BACKUP, new TreeSet<>(List.of("orders-db"))));
    }

    private Evidence watch() {
        return trial.fresh(Job.of(Job.Type.CHECK));
    }

    private News news(Evidence evidence) {
        return News.of(trial.ledgers, trial.ledgers.read(evidence.run()).orElseThrow());
    }

    private static Finding finding(Evidence evidence, String check) {
        return evidence.findings().stream()
                .filter(finding ->
                        finding.check().equals(check) && finding.subject().equals("orders-db"))
                .findFirst()
                .orElseThrow();
    }
}
