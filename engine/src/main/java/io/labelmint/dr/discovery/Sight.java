package io.labelmint.dr.discovery;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads for a discovery, and keeps account of what could not be read: it is said, and never taken for absent. */
final class Sight {
    private final Observatory observatory;
    private final Map<String, Problem> unread = new LinkedHashMap<>();

    Sight(Observatory observatory) {
        this.observatory = observatory;
    }

    /** The answer to {@code query}; empty if there is none, which is kept as not having seen {@code what}. */
    <T> Optional<T> read(String what, Query<T> query) {
        return observatory.read(query).fold(Optional::of, problem -> {
            unread.putIfAbsent(what + " in " + query.region(), problem);
            return Optional.empty();
        });
    }

    /** The same of a list, which is empty where there is no answer. */
    <T> List<T> list(String what, Query<List<T>> query) {
        return read(what, query).orElse(List.of());
    }

    /** What could not be read, a sentence each. */
    List<String> unread() {
        List<String> sentences = new ArrayList<>();
        unread.forEach((what, problem) -> sentences.add(what + " could not be read: " + problem.summary()));
        return sentences;
    }
}
