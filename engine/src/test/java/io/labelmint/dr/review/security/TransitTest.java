package io.labelmint.dr.review.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.DbParameters;
import io.labelmint.dr.observatory.FakeObservatory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;

/** What refuses plain connections: parameters and their defaults, and policies of buckets. */
final class TransitTest {
    private static final String BUCKET = "data";
    private static final String RESOURCES = "['arn:aws:s3:::data', 'arn:aws:s3:::data/*']";
    private static final String PLAIN = "{'Bool': {'aws:SecureTransport': 'false'}}";

    private final FakeObservatory observatory = new FakeObservatory();
    private final Estate estate = LabelMint.production();

    @ParameterizedTest
    @CsvSource({
        "14.17, , FAILED",
        "15.4, , PASSED",
        "17.2, , PASSED",
        "14.17, 1, PASSED",
        "17.2, 0, FAILED",
    })
    void theDefaultOfTheVersionCountsUnlessSomebodySetIt(String version, String set, Verdict verdict) {
        Map<String, String> own = set == null ? Map.of() : Map.of("rds.force_ssl", set);
        instance(LabelMint.EAST, "labelmint-production-billing", version);
        observatory.answers(new DbParameters(LabelMint.EAST, "group"), Optional.of(new TreeMap<>(own)));
        observatory.answers(
                new DbParameters(LabelMint.WEST, "labelmint-production-postgres17"),
                Optional.of(new TreeMap<>(Map.of("rds.force_ssl", "1"))));

        Finding finding = judged(
                tally -> DatabaseTransit.judge(tally, estate, estate.databases().get(1), observatory));

        assertThat(finding.verdict()).isEqualTo(verdict);
    }

    @Test
    void whatIsRestoredInTheDrRegionWouldBeOpenToo() {
        instance(LabelMint.EAST, "labelmint-production-billing", "14.17");
        observatory.answers(
                new DbParameters(LabelMint.EAST, "group"), Optional.of(new TreeMap<>(Map.of("rds.force_ssl", "1"))));
        observatory.answers(
                new DbParameters(LabelMint.WEST, "labelmint-production-postgres17"), Optional.of(new TreeMap<>()));

        Finding finding = judged(
                tally -> DatabaseTransit.judge(tally, estate, estate.databases().get(1), observatory));

        assertThat(finding.summary()).startsWith("What is restored in us-west-2 takes connections without TLS");
    }

    @Test
    void aDenialOfEverythingPlainOnBucketAndObjectsIsWhatCounts() {
        assertThat(bucket(deny("'*'", "'s3:*'", RESOURCES, PLAIN))).isEqualTo(Verdict.PASSED);
        assertThat(bucket(deny("{'AWS': '*'}", "'*'", "'*'", "{'BoolIfExists': {'AWS:securetransport': false}}")))
                .isEqualTo(Verdict.PASSED);
        assertThat(bucket(deny("'*'", "'s3:GetObject'", RESOURCES, PLAIN))).isEqualTo(Verdict.FAILED);
        assertThat(bucket(deny("'*'", "'s3:*'", "'arn:aws:s3:::data/*'", PLAIN)))
                .isEqualTo(Verdict.FAILED);
        assertThat(bucket(deny("'*'", "'s3:*'", "'arn:aws:s3:::data'", PLAIN))).isEqualTo(Verdict.FAILED);
        assertThat(bucket(deny("{'AWS': 'arn:aws:iam::123456789012:root'}", "'s3:*'", RESOURCES, PLAIN)))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void anotherConditionBesideItLetsPlainRequestsThrough() {
        assertThat(bucket(deny(
                        "'*'",
                        "'s3:*'",
                        RESOURCES,
                        "{'Bool': {'aws:SecureTransport': 'false'}, 'NotIpAddress': {'aws:SourceIp': '10.0.0.0/8'}}")))
                .isEqualTo(Verdict.FAILED);
        assertThat(bucket(deny("'*'", "'s3:*'", RESOURCES, "{'Bool': {'aws:SecureTransport': 'true'}}")))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void aPolicyNobodyUnderstandsOrCanReadIsNotTested() {
        assertThat(bucket("no JSON")).isEqualTo(Verdict.NOT_TESTED);
        observatory.denies(new BucketSetting<>(LabelMint.EAST, BUCKET, BucketSetting.POLICY));
        assertThat(judged(tally -> new BucketTransit(observatory).judge(tally, LabelMint.EAST, BUCKET))
                        .verdict())
                .isEqualTo(Verdict.NOT_TESTED);
    }

    private Verdict bucket(String policy) {
        observatory.answers(
                new BucketSetting<>(LabelMint.EAST, BUCKET, BucketSetting.POLICY),
                Optional.of(policy.replace('\'', '"')));
        return judged(tally -> new BucketTransit(observatory).judge(tally, LabelMint.EAST, BUCKET))
                .verdict();
    }

    private static String deny(String principal, String action, String resources, String condition) {
        return "{'Statement': {'Effect': 'Deny', 'Principal': " + principal + ", 'Action': " + action + ", 'Resource': "
                + resources + ", 'Condition': " + condition + "}}";
    }

    private static Finding judged(Consumer<Tally> judge) {
        Tally tally = new Tally(new Look("security.transit", "any", "nothing is sent in the clear", List.of()));
        judge.accept(tally);
        return tally.finding("All is well.");
    }

    private void instance(String region, String name, String version) {
        observatory.answers(
                new DbInstances(region),
                List.of(DBInstance.builder()
                        .dbInstanceIdentifier(name)
                        .engineVersion(version)
                        .dbParameterGroups(DBParameterGroupStatus.builder()
                                .dbParameterGroupName("group")
                                .parameterApplyStatus("in-sync")
                                .build())
                        .build()));
    }
}
