package io.labelmint.dr.observatory;

import java.time.Instant;
import java.util.Optional;

/** Finds out what a key had at a moment from its entries, one after the other: it may have any number of them. */
final class KeyHistory {
    private final String key;
    private final Instant at;
    private ObjectEntry then;
    private ObjectEntry now;
    private Instant oldest;
    private boolean tied;

    KeyHistory(String key, Instant at) {
        this.key = key;
        this.at = at;
    }

    String key() {
        return key;
    }

    void add(ObjectEntry entry) {
        if (now == null || entry.latest() || (!now.latest() && entry.modified().isAfter(now.modified()))) {
            now = entry;
        }
        oldest = oldest == null || entry.modified().isBefore(oldest) ? entry.modified() : oldest;
        if (entry.modified().isAfter(at)) {
            return;
        }
        if (then == null || entry.modified().isAfter(then.modified())) {
            then = entry;
            tied = false;
        } else if (entry.modified().equals(then.modified()) && entry.marker() != then.marker()) {
            // Versions come newest first, and so do markers, but nothing says how the two lists are interleaved.
            boolean known = entry.latest() || then.latest();
            then = entry.latest() || (!then.latest() && then.marker()) ? entry : then;
            tied = !known;
        }
    }

    KeyAt known() {
        return new KeyAt(key, Optional.ofNullable(then).filter(entry -> !entry.marker()), now, oldest, tied);
    }
}
