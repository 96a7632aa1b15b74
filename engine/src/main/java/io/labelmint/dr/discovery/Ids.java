package io.labelmint.dr.discovery;

import io.labelmint.dr.estate.Store;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Short names for what was found, each once: what it is called in AWS, without the name of the estate in front. */
final class Ids {
    /** The longest id an estate takes. */
    private static final int LONGEST = 40;

    private final String estate;
    private final Set<String> taken = new HashSet<>(Store.KINDS);

    Ids(String estate) {
        this.estate = estate;
    }

    /** The id of what AWS calls {@code name}; where something else is called so already, {@code kind} tells them apart. */
    String of(String name, String kind) {
        String lower = name.toLowerCase(Locale.ROOT);
        String rest = lower.startsWith(estate + "-") ? lower.substring(estate.length() + 1) : lower;
        String id = rest.replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String base = id.isEmpty() ? kind : cut(id, 0);
        String unique = base;
        for (int number = 1; !taken.add(unique); number++) {
            String ending = number == 1 ? "-" + kind : "-" + number;
            unique = cut(base, ending.length()) + ending;
        }
        return unique;
    }

    private static String cut(String id, int room) {
        return id.substring(0, Math.min(id.length(), LONGEST - room)).replaceAll("-+$", "");
    }
}
