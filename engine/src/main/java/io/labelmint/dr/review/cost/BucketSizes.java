package io.labelmint.dr.review.cost;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How much some buckets of a region held, as S3 tells CloudWatch once a day: all versions, old ones and unfinished uploads
 * included, which it does not tell apart (S3 User Guide, "Metrics and dimensions", BucketSizeBytes). In GiB-months, by the usage
 * type it is billed as.
 *
 * <p>CloudWatch does not promise each value (the same page), so a day without one counts as the day before it. Days before the
 * first value count as nothing: what S3 tells of a bucket begins when there is something in it.
 *
 * @param region the region
 * @param from the first day
 * @param until the day after the last
 */
record BucketSizes(String region, LocalDate from, LocalDate until) {
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    /**
     * Usage types by StorageType ("Metrics and dimensions", dimension StorageType; "Understanding your AWS billing and usage
     * reports for Amazon S3"). What archived objects have beside them is billed at the rate the first page names.
     */
    private static final Map<String, String> BILLED_AS = Map.ofEntries(
            Map.entry("StandardStorage", "TimedStorage-ByteHrs"),
            Map.entry("ReducedRedundancyStorage", "TimedStorage-RRS-ByteHrs"),
            Map.entry("StandardIAStorage", "TimedStorage-SIA-ByteHrs"),
            Map.entry("StandardIASizeOverhead", "TimedStorage-SIA-SmObjects"),
            Map.entry("OneZoneIAStorage", "TimedStorage-ZIA-ByteHrs"),
            Map.entry("OneZoneIASizeOverhead", "TimedStorage-ZIA-SmObjects"),
            Map.entry("IntelligentTieringFAStorage", "TimedStorage-INT-FA-ByteHrs"),
            Map.entry("IntelligentTieringIAStorage", "TimedStorage-INT-IA-ByteHrs"),
            Map.entry("IntelligentTieringAIAStorage", "TimedStorage-INT-AIA-ByteHrs"),
            Map.entry("IntelligentTieringAAStorage", "TimedStorage-INT-AA-ByteHrs"),
            Map.entry("IntelligentTieringDAAStorage", "TimedStorage-INT-DAA-ByteHrs"),
            Map.entry("IntAAObjectOverhead", "TimedStorage-GlacierByteHrs"),
            Map.entry("IntAAS3ObjectOverhead", "TimedStorage-ByteHrs"),
            Map.entry("IntDAAObjectOverhead", "TimedStorage-GDA-ByteHrs"),
            Map.entry("IntDAAS3ObjectOverhead", "TimedStorage-ByteHrs"),
            Map.entry("GlacierInstantRetrievalStorage", "TimedStorage-GIR-ByteHrs"),
            Map.entry("GlacierIRSizeOverhead", "TimedStorage-GIR-SmObjects"),
            Map.entry("GlacierStorage", "TimedStorage-GlacierByteHrs"),
            Map.entry("GlacierObjectOverhead", "TimedStorage-GlacierByteHrs"),
            Map.entry("GlacierS3ObjectOverhead", "TimedStorage-ByteHrs"),
            Map.entry("GlacierStagingStorage", "TimedStorage-GlacierStaging"),
            Map.entry("DeepArchiveStorage", "TimedStorage-GDA-ByteHrs"),
            Map.entry("DeepArchiveObjectOverhead", "TimedStorage-GDA-ByteHrs"),
            Map.entry("DeepArchiveS3ObjectOverhead", "TimedStorage-ByteHrs"),
            Map.entry("DeepArchiveStagingStorage", "TimedStorage-GDA-Staging"));

    /** What tells them, of all {@code buckets}. */
    Metrics query(Collection<String> buckets) {
        List<Metric> metrics = new ArrayList<>();
        for (String bucket : buckets) {
            new TreeMap<>(BILLED_AS).keySet().forEach(type -> metrics.add(metric(bucket, type)));
        }
        return new Metrics(region, metrics, midnight(from), midnight(until), Duration.ofDays(1));
    }

    /**
     * The GiB-months of each of {@code buckets}, by usage type.
     *
     * @param empty whether a bucket of which nothing was told has nothing in it, which S3 tells nothing of
     * @throws io.labelmint.dr.ProblemException if nothing is known of one of them
     */
    SortedMap<String, SortedMap<String, BigDecimal>> of(
            Collection<String> buckets, Map<Metric, SortedMap<Instant, Double>> told, Predicate<String> empty) {
        SortedMap<String, SortedMap<String, BigDecimal>> all = new TreeMap<>();
        buckets.forEach(bucket -> all.put(bucket, of(bucket, told, empty)));
        return all;
    }

    private SortedMap<String, BigDecimal> of(
            String bucket, Map<Metric, SortedMap<Instant, Double>> told, Predicate<String> empty) {
        SortedMap<String, BigDecimal> gibMonths = new TreeMap<>();
        BILLED_AS.forEach((type, usage) -> {
            SortedMap<Instant, Double> days = told.get(metric(bucket, type));
            if (!days.isEmpty()) {
                gibMonths.merge(usage, gibMonths(days), BigDecimal::add);
            }
        });
        if (gibMonths.isEmpty() && !empty.test(bucket)) {
            throw Problem.of(
                            "cost.bucket-size",
                            "CloudWatch knows of no day from " + from + " to " + until.minusDays(1) + " how much "
                                    + bucket + " in " + region + " held, so nobody can say what of S3's bill it is.",
                            "S3 tells it once a day: make sure that it is the right bucket, and ask again in two days.")
                    .asException();
        }
        return gibMonths;
    }

    /** A month has as many days as the calendar says (Amazon S3 FAQs: 744 hours in March). */
    private BigDecimal gibMonths(SortedMap<Instant, Double> told) {
        BigDecimal sum = BigDecimal.ZERO;
        double bytes = 0;
        for (LocalDate day = from; day.isBefore(until); day = day.plusDays(1)) {
            bytes = told.getOrDefault(midnight(day), bytes);
            sum = sum.add(
                    BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(day.lengthOfMonth()), MathContext.DECIMAL64));
        }
        return sum.divide(GIB, MathContext.DECIMAL64);
    }

    private static Metric metric(String bucket, String type) {
        return Metric.of("AWS/S3", "BucketSizeBytes", Map.of("BucketName", bucket, "StorageType", type), "Average");
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
