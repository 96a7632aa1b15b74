package io.labelmint.dr.review.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.observatory.DbSnapshotSharing;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** Which snapshots are asked about when there are more than may be. */
final class SharedSnapshotsTest {
    private static final Instant NEWEST = Instant.parse("2026-11-22T02:00:00Z");

    private final FakeObservatory observatory = new FakeObservatory();

    @Test
    void theNewestThenThoseThatMayBePublicThenThoseOfOthersThenNewerOnes() {
        List<DBSnapshot> all = new ArrayList<>(IntStream.range(0, 30)
                .mapToObj(days -> snapshot("daily-" + days, days, true, true))
                .toList());
        all.add(snapshot("by-hand", 200, true, false));
        all.add(snapshot("plain", 300, false, true));
        List<String> asked = List.of(
                "daily-0", "plain", "by-hand", "daily-1", "daily-2", "daily-3", "daily-4", "daily-5", "daily-6",
                "daily-7");
        observatory
                .answers(new ManualDbSnapshots(LabelMint.EAST), all)
                .answers(
                        new DbSnapshotSharing(LabelMint.EAST, asked),
                        new TreeMap<>(Map.of("plain", List.of("all"), "daily-0", List.of())));

        Finding finding = judged();

        assertThat(finding.summary()).isEqualTo("Snapshot plain in us-east-1 may be restored by every account of AWS.");
        assertThat(finding.facts())
                .containsEntry("us-east-1.snapshots", "32")
                .containsEntry("us-east-1.snapshotsLookedAt", "10");
    }

    @Test
    void whereThereAreNoneNothingIsAsked() {
        observatory.answers(new ManualDbSnapshots(LabelMint.EAST), List.of());

        assertThat(judged().green()).isTrue();
    }

    private Finding judged() {
        Tally tally = new Tally(new Look("security.public", "orders-db", "out of reach of the public", List.of()));
        SharedSnapshots.judge(tally, LabelMint.production().databases().get(0), LabelMint.EAST, observatory);
        return tally.finding("All is well.");
    }

    private static DBSnapshot snapshot(String name, int days, boolean encrypted, boolean ours) {
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(name)
                .dbInstanceIdentifier("labelmint-production-orders")
                .snapshotCreateTime(NEWEST.minus(Duration.ofDays(days)))
                .encrypted(encrypted)
                .tagList(
                        ours
                                ? List.of(Tag.builder()
                                        .key("dr:operation")
                                        .value("any")
                                        .build())
                                : List.of())
                .build();
    }
}
