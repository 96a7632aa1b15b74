package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;

/** Snapshots of Redis are pruned, and no death of a process takes a good one or makes one twice. */
class RedisPruningTest {
    private static final String EAST = "us-east-1";
    private static final int KEPT = 4;

    /** Nothing but a Redis group, whose snapshots are old after a day. */
    private static final Estate ESTATE = EstateLoader.parse("""
            project: labelmint
            environment: caches
            regions: { primary: us-east-1, dr: us-west-2 }
            caches:
              - id: sessions
                replicationGroup: labelmint-sessions
                snapshots: { every: 6h, retentionDays: 1, minimumKept: 4 }
                objectives: { rpo: 24h, rto: 4h }
            """, "caches.yaml");

    @Test
    void theOldestGoOnceTheNewOneIsThere() {
        Trial trial = new Trial(ESTATE, 7);
        List<String> before = snapshots(trial);
        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("backup.completed"))
                .allMatch(finding -> finding.green());
        List<String> after = snapshots(trial);
        assertThat(after).hasSizeGreaterThanOrEqualTo(KEPT).hasSizeLessThan(before.size());
        assertThat(after).filteredOn(name -> !before.contains(name)).hasSize(1);
        // What is gone is what was oldest: names sort by slot.
        assertThat(after.subList(0, after.size() - 1))
                .isEqualTo(before.subList(before.size() - after.size() + 1, before.size()));
    }

    @Test
    void noDeathTakesAGoodOneOrMakesOneTwice() {
        Trial whole = new Trial(ESTATE, 7);
        whole.process(-1);
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = new Trial(ESTATE, 7);
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();
            trial.pass(Duration.ofMinutes(1));
            if (died) {
                trial.process(-1);
            }
            assertThat(trial.doneTwice()).as("killed at boundary " + boundary).isEmpty();
            assertThat(snapshots(trial)).as("killed at boundary " + boundary).isEqualTo(snapshots(whole));
        }
        assertThat(boundary).isGreaterThan(15);
    }

    @Test
    void lostAnswersDeleteNothingElse() {
        Trial trial = new Trial(ESTATE, 7);
        trial.world
                .faults()
                .next("elasticache", "DeleteSnapshot", Fault.LOST_RESPONSE, Fault.TIMEOUT_BEFORE, Fault.THROTTLE);
        Trial whole = new Trial(ESTATE, 7);
        whole.process(-1);
        trial.process(-1);
        assertThat(snapshots(trial)).isEqualTo(snapshots(whole));
    }

    @Test
    void whatSomebodyDeletedMeanwhileMakesTheRestStay() {
        Trial trial = new Trial(ESTATE, 7);
        int boundary = 0;
        while (deletions(trial) == 0) {
            trial = new Trial(ESTATE, 7);
            trial.process(boundary++);
        }
        ElastiCacheClient elastiCache = trial.world.client(ElastiCacheClient.class, EAST);
        List<String> young = snapshots(trial);
        for (String name : young.subList(young.size() - KEPT, young.size())) {
            elastiCache.deleteSnapshot(request -> request.snapshotName(name));
        }
        trial.pass(Duration.ofMinutes(10));
        List<String> left = snapshots(trial);
        trial.process(-1);
        assertThat(snapshots(trial)).containsAll(left);
    }

    private static long deletions(Trial trial) {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals("DeleteSnapshot"))
                .filter(call -> call.outcome().equals(Call.OK))
                .count();
    }

    private static List<String> snapshots(Trial trial) {
        return trial
                .world
                .client(ElastiCacheClient.class, EAST)
                .describeSnapshots(request -> request.maxRecords(50))
                .snapshots()
                .stream()
                .filter(snapshot -> !snapshot.snapshotStatus().equals("deleting"))
                .map(snapshot -> snapshot.snapshotName())
                .sorted()
                .toList();
    }
}
