package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.report.Measurement;
import io.labelmint.dr.job.EstateScore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The numbers of a trend, as the evidence of the runs of one build has them. */
final class TrendNumbers {
    private static final String SIZE = "sizeBytes";

    private TrendNumbers() {}

    /**
     * How old the data of each store was that could have been brought back: measured against the recovery point objective
     * if a check did so, else against the limit a check has of its own; the worst of what was measured last.
     */
    static Map<String, Measurement> ages(List<Evidence> runs) {
        Map<String, Measurement> ages = new TreeMap<>();
        for (Evidence run : runs) {
            for (Evidence.Subject store : run.stores()) {
                List<Measurement> all = run.findings().stream()
                        .filter(finding -> finding.subject().equals(store.id()))
                        .flatMap(finding -> Measurement.age(store, finding).stream())
                        .toList();
                List<Measurement> objective = all.stream()
                        .filter(age -> age.objective().toSeconds() == store.rpoSeconds())
                        .toList();
                if (objective.isEmpty() && ages.containsKey(store.id())) {
                    continue; // what an earlier run measured against the objective says more than a limit of a check
                }
                (objective.isEmpty() ? all : objective)
                        .stream()
                                .max(Comparator.comparingDouble(Measurement::share))
                                .ifPresent(worst -> ages.put(store.id(), worst));
            }
        }
        return ages;
    }

    /** Size of the newest backups of all stores of which it is known. */
    static long bytes(List<Evidence> runs) {
        Map<String, Long> sizes = new TreeMap<>();
        runs.stream()
                .flatMap(run -> run.findings().stream())
                .filter(finding -> finding.facts().getOrDefault(SIZE, "").matches("[0-9]{1,18}"))
                .forEach(finding -> sizes.put(
                        finding.subject(), Long.parseLong(finding.facts().get(SIZE))));
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The last health score that was recorded; empty if there was none. */
    static OptionalInt score(List<Evidence> runs) {
        return runs.stream()
                .flatMap(run -> run.findings().stream())
                .filter(finding -> finding.check().equals(EstateScore.CHECK)
                        && finding.facts().getOrDefault(EstateScore.SCORE, "").matches("[0-9]{1,2}|100"))
                .mapToInt(finding -> Integer.parseInt(finding.facts().get(EstateScore.SCORE)))
                .reduce((earlier, later) -> later);
    }

    /**
     * What is red in them: findings, stores nobody looked at, and operations. The same finding of two runs of a build is
     * one.
     */
    static long red(List<Evidence> runs) {
        long findings = runs.stream()
                .flatMap(run -> run.findings().stream())
                .filter(finding -> !finding.green())
                .map(TrendNumbers::about)
                .distinct()
                .count();
        long others = runs.stream()
                .mapToLong(run -> run.uncovered().size() + undone(run))
                .sum();
        boolean nothing = findings + others == 0 && !runs.stream().allMatch(Evidence::green);
        return nothing ? 1 : findings + others;
    }

    /** How many operations did not succeed, and were not made up for. */
    static long undone(Evidence run) {
        return run.undone().size();
    }

    private static String about(Finding finding) {
        return finding.check() + "\n" + finding.subject();
    }

    /** A size in words, for example {@code 100.0 GiB}. */
    static String size(long bytes) {
        if (bytes == 0) {
            return "\u2013";
        }
        double value = bytes;
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
