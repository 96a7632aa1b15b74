package io.labelmint.dr.validation;

import io.labelmint.dr.validation.Catalog.CatalogObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a source wrote of itself into schema {@code dr}, as a copy of it carries it.
 *
 * @param beat the last heartbeat
 * @param census the last two counts of each table, the newest first
 * @param shape its catalog as of the last heartbeat; empty if it was never recorded
 */
public record Testimony(Optional<Beat> beat, List<Entry> census, SortedMap<CatalogObject, String> shape) {
    public Testimony {
        census = List.copyOf(census);
        shape = java.util.Collections.unmodifiableSortedMap(shape);
    }

    /** The counts of {@code table}, the newest first. */
    public List<Entry> of(TableName table) {
        return census.stream().filter(entry -> entry.table().equals(table)).toList();
    }

    /**
     * A heartbeat.
     *
     * @param estate name of the estate that wrote it
     * @param store id of the store
     * @param at when, by the clock of the source; everything committed before is in a copy that has the beat
     * @param lsn position in the write-ahead log
     * @param walBytesPerSecond log written since the beat before
     */
    public record Beat(String estate, String store, Instant at, String lsn, long walBytesPerSecond) {}

    /**
     * One count of one table.
     *
     * @param at when it was counted
     * @param table the table
     * @param rows its rows
     * @param column the column that was added up, if one was
     * @param sum its sum
     */
    public record Entry(Instant at, TableName table, long rows, Optional<String> column, Optional<BigDecimal> sum) {}
}
