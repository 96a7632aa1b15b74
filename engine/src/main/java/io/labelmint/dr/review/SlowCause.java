package io.labelmint.dr.review;

import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * What is likely to have made a backup slow, by what CloudWatch measured meanwhile.
 *
 * @param words in a sentence
 * @param remedy what to do
 * @param facts the metrics
 */
record SlowCause(String words, String remedy, Facts facts) {
    /** Ours: above this a database has little left for anything else. */
    private static final double BUSY_PERCENT = 80;

    /** Ours: requests that wait for the storage. */
    private static final double QUEUE = 10;

    /** Ours: with less of its credits left, gp2 storage falls back to its base rate (RDS user guide, BurstBalance). */
    private static final double CREDITS_PERCENT = 20;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** That of a copy, or of a store that has no such metrics. */
    static SlowCause unmeasured() {
        return new SlowCause(
                "Nothing is measured of what it waited for.",
                "See whether it was a full one: the first with another key, or after the copy before it was deleted. Then see"
                        + " whether much was changed in the source, and whether many were under way at once.",
                Facts.NONE);
    }

    /** That of the backup {@code slow} of {@code database}. */
    static SlowCause of(PostgresDatabase database, Made slow, String region, Observatory observatory) {
        Metric cpu = metric("CPUUtilization", database, "Average");
        Metric queue = metric("DiskQueueDepth", database, "Average");
        Metric credits = metric("BurstBalance", database, "Minimum");
        Metrics asked = new Metrics(
                region,
                List.of(cpu, queue, credits),
                slow.at().truncatedTo(ChronoUnit.MINUTES),
                slow.at().plus(slow.took()).truncatedTo(ChronoUnit.MINUTES).plus(MINUTE),
                MINUTE);
        Map<Metric, SortedMap<Instant, Double>> values = observatory.read(asked).orElseThrow();
        OptionalDouble busy = mean(values, cpu);
        OptionalDouble waiting = mean(values, queue);
        OptionalDouble left = least(values, credits);
        Facts facts =
                Facts.of("cpuPercent", text(busy), "diskQueueDepth", text(waiting), "burstBalancePercent", text(left));
        if (busy.isPresent() && busy.getAsDouble() >= BUSY_PERCENT) {
            return new SlowCause(
                    "The database was busy meanwhile: CPUUtilization was " + text(busy) + " %.",
                    "See in Performance Insights what ran, and move the daily job to a quieter hour or the load out of it.",
                    facts);
        }
        if (left.isPresent() && left.getAsDouble() <= CREDITS_PERCENT) {
            return new SlowCause(
                    "The storage was out of credits: BurstBalance fell to " + text(left) + " %.",
                    "Change the storage to gp3, whose rate does not depend on credits.",
                    facts);
        }
        if (waiting.isPresent() && waiting.getAsDouble() >= QUEUE) {
            return new SlowCause(
                    "The storage was busy meanwhile: DiskQueueDepth was " + text(waiting) + ".",
                    "Move the daily job to a quieter hour, or provision more IOPS.",
                    facts);
        }
        String none = values.values().stream().allMatch(Map::isEmpty)
                ? "CloudWatch has no values of that time."
                : "Neither CPU nor storage was busy meanwhile.";
        return new SlowCause(
                none,
                "See whether much was written since the backup before: only what changed is backed up, and a bulk load, an"
                        + " index made anew or a VACUUM FULL changes much.",
                facts);
    }

    private static Metric metric(String name, PostgresDatabase database, String statistic) {
        return Metric.of("AWS/RDS", name, Map.of("DBInstanceIdentifier", database.instance()), statistic);
    }

    private static OptionalDouble mean(Map<Metric, SortedMap<Instant, Double>> values, Metric metric) {
        return values.get(metric).values().stream()
                .mapToDouble(Double::doubleValue)
                .average();
    }

    private static OptionalDouble least(Map<Metric, SortedMap<Instant, Double>> values, Metric metric) {
        return values.get(metric).values().stream()
                .mapToDouble(Double::doubleValue)
                .min();
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Long.toString(Math.round(value.getAsDouble())) : "not known";
    }
}
