package io.labelmint.dr.check;

import static io.labelmint.dr.observatory.CacheWorld.DR_GROUP;
import static io.labelmint.dr.observatory.CacheWorld.GROUP;
import static io.labelmint.dr.observatory.CacheWorld.group;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.Alarms;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

final class AlarmsPresentTest {
    private static final String TOPIC = "arn:aws:sns:%s:123456789012:labelmint-production-dr";

    private final FakeObservatory observatory = new FakeObservatory();
    private final List<MetricAlarm> east = new ArrayList<>();
    private final List<MetricAlarm> west = new ArrayList<>();

    @BeforeEach
    void allInOrder() {
        observatory
                .answers(new ReplicationGroups(LabelMint.EAST), List.of(group(GROUP, true)))
                .answers(new ReplicationGroups(LabelMint.WEST), List.of(group(DR_GROUP, true)));
        for (String node : List.of("-001", "-002")) {
            east.add(alarm(LabelMint.EAST, "AWS/ElastiCache", "EngineCPUUtilization", GROUP + node));
            east.add(alarm(LabelMint.EAST, "AWS/ElastiCache", "DatabaseMemoryUsagePercentage", GROUP + node));
        }
        for (String store : List.of("orders-db", "sessions", "billing-db")) {
            east.add(age(LabelMint.EAST, store, "breaching"));
            west.add(age(LabelMint.WEST, store, "breaching"));
        }
        west.add(alarm(LabelMint.WEST, "AWS/ElastiCache", "GlobalDatastoreReplicationLag", DR_GROUP + "-002"));
        east.add(alarm(LabelMint.EAST, "AWS/RDS", "FreeStorageSpace", "labelmint-production-orders"));
        west.add(alarm(LabelMint.WEST, "AWS/RDS", "ReplicaLag", "labelmint-production-orders-replica"));
        east.add(alarm(LabelMint.EAST, "AWS/S3", "OperationsFailedReplication", "labelmint-production-assets"));
        west.add(alarm(LabelMint.WEST, "AWS/S3", "ReplicationLatency", "labelmint-production-assets"));
    }

    @Test
    void passesWhenAllAreThere() {
        for (String store : List.of("orders-db", "sessions", "assets")) {
            assertThat(finding(store).verdict()).as(store).isEqualTo(Verdict.PASSED);
        }
    }

    @Test
    void failsWhenOneIsMissing() {
        Finding finding = finding("billing-db");
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary())
                .contains("There is no alarm on FreeStorageSpace of labelmint-production-billing in us-east-1");
    }

    @Test
    void anAlarmInTheWrongRegionIsNone() {
        MetricAlarm lag = west.remove(west.size() - 1);
        east.add(lag);
        assertThat(finding("assets").summary()).contains("ReplicationLatency");
    }

    @Test
    void anAlarmThatTellsNobodyIsNone() {
        east.set(0, east.get(0).toBuilder().actionsEnabled(false).build());
        east.set(
                1,
                east.get(1).toBuilder()
                        .alarmActions(TOPIC.formatted(LabelMint.EAST) + "-old")
                        .build());
        Finding finding = finding("sessions");
        assertThat(finding.summary()).startsWith("These alarms tell nobody");
        assertThat(finding.facts()).containsEntry("mute", "2");
    }

    @Test
    void whatRunsPublishIsWatchedInBothRegions() {
        west.removeIf(alarm -> alarm.alarmName().equals("RecoveryPointAge-orders-db"));
        assertThat(finding("orders-db").summary())
                .isEqualTo("There is no alarm on RecoveryPointAge of orders-db in us-west-2.");
        assertThat(finding("sessions").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding("assets").verdict())
                .as("nothing is published of what a bucket could be brought back to")
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void anAlarmThatIsContentWithSilenceIsRed() {
        west.removeIf(alarm -> alarm.alarmName().equals("RecoveryPointAge-orders-db"));
        west.add(age(LabelMint.WEST, "orders-db", "missing"));
        assertThat(finding("orders-db").summary())
                .startsWith("These alarms are content when nothing is published any more: RecoveryPointAge-orders-db");
    }

    @Test
    void isNotTestedWhenAlarmsAreUnread() {
        observatory.answers(new Alarms(LabelMint.EAST), east).denies(new Alarms(LabelMint.WEST));
        assertThat(run("sessions").verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(run("billing-db").verdict()).isEqualTo(Verdict.FAILED);
    }

    private static MetricAlarm alarm(String region, String namespace, String metric, String resource) {
        return MetricAlarm.builder()
                .alarmName(metric + "-" + resource)
                .namespace(namespace)
                .metricName(metric)
                .dimensions(Dimension.builder().name("any").value(resource).build())
                .actionsEnabled(true)
                .alarmActions(TOPIC.formatted(region))
                .build();
    }

    private static MetricAlarm age(String region, String store, String missing) {
        return alarm(region, "LabelMint/DR", "RecoveryPointAge", store).toBuilder()
                .treatMissingData(missing)
                .build();
    }

    private Finding finding(String store) {
        observatory.answers(new Alarms(LabelMint.EAST), east).answers(new Alarms(LabelMint.WEST), west);
        return run(store);
    }

    private Finding run(String store) {
        return new AlarmsPresent()
                .run(LabelMint.production(), observatory, Instant.EPOCH).stream()
                        .filter(finding -> finding.subject().equals(store))
                        .findFirst()
                        .orElseThrow();
    }
}
