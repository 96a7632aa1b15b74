package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.model.Filter;

/** What the Describe operations of RDS share: filters, and pages of 20 to 100 records. */
final class RdsListing {
    /** RDS API reference, MaxRecords of every Describe operation. */
    private static final int LEAST = 20;

    private static final int MOST = 100;

    private RdsListing() {}

    static <T> Page<T> page(List<T> sorted, Function<T, String> key, String marker, Integer maxRecords) {
        int size = maxRecords == null ? MOST : maxRecords;
        if (size < LEAST || size > MOST) {
            throw RdsErrors.invalidValue(
                    "Invalid value " + size + " for MaxRecords. Must be between " + LEAST + " and " + MOST);
        }
        return Page.of(sorted, key, marker, size)
                .orElseThrow(() -> RdsErrors.invalidValue("Invalid marker: " + marker));
    }

    /**
     * Whether a resource passes {@code filters}: each filter must have one of its values.
     *
     * @param attributes the attributes this operation can filter by, each with its value
     */
    static boolean passes(List<Filter> filters, Map<String, String> attributes) {
        for (Filter filter : filters) {
            if (!attributes.containsKey(filter.name())) {
                throw RdsErrors.invalidValue("Unrecognized filter name: " + filter.name());
            }
        }
        return filters.stream().allMatch(filter -> filter.values().contains(attributes.get(filter.name())));
    }
}
