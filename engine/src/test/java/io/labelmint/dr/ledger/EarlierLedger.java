package io.labelmint.dr.ledger;

import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The ledger of an operation as that of an earlier one like it: for who looks back on years of them. */
public final class EarlierLedger {
    private EarlierLedger() {}

    /** The lines, each with its line feed, of {@code history} as {@code id}, which began {@code earlier}. */
    public static List<String> lines(History history, OperationId id, Duration earlier, Json json) {
        List<String> lines = new ArrayList<>();
        String previous = Entry.origin(id);
        for (Entry entry : history.entries()) {
            Entry moved = Entry.next(entry.sequence(), entry.at().minus(earlier), previous, entry.fact(), json);
            previous = moved.hash();
            lines.add(moved.line(json) + "\n");
        }
        return lines;
    }
}
