package io.labelmint.dr.backup;

import static io.labelmint.dr.observatory.CacheWorld.GROUP;
import static io.labelmint.dr.observatory.CacheWorld.arn;
import static io.labelmint.dr.observatory.CacheWorld.name;
import static io.labelmint.dr.observatory.CacheWorld.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.CacheSnapshotTags;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

final class DeleteCacheSnapshotTest {
    private static final Instant MOMENT = Instant.parse("2026-10-01T00:00:00Z");
    private static final String NAME = name("20261001-0000");
    private static final DeleteCacheSnapshot DELETION = new DeleteCacheSnapshot(
            new ActionId("sessions/prune/" + NAME),
            Set.of(),
            new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30)),
            LabelMint.EAST,
            GROUP,
            NAME,
            new OperationId("backup-" + NAME.substring("dr-".length())),
            MOMENT,
            4);

    private final FakeObservatory observatory = new FakeObservatory()
            .answers(
                    new CacheSnapshotTags(LabelMint.EAST, arn(NAME)),
                    Map.of("dr:operation", "backup-" + NAME.substring("dr-".length())));

    @Test
    void isDoneWhenItIsNotThere() {
        assertThat(observe(Facts.NONE, others(2))).isInstanceOf(Progress.Done.class);
    }

    @Test
    void isStartedOnlyWhenAllIsAsPlanned() {
        assertThat(observe(Facts.NONE, with(planned("available"), others(4)))).isInstanceOf(Progress.Absent.class);
    }

    @Test
    void isNotStartedTwice() {
        assertThat(observe(Facts.NONE, with(planned("deleting"), others(4)))).isInstanceOf(Progress.InProgress.class);
        assertThat(observe(Facts.of("accepted", "deletion"), with(planned("available"), others(4))))
                .isInstanceOf(Progress.InProgress.class);
    }

    @Test
    void leavesTheLastGoodOnes() {
        List<Snapshot> three = with(planned("available"), others(3));
        three.add(snapshot(name("20261120-0600"), "manual", "creating", MOMENT));
        three.add(snapshot("by-hand", "manual", "available", MOMENT));
        assertThat(problem(observe(Facts.NONE, three))).isEqualTo("prune.too-few");
    }

    @Test
    void leavesAnotherOfTheSameName() {
        Snapshot another = snapshot(NAME, "manual", "available", MOMENT.plusSeconds(1));
        assertThat(problem(observe(Facts.NONE, with(another, others(4))))).isEqualTo("prune.another");
    }

    @Test
    void leavesWhatIsNotOursAnyMore() {
        observatory.answers(new CacheSnapshotTags(LabelMint.EAST, arn(NAME)), Map.of("dr:operation", "another"));
        assertThat(problem(observe(Facts.NONE, with(planned("available"), others(4)))))
                .isEqualTo("prune.not-ours");
    }

    @Test
    void unknownIsNotAbsent() {
        observatory.denies(new CacheSnapshotTags(LabelMint.EAST, arn(NAME)));
        assertThat(observe(Facts.NONE, with(planned("available"), others(4)))).isInstanceOf(Progress.Unknown.class);
    }

    private Progress observe(Facts accepted, List<Snapshot> snapshots) {
        observatory.answers(new CacheSnapshots(LabelMint.EAST), snapshots);
        return DELETION.observe(observatory, new Inputs(Map.of(), accepted));
    }

    private static String problem(Progress progress) {
        return ((Progress.Failed) progress).problem().code();
    }

    private static Snapshot planned(String status) {
        return snapshot(NAME, "manual", status, MOMENT);
    }

    private static List<Snapshot> others(int count) {
        List<Snapshot> others = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            others.add(snapshot("2026112%d-0000".formatted(i), MOMENT.plus(Duration.ofDays(50L + i))));
        }
        return others;
    }

    private static List<Snapshot> with(Snapshot one, List<Snapshot> others) {
        others.add(one);
        return others;
    }
}
