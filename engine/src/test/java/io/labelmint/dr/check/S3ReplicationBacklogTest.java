package io.labelmint.dr.check;

import static io.labelmint.dr.check.BucketFixture.NOW;
import static io.labelmint.dr.check.BucketFixture.REPLICA;
import static io.labelmint.dr.check.BucketFixture.SOURCE;
import static io.labelmint.dr.check.Verdict.FAILED;
import static io.labelmint.dr.check.Verdict.NOT_TESTED;
import static io.labelmint.dr.check.Verdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class S3ReplicationBacklogTest {
    private static final Metric LATENCY = metric("ReplicationLatency", "Maximum");
    private static final Metric BYTES = metric("BytesPendingReplication", "Maximum");
    private static final Metric OPERATIONS = metric("OperationsPendingReplication", "Maximum");
    private static final Metric FAILURES = metric("OperationsFailedReplication", "Sum");
    private static final Metrics LAG = Metrics.last(
            Duration.ofMinutes(30), LabelMint.WEST, List.of(LATENCY, BYTES, OPERATIONS), Duration.ofMinutes(5), NOW);
    private static final Metrics FAILED_ONES =
            Metrics.last(Duration.ofDays(1), LabelMint.EAST, List.of(FAILURES), Duration.ofHours(1), NOW);

    private final BucketFixture bucket = new BucketFixture();

    @Test
    void passesWithinFifteenMinutes() {
        lag(points(899, 20));
        failures(points());
        Finding finding = bucket.run(new S3ReplicationBacklog());
        assertThat(finding.verdict()).isEqualTo(PASSED);
        assertThat(finding.facts())
                .containsEntry("ReplicationLatency", "20")
                .containsEntry("BytesPendingReplication", "5")
                .containsEntry("failedInADay", "0");
    }

    @Test
    void failsBeyond() {
        lag(points(20, 901));
        failures(points());
        assertThat(bucket.run(new S3ReplicationBacklog()).summary()).contains("15 min 1 s behind");
    }

    @Test
    void failsWhenOperationsFailed() {
        lag(points(20));
        failures(points(1, 2));
        assertThat(bucket.run(new S3ReplicationBacklog()).summary()).contains("3 operations");
    }

    @Test
    void failsWithoutRule() {
        bucket.source(BucketSetting.REPLICATION, null);
        assertThat(bucket.run(new S3ReplicationBacklog()).verdict()).isEqualTo(FAILED);
    }

    @Test
    void isNotTestedWhenTheLagIsSilent() {
        lag(points());
        failures(points());
        assertThat(bucket.run(new S3ReplicationBacklog()).verdict()).isEqualTo(NOT_TESTED);
    }

    @Test
    void tellsTheLagWhenThePrimaryRegionIsGone() {
        lag(points(20));
        bucket.observatory.denies(FAILED_ONES);
        Finding finding = bucket.run(new S3ReplicationBacklog());
        assertThat(finding.verdict()).isEqualTo(NOT_TESTED);
        assertThat(finding.facts()).containsEntry("ReplicationLatency", "20");
    }

    private static Metric metric(String name, String statistic) {
        return Metric.of(
                "AWS/S3",
                name,
                Map.of("SourceBucket", SOURCE, "DestinationBucket", REPLICA, "RuleId", "to-dr"),
                statistic);
    }

    private static SortedMap<Instant, Double> points(double... values) {
        SortedMap<Instant, Double> points = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            points.put(NOW.minus(Duration.ofMinutes(values.length - i)), values[i]);
        }
        return points;
    }

    private void lag(SortedMap<Instant, Double> latency) {
        bucket.observatory.answers(LAG, Map.of(LATENCY, latency, BYTES, points(5), OPERATIONS, points(1)));
    }

    private void failures(SortedMap<Instant, Double> failures) {
        bucket.observatory.answers(FAILED_ONES, Map.of(FAILURES, failures));
    }
}
