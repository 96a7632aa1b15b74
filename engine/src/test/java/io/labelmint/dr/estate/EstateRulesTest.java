package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What contradicts itself or the shape of AWS is refused, each with its fact, at its line. */
class EstateRulesTest {
    private static final Example PRODUCTION = Example.production();

    @Test
    void twoRegionsThatAreOne() {
        Example example = Example.minimal().with("dr: us-west-2", "dr: us-east-1");
        example.isRefused("estate.one-region", "dr: us-east-1", "us-east-1");
    }

    @Test
    void regionsOfTwoPartitions() {
        Example example = Example.minimal().with("dr: us-west-2", "dr: cn-north-1");
        example.isRefused("estate.two-partitions", "dr: cn-north-1", "nothing replicates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-esat-1", "US-EAST-1", "aws-global", "mars-north-1", "us-east-1a"})
    void aRegionThatDoesNotExist(String region) {
        assertThat(Example.minimal()
                        .with("dr: us-west-2", "dr: " + region)
                        .mistake()
                        .code())
                .isEqualTo("estate.wrong-value");
    }

    @Test
    void aControllerThatGoesDownWithThePrimaryRegion() {
        PRODUCTION
                .with("controller:\n  region: us-west-2", "controller:\n  region: us-east-1")
                .isRefused("estate.controller-in-primary", "region: us-east-1", "us-east-1");
        PRODUCTION
                .with("controller:\n  region: us-west-2", "controller:\n  region: outside-aws")
                .load();
    }

    @Test
    void aTopicInTheOtherRegion() {
        PRODUCTION
                .with("drTopic: arn:aws:sns:us-west-2", "drTopic: arn:aws:sns:us-east-1")
                .isRefused(
                        "estate.wrong-region",
                        "drTopic:",
                        "notifications.drTopic is in us-east-1, but the DR region is us-west-2");
        PRODUCTION
                .with("primaryTopic: arn:aws:sns:us-east-1", "primaryTopic: arn:aws:sns:us-west-2")
                .isRefused("estate.wrong-region", "primaryTopic:", "is in us-west-2");
    }

    @Test
    void aKeyInTheOtherRegion() {
        PRODUCTION
                .with("dr: arn:aws:kms:us-west-2", "dr: arn:aws:kms:us-east-1")
                .isRefused("estate.wrong-region", "dr: arn:aws:kms:us-east-1", "databases[0].keys.dr");
        PRODUCTION
                .with("primary: arn:aws:kms:us-east-1", "primary: arn:aws:kms:eu-west-1")
                .isRefused("estate.wrong-region", "primary: arn:aws:kms:eu-west-1", "databases[0].keys.primary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drTopic: arn:aws:sns:us-west-2:",
                "dr: arn:aws:kms:us-west-2:",
                "drRole: arn:aws:iam::",
                "role: arn:aws:iam::"
            })
    void anArnOfAnotherAccount(String arn) {
        PRODUCTION
                .with(arn + "123456789012", arn + "210987654321")
                .isRefused(
                        "estate.foreign-account",
                        "210987654321",
                        "in account 210987654321, but access.account is 123456789012");
    }

    @Test
    void anArnOfAnotherPartition() {
        PRODUCTION
                .with("drRole: arn:aws:", "drRole: arn:aws-cn:")
                .isRefused("estate.foreign-partition", "drRole:", "partition aws-cn");
    }

    @ParameterizedTest
    @CsvSource({
        "id: billing-db, id: orders-db, id",
        "id: sessions, id: orders-db, id",
        "id: worker, id: web, id",
        "instance: labelmint-production-billing, instance: labelmint-production-orders, instance"
    })
    void aNameTakenTwice(String line, String taken, String key) {
        assertThat(PRODUCTION.with(line, taken).mistakes())
                .filteredOn(mistake -> mistake.code().equals("estate.not-unique"))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.line()).isEqualTo(PRODUCTION.lineOf(line));
                    assertThat(mistake.summary()).contains("." + key + " is ");
                });
    }

    @Test
    void aStoreCalledLikeAKind() {
        PRODUCTION
                .with("- id: assets", "- id: buckets")
                .with("sessions, assets]", "sessions, buckets]")
                .isRefused("estate.id-is-kind", "id: buckets", "all buckets");
    }

    @Test
    void aNeedThatNoStoreMeets() {
        Example example = PRODUCTION.with("needs: [orders-db,", "needs: [order-db,");
        example.isRefused("estate.no-such-store", "needs:", "order-db");
        assertThat(example.mistake().fix()).isEqualTo("Did you mean orders-db?");
    }

    @Test
    void anEstateOfNothing() {
        assertThat(Example.of("").mistake().code()).isEqualTo("estate.no-stores");
        assertThat(Example.of("databases: []\n").mistake().code()).isEqualTo("estate.no-stores");
    }

    @Test
    void alertsOnlyInThePrimaryRegion() {
        PRODUCTION
                .without("  drTopic: arn:aws:sns:us-west-2:123456789012:labelmint-production-dr\n")
                .isRefused("estate.topic-only-in-primary", "primaryTopic:", "silent when that region is lost");
    }

    @ParameterizedTest
    @CsvSource({"weeklyDays: 365, weeklyDays: 60, 60", "monthlyDays: 2557, monthlyDays: 364, 364"})
    void rarerBackupsThatGoFirst(String line, String shorter, String days) {
        PRODUCTION.with(line, shorter).isRefused("estate.retention-order", shorter, "is " + days);
    }

    @Test
    void retentionThatCollidesWithADefaultIsToldWhereItIsWritten() {
        Example.minimal()
                .plus("retention:\n  dailyDays: 91\n")
                .isRefused("estate.retention-order", "dailyDays", "90 by default");
    }

    @Test
    void aTtlThatOutlastsTheFailover() {
        PRODUCTION.with("ttl: 60s", "ttl: 121s").isRefused("estate.ttl-too-long", "ttl: 121s", "2m1s");
        PRODUCTION.with("ttl: 60s", "ttl: 120s").load();
    }

    @Test
    void aRecordThatNothingMoves() {
        PRODUCTION
                .without("    healthCheck: 00000000-1111-2222-3333-444444444444\n")
                .isRefused("estate.no-health-check", "switchedBy:", "standby-takes-over");
        PRODUCTION
                .with("switchedBy: standby-takes-over", "switchedBy: routing-control")
                .isRefused("estate.no-routing-control", "switchedBy:", "routing-control");
        PRODUCTION
                .with(
                        "    standbyMetric:",
                        "    standbyObject: { bucket: labelmint-production-dr-traffic, key: serves }\n    standbyMetric:")
                .isRefused("estate.no-standby-fact", "switchedBy:", "two are declared");
        PRODUCTION
                .with("switchedBy: standby-takes-over", "switchedBy: record-change")
                .isRefused("estate.no-dr-target", "switchedBy:", "nobody says where");
        PRODUCTION
                .with("switchedBy: standby-takes-over", "switchedBy: record-change\n    drTarget: lb.labelmint.example")
                .load();
    }

    @ParameterizedTest
    @CsvSource({
        "0 2 * * * *, five fields",
        "H 2 * * *, hides the minute",
        "60 2 * * *, minute takes 0 to 59",
        "0 24 * * *, hour takes 0 to 23",
        "0 2 0 * *, day of the month takes 1 to 31",
        "0 2 * 13 *, month takes 1 to 12",
        "0 2 * * 8, day of the week takes 0 to 7",
        "0 5-2 * * *, hour takes",
        "0 */0 * * *, hour takes",
        "@daily, five fields"
    })
    void schedulesThatAreNone(String cron, String fact) {
        PRODUCTION
                .with("weekly: \"0 3 * * 0\"", "weekly: \"" + cron + "\"")
                .isRefused("estate.wrong-value", "weekly:", fact);
    }

    @Test
    void aDailyJobThatIsNot() {
        PRODUCTION
                .with("daily: \"0 2 * * *\"", "daily: \"0 2 * * 1-5\"")
                .isRefused("estate.not-daily", "daily:", "1-5");
        PRODUCTION.with("daily: \"0 2 * * *\"", "daily: \"15 */6 * * *\"").load();
    }

    @Test
    void aContactNobodyCanReach() {
        PRODUCTION
                .without("    email: devops@labelmint.example\n")
                .isRefused("estate.unreachable-contact", "role: devops-team", "neither phone nor email");
    }

    @Test
    void aStaleContactIsLeftToACheck() {
        PRODUCTION.with("confirmed: 2026-10-01", "confirmed: 1999-01-01").load();
    }

    @Test
    void rulesRunOnWhatCouldBeRead() {
        Example example = PRODUCTION.with("ttl: 60s", "ttl: 1h").with("pitrDays: 35", "pitrDays: many");
        assertThat(example.codes()).containsExactly("estate.ttl-too-long", "estate.wrong-type");
    }
}
