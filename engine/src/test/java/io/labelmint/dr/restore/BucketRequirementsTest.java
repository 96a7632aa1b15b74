package io.labelmint.dr.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.FakeObservatory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

/** What keys and locks of a bucket mean for a restore into it, in one sentence each, before anything is written. */
class BucketRequirementsTest {
    private static final String WEST = "us-west-2";
    private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/0a1b";
    private static final ObjectPlace PLACE = new ObjectPlace(WEST, "acme-restored", "r/");

    private final FakeObservatory observatory = new FakeObservatory()
            .answers(
                    setting(BucketSetting.ENCRYPTION),
                    Optional.of(ServerSideEncryptionByDefault.builder()
                            .kmsMasterKeyID(KEY)
                            .build()))
            .answers(setting(BucketSetting.OBJECT_LOCK), Optional.empty())
            .answers(setting(BucketSetting.REPLICATION), Optional.empty());
    private final BucketRequirements requirements =
            new BucketRequirements(observatory, Instant.parse("2026-11-22T02:00:00Z"));

    @Test
    void aKeyThatIsNotThere() {
        observatory.answers(new EncryptionKey(WEST, KEY), Optional.empty());

        assertThat(refusal())
                .isEqualTo("KMS key " + KEY + ", which objects of acme-restored are encrypted with, does not exist in"
                        + " us-west-2. Give acme-restored a default key that exists; what a deleted key encrypted, nobody"
                        + " can read any more.");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyState.class,
            names = {"ENABLED", "UNKNOWN_TO_SDK_VERSION"},
            mode = EnumSource.Mode.EXCLUDE)
    void aKeyThatIsNotEnabled(KeyState state) {
        observatory.answers(
                new EncryptionKey(WEST, KEY),
                Optional.of(KeyMetadata.builder().keyState(state).build()));

        assertThat(refusal())
                .isEqualTo("KMS key " + KEY + ", which objects of acme-restored are encrypted with, is " + state
                        + ". Enable the key, or cancel its deletion, in the KMS console of us-west-2.");
    }

    @Test
    void aKeyThatIsEnabledAndS3sOwn() {
        observatory.answers(
                new EncryptionKey(WEST, KEY),
                Optional.of(KeyMetadata.builder().keyState(KeyState.ENABLED).build()));
        requirements.keyIsUsable(PLACE);

        observatory.answers(
                setting(BucketSetting.ENCRYPTION),
                Optional.of(ServerSideEncryptionByDefault.builder().build()));
        requirements.keyIsUsable(PLACE);
    }

    @Test
    void whatIsLockedWhenItIsRestoredIsSaidForHowLong() {
        assertThat(requirements.notes(PLACE, true)).isEmpty();

        observatory.answers(setting(BucketSetting.OBJECT_LOCK), Optional.of(locking(30, null)));
        assertThat(requirements.notes(PLACE, false))
                .containsExactly("The bucket acme-restored locks every new version, so what is restored is locked for"
                        + " 30 days.");
        observatory.answers(setting(BucketSetting.OBJECT_LOCK), Optional.of(locking(null, 7)));
        assertThat(requirements.notes(PLACE, true)).singleElement().asString().endsWith("locked for 7 years.");
        observatory.answers(
                setting(BucketSetting.OBJECT_LOCK),
                Optional.of(ObjectLockConfiguration.builder()
                        .objectLockEnabled("Enabled")
                        .build()));
        assertThat(requirements.notes(PLACE, true))
                .as("a bucket that may lock, and locks nothing by itself")
                .isEmpty();
    }

    @Test
    void hiddenObjectsThatStayVisibleInTheReplicaAreSaidWhereAnyAreHidden() {
        observatory.answers(
                setting(BucketSetting.REPLICATION),
                Optional.of(List.of(ReplicationRule.builder()
                        .id("to-dr")
                        .status(ReplicationRuleStatus.ENABLED)
                        .filter(all -> all.prefix(""))
                        .deleteMarkerReplication(markers -> markers.status(DeleteMarkerReplicationStatus.DISABLED))
                        .build())));

        assertThat(requirements.notes(PLACE, true)).singleElement().asString().contains("stays visible there");
        assertThat(requirements.notes(PLACE, false)).containsExactly("What is restored replicates by rule to-dr.");
    }

    private static ObjectLockConfiguration locking(Integer days, Integer years) {
        DefaultRetention retention = DefaultRetention.builder()
                .mode("COMPLIANCE")
                .days(days)
                .years(years)
                .build();
        return ObjectLockConfiguration.builder()
                .objectLockEnabled("Enabled")
                .rule(rule -> rule.defaultRetention(retention))
                .build();
    }

    private static <T> BucketSetting<T> setting(BucketSetting.Kind<T> kind) {
        return new BucketSetting<>(WEST, "acme-restored", kind);
    }

    private String refusal() {
        try {
            requirements.keyIsUsable(PLACE);
        } catch (ProblemException e) {
            return e.problem().toString();
        }
        throw new AssertionError("it was not refused");
    }
}
