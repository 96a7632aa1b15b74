package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Restores.Policy;
import io.labelmint.dr.estate.Restores.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A restore test that could touch production is refused where it is declared. */
class RestoreRulesTest {
    private static final Example PRODUCTION = Example.production();

    @Test
    void whatIsDeclaredIsRead() {
        Restores orders = PRODUCTION.load().databases().get(0).restores();
        Restores billing = PRODUCTION.load().databases().get(1).restores();

        assertThat(orders.dr().orElseThrow())
                .isEqualTo(new RestorePlace(
                        "labelmint-production-dr",
                        List.of("sg-0a1b2c3d4e5f60721"),
                        "labelmint-production-postgres17",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(orders.test().orElseThrow().place().instanceClass()).contains("db.t4g.large");
        assertThat(orders.test().orElseThrow().keepFor()).isEqualTo(Duration.ofHours(12));
        assertThat(billing.primary().orElseThrow().isolatedIn().orElseThrow()).containsExactly("sg-0a1b2c3d4e5f60715");
        assertThat(billing.test().orElseThrow().side()).isEqualTo(Side.DR);
        assertThat(billing.test().orElseThrow().point()).isEqualTo(Policy.OLDEST);
        assertThat(Example.minimal().load().databases().get(0).restores()).isEqualTo(Restores.NONE);
    }

    @Test
    void aTestInTheSubnetsOfProduction() {
        PRODUCTION
                .with("subnetGroup: labelmint-restore-tests", "subnetGroup: labelmint-production-dr")
                .isRefused(
                        "estate.test-not-isolated",
                        "subnetGroup: labelmint-production-dr\n        securityGroups: [sg-0a1b2c3d4e5f60722]",
                        "where production is restored");
    }

    @Test
    void aTestBehindTheSecurityGroupOfProduction() {
        PRODUCTION
                .with("[sg-0a1b2c3d4e5f60722]", "[sg-0a1b2c3d4e5f60722, sg-0a1b2c3d4e5f60721]")
                .isRefused("estate.test-not-isolated", "[sg-0a1b2c3d4e5f60722, sg", "sg-0a1b2c3d4e5f60721");
    }

    @Test
    void aTestInTheOtherRegionMayHaveTheSameNames() {
        PRODUCTION
                .with("        region: dr\n        point: latest", "        region: primary\n        point: latest")
                .with("subnetGroup: labelmint-restore-tests", "subnetGroup: labelmint-production-dr")
                .load();
    }

    @Test
    void noSecurityGroupAtAll() {
        PRODUCTION
                .with("securityGroups: [sg-0a1b2c3d4e5f60722]", "securityGroups: []")
                .isRefused("estate.no-security-group", "securityGroups: []", "AWS would use the default one");
    }

    @Test
    void aCopyThatWouldBeSweptBeforeItIsThere() {
        PRODUCTION
                .with("keepFor: 12h", "keepFor: 90m")
                .isRefused("estate.test-too-short", "keepFor: 90m", "may exist for 1h30m");
    }

    @Test
    void whatAwsBackupTestsIsReadAndOffByDefault() {
        assertThat(PRODUCTION.load().databases().get(1).restores().awsTesting())
                .contains(new Restores.AwsTesting(Side.DR, "labelmint_production_weekly", Duration.ofDays(8)));
        assertThat(PRODUCTION.load().databases().get(0).restores().awsTesting()).isEmpty();
    }

    @Test
    void aRestoreTestingPlanOfADatabaseWithoutRecoveryPoints() {
        PRODUCTION
                .with(
                        "        instanceClass: db.t4g.large\n",
                        "        instanceClass: db.t4g.large\n      awsRestoreTesting: { plan: weekly }\n")
                .isRefused(
                        "estate.no-recovery-points", "awsRestoreTesting: { plan: weekly }", "this database has none");
    }

    @Test
    void aRestoreTestThatWouldAlwaysBeTooOld() {
        PRODUCTION
                .with("within: 8d", "within: 6h")
                .isRefused("estate.tested-too-often", "within: 6h", "always too old");
    }

    @Test
    void anInstanceOfProductionThatIsCalledLikeATest() {
        PRODUCTION
                .with("instance: labelmint-production-billing", "instance: dr-test-billing-db-0a1b2c3d")
                .isRefused("estate.named-as-a-test", "instance: dr-test-billing", "which are deleted");
    }
}
