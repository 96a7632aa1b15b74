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
        List<Entry> entries = new ArrayList<>();
        String previous = Entry.origin(operation);
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            String line = end < 0 ? text.substring(from) : text.substring(from, end);
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
            from = end + 1;
        }
        return new History(operation, entries);
    }
}
