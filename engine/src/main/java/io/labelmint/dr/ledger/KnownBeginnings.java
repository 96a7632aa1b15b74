package io.labelmint.dr.ledger;

import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The histories that were read last. Ledgers only grow, and whoever follows a failover reads the same two every few seconds:
 * of a text that begins as it was read before only the rest is read, so that following an operation to its end costs what
 * its entries cost, and not their square. A text that begins in any other way is read and proved from its first line.
 */
final class KnownBeginnings {
    /** More than a move and what stands around it have; of all that was ever done, few are read twice. */
    private static final int FEW = 16;

    private record Known(String text, History history) {}

    private final Json json;
    private final Map<OperationId, Known> known = new LinkedHashMap<>(FEW, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OperationId, Known> eldest) {
            return size() > FEW;
        }
    };

    KnownBeginnings(Json json) {
        this.json = json;
    }

    /**
     * The history in {@code text}; empty if it has no entries.
     *
     * @throws io.labelmint.dr.ProblemException {@code ledger.broken} as {@link Chain#read} says
     */
    synchronized Optional<History> read(OperationId operation, String text) {
        Known before = known.get(operation);
        History history = before != null && text.startsWith(before.text())
                ? Chain.continued(before.history(), text, before.text().length(), json)
                : Chain.read(operation, text, json);
        known.put(operation, new Known(text, history));
        return Optional.of(history).filter(read -> !read.entries().isEmpty());
    }
}
