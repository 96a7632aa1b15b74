package io.labelmint.dr.review.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is made of the sizes CloudWatch has of buckets: from 27 February to 2 March 2026, two days of 28 and two of 31. */
class BucketSizesTest {
    private static final BucketSizes SIZES =
            new BucketSizes("us-west-2", LocalDate.parse("2026-02-27"), LocalDate.parse("2026-03-03"));
    private static final double GIB = 1L << 30;

    private final Map<Metric, SortedMap<Instant, Double>> told = new HashMap<>();

    BucketSizesTest() {
        Metrics query = SIZES.query(List.of("files"));
        assertThat(query.period()).isEqualTo(Duration.ofDays(1));
        query.metrics().forEach(metric -> told.put(metric, new TreeMap<>()));
    }

    @Test
    void aDayIsOneOfAsManyAsItsMonthHas() {
        for (String day : List.of("2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02")) {
            told("StandardStorage", day, 28 * 31 * GIB);
        }

        assertThat(gibMonths()).containsOnlyKeys("TimedStorage-ByteHrs");
        assertThat(gibMonths().get("TimedStorage-ByteHrs")).isEqualByComparingTo("118"); // 31 + 31 + 28 + 28
    }

    @Test
    void aDayThatIsMissingIsAsTheOneBeforeAndNothingIsAddedBeforeTheFirst() {
        told("StandardStorage", "2026-02-28", 28 * GIB);
        told("StandardStorage", "2026-03-02", 31 * GIB);

        assertThat(gibMonths().get("TimedStorage-ByteHrs").doubleValue()).isBetween(2.903, 2.904); // 1 + 28/31 + 1
    }

    @Test
    void whatArchivedObjectsHaveBesideThemIsBilledElsewhere() {
        told("GlacierStorage", "2026-03-02", 31 * GIB);
        told("GlacierObjectOverhead", "2026-03-02", 31 * GIB);
        told("GlacierS3ObjectOverhead", "2026-03-02", 31 * GIB);

        assertThat(gibMonths().get("TimedStorage-GlacierByteHrs")).isEqualByComparingTo("2");
        assertThat(gibMonths().get("TimedStorage-ByteHrs")).isEqualByComparingTo("1");
    }

    @Test
    void aBucketNothingIsKnownOfIsNotAnEmptyOne() {
        assertThatThrownBy(this::gibMonths)
                .hasMessageContaining(
                        "CloudWatch knows of no day from 2026-02-27 to 2026-03-02 how much files in us-west-2");
        assertThat(SIZES.of(List.of("files"), told, bucket -> true).get("files"))
                .as("one that has nothing in it")
                .isEmpty();
        told("StandardStorage", "2026-03-01", 0);
        assertThat(gibMonths().get("TimedStorage-ByteHrs")).isEqualByComparingTo("0");
    }

    private SortedMap<String, BigDecimal> gibMonths() {
        return SIZES.of(List.of("files"), told, bucket -> false).get("files");
    }

    private void told(String type, String day, double bytes) {
        told.get(Metric.of("AWS/S3", "BucketSizeBytes", Map.of("BucketName", "files", "StorageType", type), "Average"))
                .put(Instant.parse(day + "T00:00:00Z"), bytes);
    }
}
