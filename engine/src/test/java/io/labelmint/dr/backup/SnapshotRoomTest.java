package io.labelmint.dr.backup;

import static io.labelmint.dr.LabelMint.EAST;
import static io.labelmint.dr.LabelMint.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbSnapshotQuota;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What happens where a region has as many manual snapshots as it may. */
final class SnapshotRoomTest {
    private static final Instant NOW = Instant.parse("2026-11-18T02:30:00Z");

    private final Estate estate = LabelMint.production();
    private final PostgresDatabase database = estate.databases().get(0);
    private final FakeObservatory observatory = new FakeObservatory();
    private final OwnSnapshots ours = new OwnSnapshots(estate.name(), database.id(), NOW);

    @Test
    void whereTheNextOneDoesNotFitTheOldestGoBeforeIt() {
        full(EAST, ours.kept(7), ours.past(3), 100);
        full(WEST, ours.kept(7), ours.past(3), 100);
        List<Action> actions = plan().actions();

        ActionId here = deletion(EAST, 42);
        ActionId there = deletion(WEST, 42);
        assertThat(after(actions, here)).isEmpty();
        assertThat(after(actions, there)).isEmpty();
        assertThat(after(actions, new ActionId("orders-db/snapshot"))).containsExactly(here);
        assertThat(after(actions, new ActionId("orders-db/copy")))
                .containsExactlyInAnyOrder(new ActionId("orders-db/snapshot"), there);
        assertThat(after(actions, deletion(EAST, 41))).containsExactly(here);
        assertThat(actions).hasSize(8);
    }

    @Test
    void beforeTheNextOneTheFloorDoesNotCountIt() {
        full(EAST, ours.kept(5), ours.past(3), 100);
        full(WEST, ours.kept(5), ours.past(2), 100);
        List<Action> actions = plan().actions();

        assertThat(actions)
                .extracting(Action::id)
                .containsExactlyInAnyOrder(
                        deletion(EAST, 42), new ActionId("orders-db/snapshot"), new ActionId("orders-db/copy"));
    }

    @Test
    void whereTheQuotaWasRaisedTheNextOneComesFirst() {
        full(EAST, ours.kept(7), ours.past(3), 300);
        full(WEST, ours.kept(7), ours.past(3), 300);

        assertThat(after(plan().actions(), deletion(EAST, 42))).containsExactly(new ActionId("orders-db/snapshot"));
    }

    @Test
    void withoutRoomAndNothingThatMayGoTheSnapshotFailsWithTheNumbers() {
        full(EAST, ours.kept(5), ours.past(2), 100);
        full(WEST, ours.kept(5), ours.past(2), 100);
        Action snapshot = plan().actions().get(0);

        Progress.Failed failed = (Progress.Failed) snapshot.observe(observatory, new Inputs(Map.of(), Facts.NONE));
        assertThat(failed.problem().code()).isEqualTo("snapshot.no-room");
        assertThat(failed.problem().summary()).contains("100 of 100").contains("7 good ones must stay");
        assertThat(failed.problem().remedy()).contains("Service Quotas");
        assertThat(failed.problem().facts())
                .containsEntry("used", "100")
                .containsEntry("limit", "100")
                .containsEntry("own", "7")
                .containsEntry("ownPast", "2");

        full(EAST, ours.kept(9), List.of(), 100);
        failed = (Progress.Failed) snapshot.observe(observatory, new Inputs(Map.of(), Facts.NONE));
        assertThat(failed.problem().summary()).contains("of the 9 of this store none may go before the end of");

        observatory.denies(new DbSnapshotQuota(EAST));
        assertThat(snapshot.observe(observatory, new Inputs(Map.of(), Facts.NONE)))
                .isInstanceOf(Progress.Absent.class);
        full(EAST, ours.kept(9), List.of(), 101);
        assertThat(snapshot.observe(observatory, new Inputs(Map.of(), Facts.NONE)))
                .isInstanceOf(Progress.Absent.class);
    }

    @Test
    void aSnapshotWaitsForTheRoomThatItsPlanMakes() {
        full(EAST, ours.kept(7), ours.past(3), 100);
        full(WEST, ours.kept(7), ours.past(3), 100);

        assertThat(snapshot(plan()).observe(observatory, new Inputs(Map.of(), Facts.NONE)))
                .isEqualTo(new Progress.Held("waits for room: 100 of 100 manual snapshots in us-east-1"));
    }

    @Test
    void aSnapshotDoesNotWaitForWhatIsDeletedOnlyAfterIt() {
        observatory
                .answers(new ManualDbSnapshots(EAST), ours.past(8))
                .answers(new ManualDbSnapshots(WEST), ours.past(8));
        Action snapshot = snapshot(plan());
        full(EAST, ours.kept(7), ours.past(3), 100);

        Progress.Failed failed = (Progress.Failed) snapshot.observe(observatory, new Inputs(Map.of(), Facts.NONE));
        assertThat(failed.problem().summary()).contains("100 of 100").contains("3 of this store are past their day");
    }

    private static Action snapshot(Plan plan) {
        return plan.actions().stream()
                .filter(CreateDbSnapshot.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /** {@code region} has these of ours, 100 in all, and may have {@code limit}. */
    private void full(String region, List<DBSnapshot> kept, List<DBSnapshot> past, long limit) {
        List<DBSnapshot> all = new ArrayList<>(kept);
        all.addAll(past);
        while (all.size() < 100) {
            all.add(DBSnapshot.builder()
                    .dbSnapshotIdentifier("by-hand-" + all.size())
                    .snapshotType("manual")
                    .status("available")
                    .build());
        }
        observatory
                .answers(new ManualDbSnapshots(region), all)
                .answers(new DbSnapshotQuota(region), Optional.of(limit));
    }

    private ActionId deletion(String region, int age) {
        return new ActionId("orders-db/prune/" + region + "/" + ours.name(age));
    }

    private static Set<ActionId> after(List<Action> actions, ActionId id) {
        return actions.stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow()
                .after();
    }

    private Plan plan() {
        return new BackupPlanner().plan(estate, database, observatory, NOW).orElseThrow();
    }
}
