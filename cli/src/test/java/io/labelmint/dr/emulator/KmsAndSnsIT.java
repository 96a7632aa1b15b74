package io.labelmint.dr.emulator;

import static io.labelmint.dr.emulator.Emulator.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.AwsError.Kind;
import io.labelmint.dr.aws.SdkAws;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.sns.SnsClient;

@Tag("emulator")
class KmsAndSnsIT {
    private static final String DR = "us-west-2";

    @ParameterizedTest
    @EnumSource
    void aKeyTellsItsState(Emulator emulator) {
        try (SdkAws aws = emulator.connect("kms-it")) {
            KeyMetadata made = aws.mutating()
                    .client(KmsClient.class, DR)
                    .createKey(r -> r.description("copies of orders-db"))
                    .keyMetadata();
            KmsClient kms = aws.reading().client(KmsClient.class, DR);
            assertThat(kms.describeKey(r -> r.keyId(made.arn())).keyMetadata().keyState())
                    .isEqualTo(KeyState.ENABLED);
            aws.mutating().client(KmsClient.class, DR).disableKey(r -> r.keyId(made.keyId()));
            assertThat(kms.describeKey(r -> r.keyId(made.arn())).keyMetadata().keyState())
                    .isEqualTo(KeyState.DISABLED);
        }
    }

    /** KMS answers 400 for what does not exist; so do the emulators. */
    @ParameterizedTest
    @EnumSource
    void aKeyThatDoesNotExistIsPositivelyNotFound(Emulator emulator) {
        try (SdkAws aws = emulator.connect("kms-it")) {
            KmsClient kms = aws.reading().client(KmsClient.class, DR);
            assertThat(Failure.of(
                                    "kms",
                                    "DescribeKey",
                                    () -> kms.describeKey(r -> r.keyId("00000000-0000-4000-8000-000000000000")))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageIsPublishedInTheDrRegion(Emulator emulator) {
        try (SdkAws aws = emulator.connect("sns-it")) {
            SnsClient sns = aws.mutating().client(SnsClient.class, DR);
            String topic = sns.createTopic(r -> r.name(fresh("dr-alerts"))).topicArn();
            assertThat(topic).startsWith("arn:aws:sns:us-west-2:" + emulator.account());
            assertThat(sns.publish(r -> r.topicArn(topic).subject("DR").message("rehearsal"))
                            .messageId())
                    .isNotBlank();
            assertThat(Failure.of(
                                    "sns",
                                    "Publish",
                                    () -> sns.publish(
                                            r -> r.topicArn(topic + "-missing").message("to nobody")))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
        }
    }
}
