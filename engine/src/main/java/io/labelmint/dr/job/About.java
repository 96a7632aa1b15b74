package io.labelmint.dr.job;

import io.labelmint.dr.plan.OperationId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * What people are told about, by a job that tells of other runs.
 *
 * @param runs the runs, in the order they were made
 * @param name what the whole is called, for example {@code daily}
 * @param when what has to have happened for anybody to be told
 */
public record About(List<OperationId> runs, String name, When when) {

    /** What has to have happened for anybody to be told. */
    public enum When {
        /** Nothing: silence would not be told from a job that never ran. */
        ALWAYS,
        /** Something is red. */
        RED,
        /** Something is red that was not in the run before, or green that was red: for what looks every few minutes. */
        NEWS;

        /** The name people use. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public About {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a notice is about at least one run");
        }
    }

    void into(SortedMap<String, String> request) {
        request.put(
                "about", String.join(",", runs.stream().map(OperationId::value).toList()));
        request.put("name", name);
        request.put("when", when.label());
    }

    static About of(SortedMap<String, String> request) {
        return new About(
                Arrays.stream(request.get("about").split(",", -1))
                        .map(OperationId::new)
                        .toList(),
                request.get("name"),
                When.valueOf(request.get("when").toUpperCase(Locale.ROOT)));
    }
}
