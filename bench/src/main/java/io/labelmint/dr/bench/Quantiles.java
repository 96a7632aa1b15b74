package io.labelmint.dr.bench;

import java.time.Duration;
import java.util.List;

/** Durations in order, to be asked for their quantiles. */
record Quantiles(List<Duration> sorted) {
    Quantiles {
        sorted = sorted.stream().sorted().toList();
    }

    /** The smallest that {@code percent} per cent of them do not exceed. */
    Duration at(int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(0, rank - 1));
    }

    Duration median() {
        return at(50);
    }

    Duration max() {
        return at(100);
    }
}
