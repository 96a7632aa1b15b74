package io.labelmint.dr.validation.redis;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answers to INFO (Redis documentation, "INFO"): a line each, {@code name:value}.
 *
 * @param values the values by name
 */
record Info(Map<String, String> values) {
    private static final Pattern DATABASE = Pattern.compile("db(\\d{1,9})");
    private static final Pattern KEYSPACE = Pattern.compile("keys=(\\d{1,18}),expires=(\\d{1,18}).*");

    static Info parse(String text) {
        Map<String, String> values = new TreeMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new Info(values);
    }

    String text(String name) {
        return values.getOrDefault(name, "unknown");
    }

    Optional<Long> number(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> value.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    /**
     * Keys of a database.
     *
     * @param all all of them
     * @param expiring those that expire
     */
    record Keys(long all, long expiring) {}

    /** The databases that have keys, by number. */
    SortedMap<Integer, Keys> databases() {
        SortedMap<Integer, Keys> databases = new TreeMap<>();
        values.forEach((name, value) -> {
            Matcher database = DATABASE.matcher(name);
            Matcher keys = KEYSPACE.matcher(value);
            if (database.matches() && keys.matches()) {
                databases.put(
                        Integer.valueOf(database.group(1)),
                        new Keys(Long.parseLong(keys.group(1)), Long.parseLong(keys.group(2))));
            }
        });
        return databases;
    }
}
