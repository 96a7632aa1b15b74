package io.labelmint.dr.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.aws.AwsSettings;
import io.labelmint.dr.aws.SdkAws;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

@Tag("emulator")
class EmulatorIT {
    @ParameterizedTest
    @EnumSource
    void theCallerIsKnown(Emulator emulator) {
        try (SdkAws aws = emulator.connect("emulator-it")) {
            assertThat(caller(aws).account()).isEqualTo(emulator.account());
        }
    }

    /** Both let anybody assume a role that does not exist; AWS answers AccessDenied, for either reason. */
    @ParameterizedTest
    @EnumSource
    void aRoleIsAssumedAndNeedNotExist(Emulator emulator) {
        AwsSettings ambient = emulator.settings("dr nightly #41");
        String role = "arn:aws:iam::%s:role/dr-west".formatted(emulator.account());
        AwsSettings settings = new AwsSettings(
                ambient.session(),
                Map.of("us-west-2", new AwsSettings.Role(role, Optional.of("labelmint"))),
                ambient.endpoint(),
                ambient.credentials());
        try (SdkAws aws = new SdkAws(settings)) {
            assertThat(caller(aws).arn())
                    .isEqualTo("arn:aws:sts::%s:assumed-role/dr-west/%s"
                            .formatted(emulator.account(), settings.session()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyThisMachineReachesIt(Emulator emulator) throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
        for (InetAddress address : others) {
            try (Socket socket = new Socket()) {
                InetSocketAddress there =
                        new InetSocketAddress(address, emulator.endpoint().getPort());
                assertThatThrownBy(() -> socket.connect(there, 1_000))
                        .as("%s", there)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResetForgetsEverything(Emulator emulator) {
        try (SdkAws aws = emulator.connect("emulator-it")) {
            S3Client s3 = aws.reading().client(S3Client.class, "us-east-1");
            aws.mutating().client(S3Client.class, "us-east-1").createBucket(r -> r.bucket("fixed-name"));
            assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).contains("fixed-name");
            emulator.reset();
            assertThat(s3.listBuckets().buckets()).isEmpty();
        }
    }

    private static GetCallerIdentityResponse caller(SdkAws aws) {
        return aws.reading().client(StsClient.class, "us-west-2").getCallerIdentity();
    }
}
