package io.labelmint.dr.job;

import io.labelmint.dr.plan.OperationId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people are told about, by a job that tells of other runs.
 *
 * @param runs the runs, in the order they were made
 * @param failures what was asked for and failed without a run that could tell of it, each in one line
 * @param name what the whole is called, for example {@code daily}
 * @param when what has to have happened for anybody to be told
 * @param message what is said first, in the words of whoever tells it; where it is there it is all that is said of runs
 *     that have not ended. Empty for none
 */
public record About(List<OperationId> runs, List<String> failures, String name, When when, String message)
        implements Request {
    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

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
        failures = failures.stream()
                .map(failure -> LINE_BREAKS.matcher(failure.strip()).replaceAll(" "))
                .toList();
        message = message.strip();
        if (runs.isEmpty() && failures.isEmpty() && message.isEmpty()) {
            throw new IllegalArgumentException("a notice is about something");
        }
    }

    /** About {@code runs} and {@code failures}, with nothing said first. */
    public About(List<OperationId> runs, List<String> failures, String name, When when) {
        this(runs, failures, name, when, "");
    }

    /** About {@code runs} alone. */
    public About(List<OperationId> runs, String name, When when) {
        this(runs, List.of(), name, when);
    }

    @Override
    public String title() {
        return "Notice";
    }

    @Override
    public void into(SortedMap<String, String> request) {
        request.put(
                "about", String.join(",", runs.stream().map(OperationId::value).toList()));
        if (!failures.isEmpty()) {
            request.put("failures", String.join("\n", failures));
        }
        request.put("name", name);
        request.put("when", when.label());
        if (!message.isEmpty()) {
            request.put("message", message);
        }
    }

    static About of(SortedMap<String, String> request) {
        return new About(
                parts(request.get("about"), ",").map(OperationId::new).toList(),
                parts(request.getOrDefault("failures", ""), "\n").toList(),
                request.get("name"),
                When.valueOf(request.get("when").toUpperCase(Locale.ROOT)),
                request.getOrDefault("message", ""));
    }

    private static Stream<String> parts(String text, String separator) {
        return text.isEmpty() ? Stream.empty() : Arrays.stream(text.split(separator, -1));
    }
}
