package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.ORDERS;
import static io.labelmint.dr.check.postgres.Databases.WEST;
import static io.labelmint.dr.check.postgres.Databases.instance;
import static io.labelmint.dr.check.postgres.Lags.QUERY;
import static io.labelmint.dr.check.postgres.Lags.REPLICA;
import static io.labelmint.dr.check.postgres.Lags.ending;
import static io.labelmint.dr.check.postgres.Lags.endingNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.DbInstances;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicaLagTest {
    private static final String SOURCE = "arn:aws:rds:us-east-1:123456789012:db:" + ORDERS;

    private final Databases databases = new Databases();
    private final ReplicaLag check = new ReplicaLag();

    @BeforeEach
    void replicaIsThere() {
        databases.instances(WEST, instance(REPLICA).readReplicaSourceDBInstanceIdentifier(SOURCE));
    }

    @Test
    void passesAtTheLimitAndFailsASecondLater() {
        databases.aws.answers(QUERY, endingNow(300, 300, 300, 300, 300, 300, 300));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.aws.answers(QUERY, endingNow(301, 301, 301, 301, 301, 301, 301));
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.facts()).containsEntry(REPLICA + ".lagSeconds", "301");
    }

    @Test
    void theSawToothOfAnIdleSourceIsNoLag() {
        databases.aws.answers(QUERY, endingNow(60, 120, 180, 240, 300, 60, 120, 180, 240, 300, 301));
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts())
                .containsEntry(REPLICA + ".lagSeconds", "60")
                .containsEntry(REPLICA + ".metricSeconds", "301");
    }

    @Test
    void aReplicaThatBrokeIsFoundWithinAWindow() {
        databases.aws.answers(QUERY, endingNow(1, 61, 121, 181, 241, 301, 361, 421, 481, 541, 601));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.aws.answers(QUERY, endingNow(121, 181, 241, 301, 361, 421, 481, 541, 601, 661, 721));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void silenceIsNotTested() {
        databases.aws.answers(QUERY, endingNow());
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);

        databases.aws.answers(QUERY, ending(Duration.ofMinutes(5), 1));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.aws.answers(QUERY, ending(Duration.ofMinutes(6), 1));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);

        databases.aws.answers(QUERY, endingNow(-1, -1));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);

        databases.aws.denies(QUERY);
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void failsWhenThereIsNoReplicaOrItFollowsAnother() {
        databases.instances(WEST);
        assertThat(databases.orders(check).summary()).contains("There is no DB instance " + REPLICA);

        databases.instances(WEST, instance(REPLICA));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);

        databases.instances(WEST, instance(REPLICA).readReplicaSourceDBInstanceIdentifier(SOURCE + "-other"));
        assertThat(databases.orders(check).summary()).contains("is no replica of " + ORDERS);

        databases.aws.denies(new DbInstances(WEST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void concernsDatabasesWithReplicas() {
        databases.aws.answers(QUERY, endingNow(1));
        assertThat(check.run(LabelMint.production(), databases.aws, Databases.NOW))
                .extracting(Finding::subject)
                .containsExactly("orders-db");
    }
}
