package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.BILLING;
import static io.labelmint.dr.check.postgres.Databases.EAST;
import static io.labelmint.dr.check.postgres.Databases.ORDERS;
import static io.labelmint.dr.check.postgres.Databases.WEST;
import static io.labelmint.dr.check.postgres.Databases.instance;
import static io.labelmint.dr.check.postgres.Databases.point;
import static io.labelmint.dr.check.postgres.Databases.replicated;
import static io.labelmint.dr.check.postgres.Databases.snapshot;
import static io.labelmint.dr.check.postgres.Databases.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.DbInstances;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupRetentionTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Databases databases = new Databases();
    private final BackupRetention check = new BackupRetention();

    @BeforeEach
    void everythingAsDeclared() {
        databases
                .instances(EAST, instance(ORDERS), instance(BILLING))
                .automated(WEST, replicated(ORDERS, HOUR), replicated(BILLING, HOUR))
                .snapshots(EAST, snapshot("a", HOUR))
                .snapshots(WEST, snapshot("a", HOUR))
                .vault(EAST, point("a", HOUR))
                .vault(WEST, point("a", HOUR));
    }

    @Test
    void passesWhenEverythingIsKeptAsLongAsDeclared() {
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);
        Finding billing = databases.billing(check);
        assertThat(billing.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(billing.facts()).containsEntry("days.us-east-1", "90").containsEntry("tier.us-east-1", "daily");
    }

    @Test
    void automatedBackupsKeptADayLessFail() {
        databases.instances(EAST, instance(ORDERS).backupRetentionPeriod(34));
        assertThat(databases.orders(check).summary()).contains("are kept 34 days; declared are 35");

        databases.instances(EAST);
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void replicatedBackupsKeptADayLessFail() {
        databases.automated(WEST, replicated(ORDERS, HOUR).backupRetentionPeriod(34));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aSnapshotToBeDeletedTooEarlyFailsAndOneWithoutADayIsKeptForEver() {
        databases.snapshots(
                WEST, snapshot("a", HOUR).tagList(tag("dr:tier", "daily"), tag("dr:delete-after", "2027-02-15")));
        assertThat(databases.orders(check).summary()).contains("in us-west-2 are kept 89 days");

        databases.snapshots(WEST, snapshot("a", HOUR).tagList(tag("dr:tier", "monthly")));
        assertThat(databases.orders(check).facts()).containsEntry("days.us-west-2", "for ever");
    }

    @Test
    void aRecoveryPointIsMeasuredByItsTier() {
        Databases.RecoveryPoint monthly = point("a", HOUR);
        monthly.snapshot().tagList(tag("dr:tier", "monthly"));
        databases.vault(EAST, monthly);
        assertThat(databases.billing(check).summary())
                .contains("The monthly backup")
                .contains("declared are 2557");
    }

    @Test
    void ofSeveralOnOneDayTheOneKeptLongestCounts() {
        Databases.RecoveryPoint shorter = point("b", Duration.ofMinutes(30));
        shorter.point().lifecycle(lifecycle -> lifecycle.deleteAfterDays(7L));
        databases.vault(EAST, point("a", HOUR), shorter);
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.vault(EAST, shorter);
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void isNotTestedWhenTheInstanceIsNotRead() {
        databases.aws.denies(new DbInstances(EAST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }
}
