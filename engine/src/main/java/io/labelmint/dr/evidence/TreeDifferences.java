package io.labelmint.dr.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeSet;

/** Compares two JSON trees and tells each place in which they differ. */
final class TreeDifferences {
    private static final int LONGEST_VALUE = 120;

    private TreeDifferences() {}

    /** Is told about a difference. */
    interface Listener {
        /** At {@code path}, one tree has {@code one} and the other has {@code other}; either may be missing. */
        void differ(String path, String one, String other);
    }

    static void between(String path, JsonNode one, JsonNode other, Listener listener) {
        if (one.isObject() && other.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> between(path + "/" + name, one.path(name), other.path(name), listener));
        } else if (one.isArray() && other.isArray()) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                between(path + "/" + i, one.path(i), other.path(i), listener);
            }
        } else if (!one.equals(other)) {
            listener.differ(path, shown(one), shown(other));
        }
    }

    private static String shown(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        String text = node.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }
}
