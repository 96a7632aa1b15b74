package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import java.util.ArrayList;
import java.util.List;

/** Reads stored ledgers and proves that their chain is whole. */
public final class Chain {
    private Chain() {}

    /**
     * The history in {@code text}: whole lines, each ended by a line feed.
     *
     * @throws io.labelmint.dr.ProblemException {@code ledger.broken} with the line at which the chain breaks
     */
    public static History read(OperationId operation, String text, Json json) {
        return continued(new History(operation, List.of()), text, 0, json);
    }

    /** The same, where {@code known} is what the first {@code from} characters of {@code text} say. */
    static History continued(History known, String text, int from, Json json) {
        OperationId operation = known.operation();
        List<Entry> entries = new ArrayList<>(known.entries());
        String previous = known.head();
        int next = from;
        while (next < text.length()) {
            int end = text.indexOf('\n', next);
            String line = end < 0 ? text.substring(next) : text.substring(next, end);
            int number = entries.size() + 1;
            try {
                if (end < 0) {
                    throw new IllegalArgumentException("it has no end");
                }
                Entry entry = Entry.parse(line, number, previous, json);
                entries.add(entry);
                previous = entry.hash();
            } catch (IllegalArgumentException e) {
                throw Problem.of(
                                "ledger.broken",
                                "The ledger of operation " + operation + " is broken at line " + number + ": "
                                        + e.getMessage() + ".",
                                "Restore the file from the copy in the evidence; nothing goes on from a ledger that"
                                        + " somebody changed.")
                        .with("operation", operation)
                        .with("line", number)
                        .asException(e);
            }
            next = end + 1;
        }
        return new History(operation, entries);
    }
}
