package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

final class KmsAndStsTest {
    private final World world = RdsFixture.inMemory(7).world;

    @Test
    void keysHaveAliasesAndStayInTheirRegion() {
        KmsClient kms = world.client(KmsClient.class, RdsFixture.EAST);
        String arn = kms.describeKey(r -> r.keyId("alias/dr")).keyMetadata().arn();
        assertThat(kms.describeKey(r -> r.keyId(arn)).keyMetadata().arn()).isEqualTo(arn);
        assertThat(kms.getKeyRotationStatus(r -> r.keyId(arn)).keyRotationEnabled())
                .isFalse();
        kms.enableKeyRotation(r -> r.keyId(arn));
        assertThat(kms.getKeyRotationStatus(r -> r.keyId(arn)).keyRotationEnabled())
                .isTrue();
        assertThat(kms.listAliases().aliases())
                .singleElement()
                .satisfies(alias -> assertThat(alias.aliasName()).isEqualTo("alias/dr"));
        assertThatThrownBy(() -> kms.createAlias(r -> r.aliasName("alias/dr").targetKeyId(arn)))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> world.client(KmsClient.class, RdsFixture.WEST).describeKey(r -> r.keyId(arn)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void sessionsExpire() {
        StsClient sts = world.client(StsClient.class, RdsFixture.WEST);
        String account = sts.getCallerIdentity().account();
        String role = "arn:aws:iam::" + account + ":role/dr/operator";
        Credentials session =
                sts.assumeRole(r -> r.roleArn(role).roleSessionName("drill")).credentials();
        assertThat(session.expiration()).isEqualTo(world.timeline().now().plus(Duration.ofHours(1)));
        assertThatThrownBy(() -> sts.assumeRole(
                        r -> r.roleArn(role).roleSessionName("drill").durationSeconds(899)))
                .isInstanceOf(StsException.class);
        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn("operator").roleSessionName("drill")))
                .isInstanceOf(StsException.class);
    }
}
