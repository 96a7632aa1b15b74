package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.EAST;
import static io.labelmint.dr.check.postgres.Databases.KEY;
import static io.labelmint.dr.check.postgres.Databases.WEST;
import static io.labelmint.dr.check.postgres.Databases.point;
import static io.labelmint.dr.check.postgres.Databases.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.EncryptionKey;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

class BackupEncryptionTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String DR_KEY = "arn:aws:kms:us-west-2:123456789012:key/2";

    private final Databases databases = new Databases();
    private final BackupEncryption check = new BackupEncryption();

    @BeforeEach
    void everythingAsDeclared() {
        databases.aws.answers(alias(EAST), key(KEY)).answers(alias(WEST), key(DR_KEY));
        databases
                .snapshots(EAST, snapshot("a", HOUR))
                .snapshots(WEST, snapshot("a", HOUR).kmsKeyId(DR_KEY));
        Databases.RecoveryPoint copy = point("a", HOUR);
        copy.snapshot().kmsKeyId(DR_KEY);
        databases.vault(EAST, point("a", HOUR)).vault(WEST, copy);
    }

    @Test
    void passesWhenTheAliasesStandForTheKeysThatWereUsed() {
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);
        Finding billing = databases.billing(check);
        assertThat(billing.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(billing.facts()).containsEntry("used.us-west-2", DR_KEY);
    }

    @Test
    void failsWithAnotherKeyOrNone() {
        databases.snapshots(WEST, snapshot("a", HOUR).kmsKeyId(DR_KEY + "0"));
        assertThat(databases.orders(check).summary()).contains("in us-west-2 is encrypted with another key");

        databases.snapshots(WEST, snapshot("a", HOUR).encrypted(false));
        assertThat(databases.orders(check).summary()).contains("with no key");
    }

    @Test
    void failsWhenThereIsNoSuchKeyOrNoBackup() {
        databases.aws.answers(alias(EAST), Optional.empty());
        assertThat(databases.orders(check).summary())
                .contains("There is no key")
                .contains("alias/labelmint");

        databases.snapshots(WEST);
        assertThat(databases.orders(check).summary()).contains("There is no finished backup");
    }

    @Test
    void isNotTestedWhenAKeyIsNotRead() {
        databases.aws.denies(alias(WEST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private static EncryptionKey alias(String region) {
        return new EncryptionKey(region, "arn:aws:kms:" + region + ":123456789012:alias/labelmint-production-backup");
    }

    private static Optional<KeyMetadata> key(String arn) {
        return Optional.of(KeyMetadata.builder().arn(arn).build());
    }
}
