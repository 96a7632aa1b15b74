package io.labelmint.dr.backup;

import static io.labelmint.dr.observatory.CacheWorld.GROUP;
import static io.labelmint.dr.observatory.CacheWorld.arn;
import static io.labelmint.dr.observatory.CacheWorld.name;
import static io.labelmint.dr.observatory.CacheWorld.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.observatory.CacheSnapshotTags;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.CacheWorld;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

final class CacheBackupTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    private final Estate estate = LabelMint.production();
    private final FakeObservatory observatory = new FakeObservatory()
            .answers(new ReplicationGroups(LabelMint.EAST), List.of(CacheWorld.group(GROUP, true)));
    private final List<Snapshot> snapshots = new ArrayList<>();

    @Test
    void oldOnesGoOldestFirstAfterTheNewOne() {
        old(33);
        old(31);
        old(32);
        young(4);
        Plan plan = plan();
        assertThat(plan.actions())
                .extracting(action -> action.id().value())
                .containsExactly(
                        "sessions/snapshot",
                        "sessions/export",
                        "sessions/prune/" + aged(33),
                        "sessions/prune/" + aged(32),
                        "sessions/prune/" + aged(31));
        assertThat(plan.actions().get(2).after())
                .containsExactly(plan.actions().get(0).id());
        assertThat(plan.actions().get(3).after())
                .containsExactly(plan.actions().get(2).id());
    }

    @Test
    void theMinimumStaysCountingTheNewOne() {
        old(33);
        old(32);
        young(2);
        // With the new one five are good; four must stay.
        assertThat(deletions(plan())).containsExactly(aged(33));
    }

    @Test
    void whatIsNotOursStays() {
        young(4);
        Snapshot foreign = snapshot("before-migration", "manual", "available", NOW.minus(Duration.ofDays(200)));
        Snapshot automatic = snapshot("automatic.sessions", "automated", "available", NOW.minus(Duration.ofDays(200)));
        snapshots.add(foreign);
        snapshots.add(automatic);
        Snapshot borrowed = old(40);
        observatory.answers(new CacheSnapshotTags(LabelMint.EAST, borrowed.arn()), Map.of());
        assertThat(deletions(plan())).isEmpty();
    }

    @Test
    void whatSomebodyRestoresFromStays() {
        young(4);
        snapshots.add(snapshot(aged(40), "manual", "copying", NOW.minus(Duration.ofDays(40))));
        assertThat(deletions(plan())).isEmpty();
    }

    @Test
    void noMoreThanEightGoInOneRun() {
        for (int age = 31; age < 60; age++) {
            old(age);
        }
        young(4);
        assertThat(deletions(plan())).hasSize(8).first().isEqualTo(aged(59));
    }

    @Test
    void theDigestNamesEachDeletion() {
        young(4);
        String without = plan().digest(Capabilities.json());
        old(31);
        assertThat(plan().digest(Capabilities.json())).isNotEqualTo(without);
    }

    @Test
    void thePlanSurvivesTheLedger() {
        old(31);
        young(4);
        Plan plan = plan();
        var json = Capabilities.json();
        Plan read = json.read(json.canonical(plan), Plan.class);
        assertThat(read).isEqualTo(plan);
    }

    @Test
    void theTwentyFirstOfADayIsRefusedWithItsFacts() {
        for (int i = 0; i < 20; i++) {
            snapshots.add(snapshot("by-hand-" + i, "manual", "available", NOW.minus(Duration.ofHours(i + 1))));
        }
        assertThatThrownBy(this::plan)
                .hasMessageContaining("20 manual snapshots of " + GROUP)
                .hasMessageContaining("2026-11-22T06:00:00Z");
        snapshots.remove(19);
        assertThat(plan().actions())
                .extracting(action -> action.id().value())
                .containsExactly("sessions/snapshot", "sessions/export");
    }

    private Snapshot old(int days) {
        Snapshot snapshot = snapshot(aged(days), "manual", "available", NOW.minus(Duration.ofDays(days)));
        observatory.answers(
                new CacheSnapshotTags(LabelMint.EAST, arn(snapshot.snapshotName())),
                Map.of("dr:operation", "backup-" + snapshot.snapshotName().substring("dr-".length())));
        snapshots.add(snapshot);
        return snapshot;
    }

    private static String aged(int days) {
        return name("202601%02d-0000".formatted(100 - days));
    }

    private void young(int count) {
        for (int i = 0; i < count; i++) {
            snapshots.add(snapshot("2026112%d-0600".formatted(i), NOW.minus(Duration.ofDays(i + 1L))));
        }
    }

    private Plan plan() {
        observatory.answers(new CacheSnapshots(LabelMint.EAST), List.copyOf(snapshots));
        return new BackupPlanner()
                .plan(estate, estate.caches().get(0), observatory, NOW)
                .orElseThrow();
    }

    private static List<String> deletions(Plan plan) {
        return plan.actions().stream()
                .filter(DeleteCacheSnapshot.class::isInstance)
                .map(Action::call)
                .map(call -> (String) call.parameters().get("SnapshotName"))
                .toList();
    }
}
