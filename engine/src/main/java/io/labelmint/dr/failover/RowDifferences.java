package io.labelmint.dr.failover;

import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.outside.RowCounts.Amount;
import io.labelmint.dr.outside.RowCounts.Counted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Where a replica holds something else than its source, told from what was counted in both. */
final class RowDifferences {
    private RowDifferences() {}

    /** When nobody writes any more: every row must be there. */
    static List<String> of(Counted source, Counted replica) {
        return of(source, replica, (table, pair) -> same(pair, BigDecimal.ZERO));
    }

    /** While the source is written to, and was counted first: what is written meanwhile is within the tolerance of the table. */
    static List<String> about(Counted source, Counted replica, Validation validation) {
        return of(source, replica, (name, pair) -> {
            BigDecimal tolerance = validation.tables().stream()
                    .filter(table -> table.name().equals(name))
                    .map(Validation.Table::tolerance)
                    .findFirst()
                    .orElse(BigDecimal.ZERO);
            return same(pair, tolerance);
        });
    }

    private static boolean same(Pair pair, BigDecimal tolerance) {
        boolean rows = within(
                BigDecimal.valueOf(pair.there().rows()),
                BigDecimal.valueOf(pair.here().rows()),
                tolerance);
        boolean sums = pair.there().sum().isEmpty()
                || pair.here()
                        .sum()
                        .filter(sum -> within(pair.there().sum().get(), sum, tolerance))
                        .isPresent();
        return rows && sums;
    }

    private static boolean within(BigDecimal there, BigDecimal here, BigDecimal tolerance) {
        return there.subtract(here).abs().compareTo(there.abs().multiply(tolerance)) <= 0;
    }

    private record Pair(Amount there, Amount here) {}

    private static List<String> of(Counted source, Counted replica, BiPredicate<String, Pair> same) {
        List<String> differences = new ArrayList<>();
        source.tables().forEach((name, there) -> {
            Amount here = replica.tables().get(name);
            if (here == null || !same.test(name, new Pair(there, here))) {
                differences.add(name + " has " + there + " in the source and "
                        + (here == null ? "was not counted" : here.toString()) + " in the replica");
            }
        });
        return differences;
    }
}
