package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Page;
import java.util.List;
import java.util.function.Function;

/** Pages of the Describe operations: 20 records at least, and how many at most depends on the operation. */
final class ElastiCacheListing {
    /** ElastiCache API reference, MaxRecords of every Describe operation. */
    private static final int LEAST = 20;

    private ElastiCacheListing() {}

    static <T> Page<T> page(List<T> sorted, Function<T, String> key, String marker, Integer maxRecords, int most) {
        int size = maxRecords == null ? most : maxRecords;
        if (size < LEAST || size > most) {
            throw ElastiCacheErrors.invalidValue(
                    "Invalid value " + size + " for MaxRecords. Must be between " + LEAST + " and " + most);
        }
        return Page.of(sorted, key, marker, size)
                .orElseThrow(() -> ElastiCacheErrors.invalidValue("Invalid marker: " + marker));
    }
}
