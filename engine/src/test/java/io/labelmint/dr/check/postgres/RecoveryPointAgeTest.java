package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.EAST;
import static io.labelmint.dr.check.postgres.Databases.ORDERS;
import static io.labelmint.dr.check.postgres.Databases.ago;
import static io.labelmint.dr.check.postgres.Databases.instance;
import static io.labelmint.dr.check.postgres.Databases.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.DbSnapshots;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecoveryPointAgeTest {
    private static final Duration RPO = Duration.ofHours(1);

    private final Databases databases = new Databases();
    private final RecoveryPointAge check = new RecoveryPointAge();

    @Test
    void passesAtTheRpoAndFailsASecondLater() {
        databases.snapshots(EAST).instances(EAST, instance(ORDERS).latestRestorableTime(ago(RPO)));
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts())
                .containsEntry("means", "point-in-time recovery")
                .containsEntry("ageSeconds", "3600")
                .containsEntry("rpoSeconds", "3600");

        databases.instances(EAST, instance(ORDERS).latestRestorableTime(ago(RPO.plusSeconds(1))));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void theBestMeansCounts() {
        databases
                .snapshots(EAST, snapshot("a", Duration.ofMinutes(20)))
                .instances(EAST, instance(ORDERS).latestRestorableTime(ago(Duration.ofDays(1))));
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts()).containsEntry("means", "the last backup").containsKey("by point-in-time recovery");
    }

    @Test
    void whatIsNotReadMattersOnlyWhenTheOthersDoNotReach() {
        databases.aws.denies(new DbInstances(EAST));
        databases.snapshots(EAST, snapshot("a", Duration.ofMinutes(20)));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.snapshots(EAST, snapshot("a", Duration.ofHours(20)));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);

        databases.aws.denies(new DbSnapshots(EAST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void failsWhenNothingWouldBringItBack() {
        databases.snapshots(EAST).instances(EAST);
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(databases.orders(check).summary()).startsWith("Nothing would bring " + ORDERS + " back");
    }
}
