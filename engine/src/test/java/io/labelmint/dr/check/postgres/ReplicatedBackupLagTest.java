package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.ORDERS;
import static io.labelmint.dr.check.postgres.Databases.WEST;
import static io.labelmint.dr.check.postgres.Databases.replicated;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.AutomatedBackups;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplicatedBackupLagTest {
    private final Databases databases = new Databases();
    private final ReplicatedBackupLag check = new ReplicatedBackupLag();

    @Test
    void passesAtTheLimitAndFailsASecondLater() {
        databases.automated(WEST, replicated(ORDERS, Duration.ofMinutes(15)));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.automated(WEST, replicated(ORDERS, Duration.ofSeconds(901)));
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.facts()).containsEntry("ageSeconds", "901").containsEntry("limitSeconds", "900");
    }

    @Test
    void failsWhenThereIsNoneOrNothingHasArrived() {
        databases.automated(WEST, replicated(ORDERS, Duration.ZERO).region(WEST));
        assertThat(databases.orders(check).summary()).contains("are not replicated to us-west-2");

        databases.automated(
                WEST,
                replicated(ORDERS, Duration.ZERO).status("pending").restoreWindow(window -> window.latestTime(null)));
        assertThat(databases.orders(check).summary()).contains("have not arrived");
    }

    @Test
    void isNotTestedWhenTheDrRegionIsNotRead() {
        databases.aws.denies(new AutomatedBackups(WEST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }
}
