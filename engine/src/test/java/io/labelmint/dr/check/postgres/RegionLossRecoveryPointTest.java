package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.ORDERS;
import static io.labelmint.dr.check.postgres.Databases.WEST;
import static io.labelmint.dr.check.postgres.Databases.point;
import static io.labelmint.dr.check.postgres.Databases.replicated;
import static io.labelmint.dr.check.postgres.Databases.snapshot;
import static io.labelmint.dr.check.postgres.Lags.QUERY;
import static io.labelmint.dr.check.postgres.Lags.endingNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.Query;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionLossRecoveryPointTest {
    private static final Duration RPO = Duration.ofHours(1);

    private final Databases databases = new Databases();
    private final RegionLossRecoveryPoint check = new RegionLossRecoveryPoint();

    @BeforeEach
    void onlyCopiesOfYesterday() {
        databases.snapshots(WEST, snapshot("copy", Duration.ofHours(20))).automated(WEST);
        databases.aws.answers(QUERY, endingNow());
    }

    @Test
    void dailyCopiesAloneDoNotReach() {
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.facts()).containsEntry("means", "the last copy").containsEntry("ageSeconds", "72000");
    }

    @Test
    void replicatedBackupsReachAtTheRpoAndNotASecondLater() {
        databases.automated(WEST, replicated(ORDERS, RPO));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.automated(WEST, replicated(ORDERS, RPO.plusSeconds(1)));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void theReplicaIsTheBestMeansAndCountsFromTheLastMomentItIsKnownToHave() {
        databases.automated(WEST, replicated(ORDERS, Duration.ofMinutes(8)));
        databases.aws.answers(QUERY, endingNow(1, 61, 121, 181));
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts())
                .containsEntry("means", "replica " + Lags.REPLICA)
                // Nothing newer than three minutes before the last value, which is a minute old, is known to be there.
                .containsEntry("ageSeconds", "241");
    }

    @Test
    void isNotTestedWhenTheMeansThatWouldReachIsNotRead() {
        databases.aws.denies(new AutomatedBackups(WEST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void copiesInTheVaultCountToo() {
        databases.automated(WEST).vault(WEST, point("copy", RPO));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void thePrimaryRegionIsNotAsked() {
        databases.orders(check);
        databases.vault(WEST).billing(check);
        assertThat(databases.aws.asked()).extracting(Query::region).containsOnly(WEST);
    }
}
