package io.labelmint.dr.check;

import static io.labelmint.dr.check.BucketFixture.declared;
import static io.labelmint.dr.check.BucketFixture.transition;
import static io.labelmint.dr.check.Verdict.FAILED;
import static io.labelmint.dr.check.Verdict.NOT_TESTED;
import static io.labelmint.dr.check.Verdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.observatory.BucketSetting;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

final class S3LifecycleTest {
    private final BucketFixture bucket = new BucketFixture();

    @Test
    void passesAsDeclared() {
        assertThat(bucket.run(new S3Lifecycle()).verdict()).isEqualTo(PASSED);
    }

    @Test
    void failsWithoutTheTransitionsOnTheReplica() {
        bucket.replica(BucketSetting.LIFECYCLE, null);
        Finding finding = bucket.run(new S3Lifecycle());
        assertThat(finding.verdict()).isEqualTo(FAILED);
        assertThat(finding.summary()).contains("assets-dr in us-west-2 moves objects to GLACIER_IR after 90 days");
    }

    @Test
    void aDisabledRuleIsNone() {
        bucket.source(
                BucketSetting.LIFECYCLE,
                List.of(declared().toBuilder().status("Disabled").build()));
        assertThat(bucket.run(new S3Lifecycle()).verdict()).isEqualTo(FAILED);
    }

    @Test
    void failsWhenCurrentObjectsExpire() {
        assertThat(also(rule -> rule.expiration(after -> after.days(400))).summary())
                .contains("Rule another of labelmint-production-assets in us-east-1 expires current objects");
        assertThat(also(rule -> rule.expiration(after -> after.days(2557))).verdict())
                .isEqualTo(PASSED);
        assertThat(also(rule -> rule.expiration(after -> after.expiredObjectDeleteMarker(true)))
                        .verdict())
                .isEqualTo(PASSED);
    }

    @Test
    void failsWhenDeletedObjectsGoTooSoon() {
        assertThat(also(rule -> rule.noncurrentVersionExpiration(after -> after.noncurrentDays(30)))
                        .summary())
                .contains("after 30 days, and it is to be kept 90");
    }

    @Test
    void failsWhenAnUndeclaredArchiveLiesOnTheWay() {
        assertThat(also(rule -> rule.transitions(transition(60, "GLACIER"))).summary())
                .contains("GLACIER after 60 days, which is not declared");
    }

    @Test
    void isNotTestedWhenASideIsUnread() {
        bucket.replicaUnread(BucketSetting.LIFECYCLE);
        assertThat(bucket.run(new S3Lifecycle()).verdict()).isEqualTo(NOT_TESTED);
    }

    private Finding also(Consumer<LifecycleRule.Builder> change) {
        LifecycleRule.Builder rule =
                LifecycleRule.builder().id("another").status("Enabled").filter(some -> some.prefix("tmp/"));
        change.accept(rule);
        bucket.source(BucketSetting.LIFECYCLE, List.of(declared(), rule.build()));
        return bucket.run(new S3Lifecycle());
    }
}
