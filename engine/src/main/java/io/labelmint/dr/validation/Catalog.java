package io.labelmint.dr.validation;

import java.util.List;
import java.util.SortedMap;

/**
 * What a database consists of.
 *
 * @param objects tables, columns, indexes and constraints with a hash of the definition of each
 * @param tables the tables that have rows of their own: no views, no partitioned parents
 * @param indexes all indexes, those of partitioned parents included
 */
public record Catalog(SortedMap<CatalogObject, String> objects, List<TableName> tables, List<Index> indexes) {
    public Catalog {
        objects = java.util.Collections.unmodifiableSortedMap(objects);
        tables = List.copyOf(tables);
        indexes = List.copyOf(indexes);
    }

    /**
     * Something a database consists of.
     *
     * @param kind {@code table}, {@code column}, {@code index} or {@code constraint}
     * @param name its qualified name
     */
    public record CatalogObject(String kind, String name) implements Comparable<CatalogObject> {
        @Override
        public int compareTo(CatalogObject other) {
            return toString().compareTo(other.toString());
        }

        /** For example {@code column public.orders.total}. */
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /**
     * An index.
     *
     * @param name its name
     * @param table its table
     * @param method its access method, for example {@code btree}; {@code partitioned} if it has no entries of its own
     * @param usable whether it is valid, ready and live; one that a failed CREATE INDEX CONCURRENTLY left is not
     */
    public record Index(TableName name, TableName table, String method, boolean usable) {}
}
