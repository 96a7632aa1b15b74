package io.labelmint.dr.check;

import static io.labelmint.dr.observatory.CacheWorld.list;
import static io.labelmint.dr.observatory.CacheWorld.name;
import static io.labelmint.dr.observatory.CacheWorld.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.FakeObservatory;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

final class RedisSnapshotFailedTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    private final FakeObservatory observatory = new FakeObservatory();

    @Test
    void passesWhileOneIsTaken() {
        Finding finding = finding(snapshot(name("20261122-0000"), "manual", "creating", null));
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts()).containsEntry("creating", "1");
    }

    @Test
    void failsWhenOneFailed() {
        Finding finding = finding(snapshot("automatic.2026", "automated", "failed", NOW));
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("automatic.2026");
    }

    @Test
    void failsWhenOneHangs() {
        Finding finding = finding(snapshot(name("20261121-1800"), "manual", "creating", null));
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("more than 3 h");
    }

    @Test
    void isNotTestedWhenUnread() {
        observatory.denies(new CacheSnapshots(LabelMint.EAST));
        assertThat(run().verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private Finding finding(Snapshot snapshot) {
        observatory.answers(new CacheSnapshots(LabelMint.EAST), list(snapshot));
        return run();
    }

    private Finding run() {
        return new RedisSnapshotFailed()
                .run(LabelMint.production(), observatory, NOW)
                .get(0);
    }
}
