package io.labelmint.dr.outside;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads tables of databases in full and counts: what tells two databases apart that say the same of themselves. No row leaves
 * a database: counts and sums do.
 */
@FunctionalInterface
public interface RowCounts {
    /**
     * A table that is counted.
     *
     * @param name schema and table, as {@code public.orders}
     * @param sum a column to add up
     */
    record Table(String name, Optional<String> sum) {}

    /**
     * What counting one table gave.
     *
     * @param rows its rows
     * @param sum the sum of the column asked for
     */
    record Amount(long rows, Optional<BigDecimal> sum) {
        @Override
        public String toString() {
            return rows + " rows"
                    + sum.map(added -> ", sum " + added.toPlainString()).orElse("");
        }
    }

    /**
     * What was counted, all of one snapshot of the data.
     *
     * @param tables by name
     * @param beat when the last heartbeat was written that this database has; empty if it has none of this store
     */
    record Counted(SortedMap<String, Amount> tables, Optional<Instant> beat) {
        public Counted {
            tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        }
    }

    /**
     * Counts {@code tables}, and nothing else: without any it tells the last heartbeat only.
     *
     * @param password of the user
     * @param estate name of the estate whose heartbeat is looked for
     * @param store id of the store
     * @param timeLimit the longest all of it may take
     * @throws io.labelmint.dr.ProblemException if something could not be read; no message carries the password
     */
    Counted count(
            Heartbeats.Source source,
            Secret password,
            String estate,
            String store,
            List<Table> tables,
            Duration timeLimit);
}
