package io.labelmint.dr.check.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.DbSnapshotQuota;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class SnapshotQuotaTest {
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";

    private final FakeObservatory observatory = new FakeObservatory();

    @Test
    void isGreenWithRoomForAWeek() {
        has(EAST, 55, 100);
        has(WEST, 90, 100);

        assertThat(findings()).extracting(Finding::verdict).containsExactly(Verdict.PASSED, Verdict.PASSED);
        assertThat(findings().get(0).facts()).containsEntry("used", "55").containsEntry("limit", "100");
    }

    @Test
    void isRedInEitherRegionBeforeItIsFull() {
        has(EAST, 55, 100);
        has(WEST, 91, 100);

        assertThat(findings()).extracting(Finding::verdict).containsExactly(Verdict.PASSED, Verdict.FAILED);
        Finding red = findings().get(1);
        assertThat(red.subject()).isEqualTo(WEST);
        assertThat(red.summary()).contains("91 of 100").contains(WEST).contains("10 should be free");
        assertThat(red.facts()).containsEntry("free", "9");
        assertThat(red.remedy().orElseThrow()).contains("Service Quotas");
    }

    @Test
    void aRaisedQuotaCounts() {
        has(EAST, 150, 300);
        has(WEST, 100, 90);

        assertThat(findings()).extracting(Finding::verdict).containsExactly(Verdict.PASSED, Verdict.FAILED);
        assertThat(findings().get(1).facts()).containsEntry("free", "0");
    }

    @Test
    void whatIsNotReadIsNotGreen() {
        has(EAST, 1, 100);
        has(WEST, 1, 100);
        observatory.denies(new DbSnapshotQuota(EAST)).answers(new DbSnapshotQuota(WEST), Optional.empty());

        assertThat(findings()).extracting(Finding::verdict).containsExactly(Verdict.NOT_TESTED, Verdict.FAILED);
        observatory.denies(new ManualDbSnapshots(WEST));
        assertThat(findings()).extracting(Finding::verdict).containsExactly(Verdict.NOT_TESTED, Verdict.NOT_TESTED);
    }

    private List<Finding> findings() {
        return new SnapshotQuota().run(LabelMint.production(), observatory, Instant.parse("2026-11-18T02:30:00Z"));
    }

    private void has(String region, int used, long limit) {
        observatory
                .answers(
                        new ManualDbSnapshots(region),
                        Collections.nCopies(used, DBSnapshot.builder().build()))
                .answers(new DbSnapshotQuota(region), Optional.of(limit));
    }
}
