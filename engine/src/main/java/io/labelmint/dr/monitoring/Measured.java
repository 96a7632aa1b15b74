package io.labelmint.dr.monitoring;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run measured, read from the facts of its findings. What no finding measured has no value: an alarm that takes missing
 * data for breaching is right then, because nobody knows. Where two findings measured the same, the worse counts.
 */
public final class Measured {
    /** What would be lost of a store if its data were ruined now, in seconds. */
    static final String RECOVERY_POINT_AGE = "RecoveryPointAge";

    /** What would be lost of a store with the primary region now, in seconds. */
    static final String REGION_LOSS = "RegionLossRecoveryPointAge";

    /** How long a restore, a drill or a move took until there was something usable, in seconds. */
    static final String RECOVERY_TIME = "RecoveryTime";

    /** How many checks are red. */
    static final String RED_CHECKS = "RedChecks";

    /** The health score, of 100. */
    static final String HEALTH_SCORE = "HealthScore";

    private static final String RECOVERY_SECONDS = "recoverySeconds";

    /**
     * A fact that is a metric.
     *
     * @param check id of the check that measures it
     * @param fact name of the fact
     * @param metric name of the metric
     */
    private record Source(String check, String fact, String metric) {}

    private static final List<Source> AGES = List.of(
            new Source("postgres.recovery-point", "ageSeconds", RECOVERY_POINT_AGE),
            new Source("redis.backup-age", "ageSeconds", RECOVERY_POINT_AGE),
            new Source("postgres.region-loss-recovery-point", "ageSeconds", REGION_LOSS),
            new Source("redis.region-loss-recovery-point", "lagSeconds", REGION_LOSS),
            new Source("s3.replication-backlog", "ReplicationLatency", REGION_LOSS));

    private final Estate estate;
    private final SortedMap<String, Datum> data = new TreeMap<>();

    private Measured(Estate estate) {
        this.estate = estate;
    }

    /** What the findings of every run tell: ages, times and the score. */
    public static Measured by(Estate estate, Collection<Finding> findings) {
        Measured measured = new Measured(estate);
        for (Finding finding : findings) {
            AGES.stream()
                    .filter(source -> source.check().equals(finding.check()))
                    .forEach(source -> measured.add(finding, source.fact(), source.metric(), "Seconds"));
            measured.add(finding, RECOVERY_SECONDS, RECOVERY_TIME, "Seconds");
            if (finding.check().equals("review.health-score")) {
                measured.add(finding, "score", HEALTH_SCORE, "None");
            }
        }
        return measured;
    }

    /** And how many of {@code findings} are red, of each of {@code stores}, and if those are all, of the estate. */
    public Measured andRed(Collection<Finding> findings, List<Store> stores) {
        stores.forEach(store -> put(
                RED_CHECKS,
                store.id(),
                "Count",
                findings.stream()
                        .filter(finding -> !finding.green() && finding.subject().equals(store.id()))
                        .count()));
        if (stores.size() == estate.stores().size()) {
            put(
                    RED_CHECKS,
                    estate.name(),
                    "Count",
                    findings.stream().filter(finding -> !finding.green()).count());
        }
        return this;
    }

    /** The values, by metric. */
    public List<Datum> data() {
        return new ArrayList<>(data.values());
    }

    private void add(Finding finding, String fact, String metric, String unit) {
        boolean known = finding.subject().equals(estate.name())
                || estate.stores().stream().map(Store::id).anyMatch(finding.subject()::equals);
        Optional.ofNullable(finding.facts().get(fact))
                .filter(value -> known && value.matches("-?\\d{1,15}"))
                .ifPresent(value -> put(metric, finding.subject(), unit, Math.max(0, Long.parseLong(value))));
    }

    private void put(String metric, String subject, String unit, long value) {
        SortedMap<String, String> dimensions = new TreeMap<>(Map.of("Estate", estate.name()));
        if (!subject.equals(estate.name())) {
            dimensions.put("Store", subject);
        }
        data.merge(
                metric + " " + subject,
                new Datum(metric, dimensions, unit, value),
                (one, other) -> one.value() >= other.value() ? one : other);
    }
}
