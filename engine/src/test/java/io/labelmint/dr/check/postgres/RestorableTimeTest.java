package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.EAST;
import static io.labelmint.dr.check.postgres.Databases.ORDERS;
import static io.labelmint.dr.check.postgres.Databases.ago;
import static io.labelmint.dr.check.postgres.Databases.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.DbInstances;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestorableTimeTest {
    private final Databases databases = new Databases();
    private final RestorableTime check = new RestorableTime();

    @Test
    void passesAtTheLimitAndFailsASecondLater() {
        databases.instances(EAST, instance(ORDERS).latestRestorableTime(ago(Duration.ofMinutes(15))));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.instances(EAST, instance(ORDERS).latestRestorableTime(ago(Duration.ofSeconds(901))));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void failsWithoutAutomatedBackupsOrWithoutTheInstance() {
        databases.instances(EAST, instance(ORDERS).latestRestorableTime(null));
        assertThat(databases.orders(check).remedy())
                .hasValueSatisfying(remedy -> assertThat(remedy).startsWith("Turn on automated backups"));

        databases.instances(EAST);
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void isNotTestedWhenTheInstanceIsNotRead() {
        databases.aws.denies(new DbInstances(EAST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }
}
