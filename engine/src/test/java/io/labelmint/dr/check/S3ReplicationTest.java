package io.labelmint.dr.check;

import static io.labelmint.dr.check.BucketFixture.REPLICA;
import static io.labelmint.dr.check.BucketFixture.SOURCE;
import static io.labelmint.dr.check.BucketFixture.rule;
import static io.labelmint.dr.check.Verdict.FAILED;
import static io.labelmint.dr.check.Verdict.NOT_TESTED;
import static io.labelmint.dr.check.Verdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.BucketSetting;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

final class S3ReplicationTest {
    private final BucketFixture bucket = new BucketFixture();

    @Test
    void passesAndStatesWhatBecomesOfDeleteMarkers() {
        Finding finding = bucket.run(new S3Replication());
        assertThat(finding.verdict()).isEqualTo(PASSED);
        assertThat(finding.facts()).containsEntry("deleteMarkers", "Disabled").containsEntry("timeControl", "true");
    }

    @Test
    void failsWithoutConfiguration() {
        bucket.source(BucketSetting.REPLICATION, null);
        assertThat(bucket.run(new S3Replication()).verdict()).isEqualTo(FAILED);
    }

    @Test
    void failsWithADisabledRule() {
        assertThat(with(rule -> rule.status("Disabled")).summary()).contains("no enabled replication rule");
    }

    @Test
    void failsWithARuleToElsewhere() {
        assertThat(with(rule -> rule.destination(to -> to.bucket("arn:aws:s3:::another-" + REPLICA)))
                        .summary())
                .contains("no enabled replication rule");
    }

    @Test
    void failsWhenOnlyAPrefixIsReplicated() {
        assertThat(with(rule -> rule.filter(some -> some.prefix("public/"))).summary())
                .contains("only objects of a prefix");
    }

    @Test
    void failsWithoutTheDeclaredTimeControl() {
        assertThat(with(rule -> rule.destination(
                                to -> to.bucket("arn:aws:s3:::" + REPLICA).metrics(on -> on.status("Enabled"))))
                        .summary())
                .contains("no Replication Time Control");
    }

    @Test
    void failsWhenEncryptedObjectsAreLeftOut() {
        var kms =
                ServerSideEncryptionByDefault.builder().sseAlgorithm("aws:kms").build();
        bucket.source(BucketSetting.ENCRYPTION, kms);
        assertThat(bucket.run(new S3Replication()).summary()).contains("leaves such objects out");
        assertThat(with(rule -> rule.sourceSelectionCriteria(
                                also -> also.sseKmsEncryptedObjects(kmsToo -> kmsToo.status("Enabled"))))
                        .verdict())
                .isEqualTo(PASSED);
    }

    @Test
    void isNotTestedWhenUnread() {
        bucket.observatory.denies(new BucketSetting<>(LabelMint.EAST, SOURCE, BucketSetting.REPLICATION));
        assertThat(bucket.run(new S3Replication()).verdict()).isEqualTo(NOT_TESTED);
    }

    private Finding with(Consumer<ReplicationRule.Builder> change) {
        bucket.source(BucketSetting.REPLICATION, List.of(rule(change)));
        return bucket.run(new S3Replication());
    }
}
