package io.labelmint.dr.check;

import static io.labelmint.dr.check.Verdict.FAILED;
import static io.labelmint.dr.check.Verdict.NOT_TESTED;
import static io.labelmint.dr.check.Verdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketRegion;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.FakeObservatory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

final class StateBucketTest {
    private static final String BUCKET = "labelmint-production-dr-state";

    private final Estate estate = LabelMint.production();
    private final FakeObservatory observatory = new FakeObservatory();

    @BeforeEach
    void allIsInOrder() {
        observatory.answers(new BucketRegion(LabelMint.WEST, BUCKET), Optional.of(LabelMint.WEST));
        setting(
                BucketSetting.VERSIONING,
                GetBucketVersioningResponse.builder().status("Enabled").build());
        setting(
                BucketSetting.ENCRYPTION,
                ServerSideEncryptionByDefault.builder()
                        .sseAlgorithm(ServerSideEncryption.AES256)
                        .build());
        setting(BucketSetting.PUBLIC_ACCESS_BLOCK, block(true));
    }

    private <T> void setting(BucketSetting.Kind<T> kind, T value) {
        observatory.answers(new BucketSetting<>(LabelMint.WEST, BUCKET, kind), Optional.ofNullable(value));
    }

    private static PublicAccessBlockConfiguration block(boolean policies) {
        return PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .ignorePublicAcls(true)
                .blockPublicPolicy(policies)
                .restrictPublicBuckets(true)
                .build();
    }

    private Finding finding() {
        List<Finding> findings = new StateBucket().run(estate, observatory, Instant.EPOCH);
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).subject()).isEqualTo(BUCKET);
        return findings.get(0);
    }

    @Test
    void passesWhenAllIsInOrder() {
        assertThat(finding().verdict()).isEqualTo(PASSED);
    }

    @Test
    void failsWhenThereIsNoSuchBucketAndSaysWhereToCreateIt() {
        observatory.answers(new BucketRegion(LabelMint.WEST, BUCKET), Optional.empty());
        assertThat(finding().verdict()).isEqualTo(FAILED);
        assertThat(finding().remedy().orElseThrow()).contains("Create it in us-west-2");
    }

    @Test
    void failsWhenItIsInTheRegionThatMayBeLost() {
        observatory.answers(new BucketRegion(LabelMint.WEST, BUCKET), Optional.of(LabelMint.EAST));
        assertThat(finding().verdict()).isEqualTo(FAILED);
        assertThat(finding().summary()).contains("is in us-east-1, and not in us-west-2");
    }

    @Test
    void failsForEachSettingThatIsMissing() {
        setting(
                BucketSetting.VERSIONING,
                GetBucketVersioningResponse.builder().status("Suspended").build());
        setting(BucketSetting.ENCRYPTION, null);
        setting(BucketSetting.PUBLIC_ACCESS_BLOCK, block(false));
        assertThat(finding().verdict()).isEqualTo(FAILED);
        assertThat(finding().summary()).contains("Suspended", "no default encryption", "public access");

        setting(BucketSetting.PUBLIC_ACCESS_BLOCK, null);
        assertThat(finding().facts()).containsEntry("publicAccessBlocked", "false");
    }

    @Test
    void isNotTestedWhenItCannotBeRead() {
        observatory.denies(new BucketSetting<>(LabelMint.WEST, BUCKET, BucketSetting.VERSIONING));
        assertThat(finding().verdict()).isEqualTo(NOT_TESTED);
        observatory.denies(new BucketRegion(LabelMint.WEST, BUCKET));
        assertThat(finding().verdict()).isEqualTo(NOT_TESTED);
    }
}
