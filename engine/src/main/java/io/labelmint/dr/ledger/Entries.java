package io.labelmint.dr.ledger;

import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The entries of a ledger that is being written; not safe for threads by itself. */
final class Entries {
    private final OperationId operation;
    private final List<Entry> all;
    private String head;

    Entries(History history) {
        this.operation = history.operation();
        this.all = new ArrayList<>(history.entries());
        this.head = history.head();
    }

    /** The entry that would be appended now. */
    Entry next(Instant at, Fact fact, Json json) {
        return Entry.next(all.size() + 1L, at, head, fact, json);
    }

    void add(Entry entry) {
        all.add(entry);
        head = entry.hash();
    }

    History history() {
        return new History(operation, all);
    }
}
