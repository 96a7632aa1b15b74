package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

/** RDS copies no more than 20 snapshots at a time into a region; a copy that is one too many comes later. */
class CopiesAtATimeTest {
    private static final int AT_A_TIME = 20;

    private final Trial trial = new Trial(Trial.example("minimal.yaml"), 3);
    private final RdsClient here =
            trial.world.client(RdsClient.class, trial.estate.regions().primary());
    private final RdsClient there =
            trial.world.client(RdsClient.class, trial.estate.regions().dr());

    @Test
    void aCopyThatIsRefusedBecauseOthersAreUnderWayIsMadeWhenOneOfThemIsOver() {
        othersCopy();
        trial.timeline.in(
                Duration.ofHours(3), () -> there.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("other-0")));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("postgres.copy-landed")
                        || finding.check().equals("backup.completed"))
                .isNotEmpty()
                .allMatch(Finding::green);
        assertThat(outcomesOfCopies())
                .startsWith("SnapshotQuotaExceeded", "SnapshotQuotaExceeded")
                .endsWith("OK");
        assertThat(trial.doneTwice()).isEmpty();
    }

    /** Somebody's copies that never end. */
    private void othersCopy() {
        String source = here.createDBSnapshot(request -> request.dbSnapshotIdentifier("others")
                        .dbInstanceIdentifier(trial.estate.databases().get(0).instance()))
                .dbSnapshot()
                .dbSnapshotArn();
        trial.pass(Duration.ofHours(1));
        for (int i = 0; i < AT_A_TIME; i++) {
            String name = "other-" + i;
            trial.world.script(RdsScripts.snapshotHangs(trial.estate.regions().dr(), name));
            there.copyDBSnapshot(request -> request.sourceDBSnapshotIdentifier(source)
                    .sourceRegion(trial.estate.regions().primary())
                    .kmsKeyId(trial.estate.databases().get(0).keys().dr())
                    .targetDBSnapshotIdentifier(name));
        }
    }

    private List<String> outcomesOfCopies() {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals("CopyDBSnapshot"))
                .skip(AT_A_TIME)
                .map(call -> call.outcome())
                .toList();
    }
}
