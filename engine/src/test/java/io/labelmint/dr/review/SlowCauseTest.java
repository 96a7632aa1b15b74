package io.labelmint.dr.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Query;
import io.labelmint.dr.observatory.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a slow backup is put down to, by what was measured meanwhile. */
class SlowCauseTest {
    private static final Instant AT = Instant.parse("2026-03-01T02:00:30Z");
    private static final Made SLOW =
            new Made("orders-db", Made.Kind.BACKUP, AT, Duration.ofMinutes(40), "backup-orders-db-20260301-0a1b2c3d");

    @Test
    void aBusyDatabaseIsNamedWithItsMetric() {
        SlowCause cause = cause(Map.of("CPUUtilization", 93.0, "DiskQueueDepth", 40.0));

        assertThat(cause.words()).isEqualTo("The database was busy meanwhile: CPUUtilization was 93 %.");
        assertThat(cause.facts().values())
                .containsEntry("cpuPercent", "93")
                .containsEntry("diskQueueDepth", "40")
                .containsEntry("burstBalancePercent", "not known");
    }

    @Test
    void storageWithoutCreditsGoesBeforeStorageThatIsBusy() {
        assertThat(cause(Map.of("CPUUtilization", 20.0, "DiskQueueDepth", 40.0, "BurstBalance", 3.0))
                        .words())
                .contains("BurstBalance fell to 3 %");
        assertThat(cause(Map.of("CPUUtilization", 20.0, "DiskQueueDepth", 40.0)).words())
                .contains("DiskQueueDepth was 40");
    }

    @Test
    void whatIsNotMeasuredIsNotGuessed() {
        assertThat(cause(Map.of()).words()).isEqualTo("CloudWatch has no values of that time.");
        assertThat(cause(Map.of("CPUUtilization", 20.0)).words())
                .isEqualTo("Neither CPU nor storage was busy meanwhile.");
        assertThat(cause(Map.of()).remedy()).contains("only what changed is backed up");
    }

    private static SlowCause cause(Map<String, Double> values) {
        return SlowCause.of(LabelMint.production().databases().get(0), SLOW, LabelMint.EAST, new Measured(values));
    }

    /** CloudWatch, with the same value in every minute. */
    private record Measured(Map<String, Double> values) implements Observatory {
        @Override
        @SuppressWarnings("unchecked")
        public <T> Reading<T> read(Query<T> query) {
            Metrics asked = (Metrics) query;
            assertThat(asked.from()).isEqualTo("2026-03-01T02:00:00Z");
            assertThat(asked.until()).isEqualTo("2026-03-01T02:41:00Z");
            Map<Metrics.Metric, SortedMap<Instant, Double>> answer = new HashMap<>();
            for (Metrics.Metric metric : asked.metrics()) {
                assertThat(metric.dimensions()).containsEntry("DBInstanceIdentifier", "labelmint-production-orders");
                SortedMap<Instant, Double> measured = new TreeMap<>();
                if (values.containsKey(metric.name())) {
                    measured.put(asked.from(), values.get(metric.name()));
                }
                answer.put(metric, measured);
            }
            return new Reading.Seen<>((T) answer, AT);
        }

        @Override
        public Observatory since(Instant sent) {
            return this;
        }
    }
}
