package io.labelmint.dr.backup;

import static io.labelmint.dr.LabelMint.EAST;
import static io.labelmint.dr.LabelMint.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.Progress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

final class DatabasePruningTest {
    private static final Instant NOW = Instant.parse("2026-11-18T02:30:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-18");

    private final Estate estate = LabelMint.production();
    private final PostgresDatabase database = estate.databases().get(0);
    private final FakeObservatory observatory = new FakeObservatory();
    private final OwnSnapshots ours = new OwnSnapshots(estate.name(), database.id(), NOW);

    @Test
    void onItsLastDayASnapshotIsKeptAndTheDayAfterItGoes() {
        List<DBSnapshot> all = ours.kept(10);
        all.add(ours.snapshot(40, TODAY));
        assertThat(deleted(all)).isEmpty();

        all.add(ours.snapshot(41, TODAY.minusDays(1)));
        assertThat(deleted(all)).containsExactly(ours.name(41));
    }

    @Test
    void theOldestGoFirstAndNeverMoreThanARunsWorth() {
        List<DBSnapshot> all = ours.kept(10);
        for (int age = 41; age < 60; age++) {
            all.add(ours.snapshot(age, TODAY.minusDays(1)));
        }
        assertThat(deleted(all)).hasSize(DatabasePruning.MOST_PER_RUN).startsWith(ours.name(59), ours.name(58));
    }

    @Test
    void theFloorCountsTheComingOneAndOnlyGoodOnes() {
        List<DBSnapshot> all = ours.past(7);
        assertThat(deleted(all)).containsExactly(ours.name(46));

        all.set(0, all.get(0).toBuilder().status("creating").build());
        assertThat(deleted(all)).isEmpty();
    }

    @Test
    void failedOnesGoWhateverTheFloor() {
        List<DBSnapshot> all = ours.past(3);
        all.add(ours.snapshot(50, TODAY.minusDays(1)).toBuilder()
                .status("failed")
                .originalSnapshotCreateTime(null)
                .build());
        assertThat(deleted(all)).containsExactly(ours.name(50));
    }

    @Test
    void nothingForeignGoes() {
        List<DBSnapshot> all = ours.kept(10);
        DBSnapshot old = ours.snapshot(50, TODAY.minusDays(1));
        all.add(old.toBuilder().dbSnapshotIdentifier("copied-by-hand").build());
        all.add(old.toBuilder().snapshotType("automated").build());
        all.add(retagged(old, "dr:estate", "another"));
        all.add(retagged(old, "dr:store", "another"));
        all.add(retagged(old, "dr:operation", "Not An Id"));
        all.add(retagged(old, "dr:delete-after", "for ever"));
        all.add(old.toBuilder().tagList(List.of()).build());
        assertThat(deleted(all)).isEmpty();
    }

    @Test
    void deletionsFollowTheSnapshotHereAndTheCopyThere() {
        observatory
                .answers(new ManualDbSnapshots(EAST), ours.past(8))
                .answers(new ManualDbSnapshots(WEST), ours.past(8));
        List<Action> actions = plan().actions();
        ActionId snapshot = actions.get(0).id();
        ActionId copy = actions.get(1).id();
        assertThat(actions).hasSize(6);
        assertThat(actions.get(2).after()).isEqualTo(Set.of(snapshot));
        assertThat(actions.get(3).after()).isEqualTo(Set.of(actions.get(2).id()));
        assertThat(actions.get(4).after()).isEqualTo(Set.of(copy));
        assertThat(actions.get(4).call().region()).isEqualTo(WEST);
    }

    @Test
    void aRegionThatCannotBeReadIsNotPrunedAndBackedUpAllTheSame() {
        observatory.answers(new ManualDbSnapshots(EAST), ours.past(8)).denies(new ManualDbSnapshots(WEST));
        assertThat(plan().actions()).hasSize(4);

        observatory.denies(new ManualDbSnapshots(EAST));
        assertThat(plan().actions()).hasSize(2);
    }

    @Test
    void aDeletionLooksAgainBeforeItDeletes() {
        List<DBSnapshot> all = ours.kept(7);
        DBSnapshot old = ours.snapshot(50, TODAY.minusDays(1));
        DeleteDbSnapshot deletion = deletions(with(all, old)).get(0);

        assertThat(observed(deletion, with(all, old))).isInstanceOf(Progress.Absent.class);
        assertThat(observed(deletion, all)).isInstanceOf(Progress.Done.class);
        assertThat(refused(deletion, with(ours.kept(6), old))).isEqualTo("prune.too-few");
        assertThat(refused(deletion, with(all, retagged(old, "dr:operation", "another"))))
                .isEqualTo("prune.not-ours");
        assertThat(refused(deletion, with(all, retagged(old, "dr:delete-after", "2030-01-01"))))
                .isEqualTo("prune.kept");
        assertThat(refused(deletion, with(all, old.toBuilder().status("copying").build())))
                .isEqualTo("prune.in-use");
        DBSnapshot newest =
                old.toBuilder().originalSnapshotCreateTime(NOW.plusSeconds(1)).build();
        assertThat(refused(deletion, with(all, newest))).isEqualTo("prune.newest");
    }

    @Test
    void anAcceptedDeletionIsWaitedForAndAnUnreadOneIsNotDone() {
        DBSnapshot old = ours.snapshot(50, TODAY.minusDays(1));
        List<DBSnapshot> all = with(ours.kept(7), old);
        DeleteDbSnapshot deletion = deletions(all).get(0);
        observatory.answers(new ManualDbSnapshots(EAST), all);
        Inputs accepted = new Inputs(Map.of(), Facts.of("accepted", "deletion"));
        assertThat(deletion.observe(observatory, accepted)).isInstanceOf(Progress.InProgress.class);

        observatory.denies(new ManualDbSnapshots(EAST));
        assertThat(deletion.observe(observatory, accepted)).isInstanceOf(Progress.Unknown.class);
    }

    private Plan plan() {
        return new BackupPlanner().plan(estate, database, observatory, NOW).orElseThrow();
    }

    private List<DeleteDbSnapshot> deletions(List<DBSnapshot> all) {
        observatory.answers(new ManualDbSnapshots(EAST), all);
        return new DatabasePruning(estate, database, observatory, NOW)
                .in(EAST, new ActionId("snapshot"), "dr-next").actions().stream()
                        .map(DeleteDbSnapshot.class::cast)
                        .toList();
    }

    private List<String> deleted(List<DBSnapshot> all) {
        return deletions(all).stream().map(DeleteDbSnapshot::snapshot).toList();
    }

    private Progress observed(DeleteDbSnapshot deletion, List<DBSnapshot> all) {
        observatory.answers(new ManualDbSnapshots(EAST), all);
        return deletion.observe(observatory, new Inputs(Map.of(), Facts.NONE));
    }

    private String refused(DeleteDbSnapshot deletion, List<DBSnapshot> all) {
        return ((Progress.Failed) observed(deletion, all)).problem().code();
    }

    private static List<DBSnapshot> with(List<DBSnapshot> all, DBSnapshot one) {
        List<DBSnapshot> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    private static DBSnapshot retagged(DBSnapshot snapshot, String key, String value) {
        List<Tag> tags = snapshot.tagList().stream()
                .map(each -> each.key().equals(key) ? tag(key, value) : each)
                .toList();
        return snapshot.toBuilder().tagList(tags).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
