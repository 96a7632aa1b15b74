package io.labelmint.dr.check;

import static io.labelmint.dr.check.Verdict.FAILED;
import static io.labelmint.dr.check.Verdict.NOT_TESTED;
import static io.labelmint.dr.check.Verdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.observatory.BucketSetting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** {@link S3Versioning}, {@link S3Encryption} and {@link S3PublicAccessBlock}: one setting on both sides each. */
final class S3SettingsTest {
    private final BucketFixture bucket = new BucketFixture();

    record Case(Check check, BucketSetting.Kind<?> kind) {}

    static List<Case> checks() {
        return List.of(
                new Case(new S3Versioning(), BucketSetting.VERSIONING),
                new Case(new S3Encryption(), BucketSetting.ENCRYPTION),
                new Case(new S3PublicAccessBlock(), BucketSetting.PUBLIC_ACCESS_BLOCK));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void passesWhenBothSidesAreSet(Case each) {
        assertThat(bucket.run(each.check()).verdict()).isEqualTo(PASSED);
    }

    @ParameterizedTest
    @MethodSource("checks")
    void failsWhenTheReplicaIsNot(Case each) {
        bucket.replica(each.kind(), null);
        Finding finding = bucket.run(each.check());
        assertThat(finding.verdict()).isEqualTo(FAILED);
        assertThat(finding.summary()).contains(BucketFixture.REPLICA).doesNotContain(BucketFixture.SOURCE + " in");
    }

    @ParameterizedTest
    @MethodSource("checks")
    void isNotTestedWhenASideIsUnread(Case each) {
        bucket.replicaUnread(each.kind());
        assertThat(bucket.run(each.check()).verdict()).isEqualTo(NOT_TESTED);
    }

    @Test
    void suspendedVersioningIsNone() {
        bucket.source(
                BucketSetting.VERSIONING,
                GetBucketVersioningResponse.builder().status("Suspended").build());
        assertThat(bucket.run(new S3Versioning()).summary()).contains("Suspended");
    }

    @Test
    void oneOpenWayIsOpen() {
        bucket.source(
                BucketSetting.PUBLIC_ACCESS_BLOCK,
                PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(true)
                        .ignorePublicAcls(true)
                        .blockPublicPolicy(false)
                        .restrictPublicBuckets(true)
                        .build());
        assertThat(bucket.run(new S3PublicAccessBlock()).facts())
                .containsEntry("us-east-1.notBlocked", "BlockPublicPolicy");
    }
}
