package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.NOW;
import static io.labelmint.dr.check.postgres.Databases.WEST;
import static io.labelmint.dr.check.postgres.Databases.point;
import static io.labelmint.dr.check.postgres.Databases.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.DbSnapshots;
import io.labelmint.dr.observatory.VaultDbSnapshots;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CopyLandedTest {
    private static final Duration LIMIT = Duration.ofHours(26);

    private final Databases databases = new Databases();
    private final CopyLanded check = new CopyLanded();

    @Test
    void aCopyMadeNowOfOldDataIsOld() {
        databases.snapshots(WEST, snapshot("copy", LIMIT).snapshotCreateTime(NOW));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.snapshots(WEST, snapshot("copy", LIMIT.plusSeconds(1)).snapshotCreateTime(NOW));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aCopyInTheDrVaultIsAsOldAsTheDataOfItsSource() {
        Databases.RecoveryPoint copy = point("copy", LIMIT.plusSeconds(1));
        copy.point().creationDate(NOW);
        databases.vault(WEST, copy);
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.FAILED);

        databases.vault(WEST, point("copy", LIMIT));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aCopyThatIsStillCopyingHasNotLanded() {
        databases.snapshots(WEST, snapshot("copy", Duration.ZERO).status("copying"));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(databases.orders(check).remedy()).isPresent();
    }

    @Test
    void isNotTestedWhenTheDrRegionIsNotRead() {
        databases.aws.denies(new DbSnapshots(WEST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);

        databases.vault(WEST).aws.denies(new VaultDbSnapshots(WEST));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }
}
