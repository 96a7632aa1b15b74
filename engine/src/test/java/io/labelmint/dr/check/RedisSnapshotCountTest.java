package io.labelmint.dr.check;

import static io.labelmint.dr.observatory.CacheWorld.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.FakeObservatory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

final class RedisSnapshotCountTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    private final FakeObservatory observatory = new FakeObservatory();

    @Test
    void passesWithEnoughAndNoneTooOld() {
        assertThat(finding(aged(1, 2, 10, 30)).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void failsWithTooFew() {
        List<Snapshot> three = aged(1, 2, 3);
        three.add(snapshot("by-hand", "manual", "available", NOW));
        Finding finding = finding(three);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("There are 3 good snapshots");
    }

    @Test
    void failsWhenNothingIsPruned() {
        Finding finding = finding(aged(1, 2, 3, 4, 32, 33));
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.facts()).containsEntry("unpruned", "2");
    }

    @Test
    void theLastOnesMayBeOld() {
        assertThat(finding(aged(50, 51, 52, 53)).facts()).containsEntry("unpruned", "0");
    }

    @Test
    void isNotTestedWhenUnread() {
        observatory.denies(new CacheSnapshots(LabelMint.EAST));
        assertThat(run().verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private Finding finding(List<Snapshot> snapshots) {
        observatory.answers(new CacheSnapshots(LabelMint.EAST), snapshots);
        return run();
    }

    private Finding run() {
        return new RedisSnapshotCount()
                .run(LabelMint.production(), observatory, NOW)
                .get(0);
    }

    private static List<Snapshot> aged(int... days) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int age : days) {
            snapshots.add(snapshot("202611%02d-0000".formatted(age), NOW.minus(Duration.ofDays(age))));
        }
        return snapshots;
    }
}
