package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Validation.Table;
import io.labelmint.dr.estate.yaml.Share;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a table of a copy must hold: what its source counted last, give or take the declared tolerance, and what changed
 * between that count and the moment restored to, which is taken to be at most twice what changed in as much time between
 * the last two counts. Such growth is allowed in its own direction only: a table that grows may not have shrunk.
 *
 * @param table the declaration
 * @param moment the moment the copy is of
 * @param census counts by the source, the newest first
 */
record Expectation(Table table, Instant moment, List<Testimony.Entry> census) {
    /** A census is taken daily at least, and may take two hours; older than that, too much may have happened since. */
    static final Duration LIMIT = Duration.ofHours(26);

    /** Counts after the moment are of no use: a copy cannot know them, and what is known elsewhere may be later. */
    Expectation {
        census = census.stream().filter(entry -> !entry.at().isAfter(moment)).toList();
    }

    void judge(Count count, Tally tally) {
        if (census.isEmpty()) {
            tally.unknown(Problem.of(
                            "restore.census-too-young",
                            "No count of " + table.name() + " was taken before the moment restored to.",
                            "Restore a later moment, or have the census taken oftener.")
                    .with("table", table.name()));
            return;
        }
        Testimony.Entry last = census.get(0);
        Duration age = Duration.between(last.at(), moment);
        tally.fact("census." + table.name(), last.at());
        tally.fact("censusRows." + table.name(), last.rows());
        if (age.compareTo(LIMIT) > 0) {
            tally.unknown(Problem.of(
                            "restore.census-too-old",
                            "The last count of " + table.name() + " by its source was " + Ages.words(age)
                                    + " before the moment restored to.",
                            "Have the census taken daily, as docs/validation.md says.")
                    .with("table", table.name()));
            return;
        }
        within(
                "row count",
                BigDecimal.valueOf(count.rows()),
                entry -> Optional.of(BigDecimal.valueOf(entry.rows())),
                tally);
        if (table.sum().isPresent()) {
            sums(count, last, tally);
        }
    }

    private void sums(Count count, Testimony.Entry last, Tally tally) {
        if (!last.column().equals(table.sum())
                || count.sum().isEmpty()
                || last.sum().isEmpty()) {
            tally.unknown(Problem.of(
                            "restore.no-sum",
                            "The source did not add up " + table.sum().get() + " of " + table.name() + ".",
                            "Install the heartbeat's subjects again, and restore a moment after the next census.")
                    .with("table", table.name()));
            return;
        }
        within(
                "sum of " + table.sum().get(),
                count.sum().get(),
                entry -> entry.column().equals(table.sum()) ? entry.sum() : Optional.empty(),
                tally);
    }

    private void within(
            String what, BigDecimal found, Function<Testimony.Entry, Optional<BigDecimal>> value, Tally tally) {
        BigDecimal counted = value.apply(census.get(0)).orElseThrow();
        BigDecimal slack = counted.abs().multiply(table.tolerance()).setScale(0, RoundingMode.CEILING);
        BigDecimal growth = growth(value).multiply(BigDecimal.valueOf(2));
        BigDecimal least = counted.subtract(slack).add(growth.min(BigDecimal.ZERO));
        BigDecimal most = counted.add(slack).add(growth.max(BigDecimal.ZERO));
        if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
            tally.wrong(
                    "The " + what + " of " + table.name() + " is " + found.toPlainString() + ", but its source counted "
                            + counted.toPlainString() + " at " + census.get(0).at() + ", and the tolerance is "
                            + Share.print(table.tolerance()) + ".",
                    "Compare the table with the source: rows were lost or ruined, there or on the way.");
        }
    }

    /** What changed since the last count if it went on as between the last two. */
    private BigDecimal growth(Function<Testimony.Entry, Optional<BigDecimal>> value) {
        if (census.size() < 2) {
            return BigDecimal.ZERO;
        }
        Optional<BigDecimal> before = value.apply(census.get(1));
        Duration between = Duration.between(census.get(1).at(), census.get(0).at());
        if (before.isEmpty() || between.isZero() || between.isNegative()) {
            return BigDecimal.ZERO;
        }
        Duration since = Duration.between(census.get(0).at(), moment);
        return value.apply(census.get(0))
                .orElseThrow()
                .subtract(before.get())
                .multiply(BigDecimal.valueOf(since.toMillis()))
                .divide(BigDecimal.valueOf(Math.max(1, between.toMillis())), MathContext.DECIMAL64);
    }
}
