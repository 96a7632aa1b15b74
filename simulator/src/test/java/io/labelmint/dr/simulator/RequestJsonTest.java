package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.labelmint.dr.simulator.core.RequestJson;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

final class RequestJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyKindOfMemberComesBack() throws JsonProcessingException {
        comesBack(CreateDbSnapshotRequest.builder()
                .dbSnapshotIdentifier("a")
                .tags(Tag.builder().key("k").value("v").build())
                .build());
        comesBack(SignRequest.builder()
                .keyId("k")
                .message(SdkBytes.fromUtf8String("blob"))
                .signingAlgorithm("RSASSA_PSS_SHA_256")
                .build());
        comesBack(StartBackupJobRequest.builder()
                .recoveryPointTags(Map.of("a", "b"))
                .startWindowMinutes(60L)
                .build());
        comesBack(PutMetricDataRequest.builder()
                .namespace("n")
                .metricData(MetricDatum.builder()
                        .metricName("m")
                        .timestamp(Instant.parse("2026-01-05T00:00:00.5Z"))
                        .value(1.5)
                        .values(1.0, 2.0)
                        .dimensions(Dimension.builder().name("x").value("y").build())
                        .build())
                .build());
    }

    @Test
    void passwordsAreNotWritten() {
        assertThat(RequestJson.write(CreateDbInstanceRequest.builder()
                        .dbInstanceIdentifier("a")
                        .masterUserPassword("secret")
                        .build()))
                .isEqualTo(Map.of("DBInstanceIdentifier", "a"));
    }

    private static void comesBack(SdkPojo request) throws JsonProcessingException {
        Map<String, Object> json =
                JSON.readValue(JSON.writeValueAsString(RequestJson.write(request)), new TypeReference<>() {});
        assertThat(RequestJson.read(json, request.getClass())).isEqualTo(request);
    }
}
