package io.labelmint.dr.evidence;

import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * What the ledger of a run says of the ledgers of its operations: the last hash each had when the operation ended. A
 * ledger that was swapped for another one, or for an earlier state of itself, does not have that hash.
 *
 * <p>It may have more lines after it: a pack that was not written when its run ended is written later, and meanwhile
 * somebody may have gone on with the operation.
 */
final class RecordedHeads {
    private final String file;
    private final Map<Integer, Fact.Ran> lines = new LinkedHashMap<>();

    RecordedHeads(History run) {
        this.file = EvidencePack.ledger(run.operation());
        for (int i = 0; i < run.entries().size(); i++) {
            if (run.entries().get(i).fact() instanceof Fact.Ran ran) {
                lines.put(i + 1, ran);
            }
        }
    }

    /** Where {@code evidence} and the ledgers in {@code histories} are not what was recorded. */
    List<Flaw> compare(Evidence evidence, SortedMap<OperationId, History> histories) {
        List<Flaw> flaws = new ArrayList<>();
        Set<OperationId> told = new HashSet<>();
        evidence.operations().forEach(operation -> told.add(operation.id()));
        Set<OperationId> ran = new HashSet<>();
        lines.forEach((line, fact) -> {
            ran.add(fact.operation());
            if (!told.contains(fact.operation())) {
                String what = "it leaves out " + fact.operation() + ", which ran by line " + line + " of " + file;
                flaws.add(new Flaw(EvidencePack.EVIDENCE, "operations", what));
            }
            History history = histories.get(fact.operation());
            if (history != null && position(history, fact.head()).isEmpty()) {
                flaws.add(new Flaw(
                        EvidencePack.ledger(fact.operation()),
                        "",
                        "it is another ledger than the run's, or an older one: no line has the hash " + fact.head()
                                + ", which was its last by line " + line + " of " + file));
            }
        });
        told.stream()
                .filter(operation -> !ran.contains(operation))
                .forEach(operation -> flaws.add(new Flaw(
                        EvidencePack.EVIDENCE, "operations", "by " + file + ", " + operation + " did not run")));
        return flaws;
    }

    /** The ledgers that went on after the run had recorded them for the last time. */
    List<String> continued(SortedMap<OperationId, History> histories) {
        Map<OperationId, String> last = new LinkedHashMap<>();
        lines.values().forEach(ran -> last.put(ran.operation(), ran.head()));
        List<String> remarks = new ArrayList<>();
        last.forEach((operation, head) -> {
            History history = histories.get(operation);
            OptionalInt line = history == null ? OptionalInt.empty() : position(history, head);
            if (line.isPresent() && line.getAsInt() < history.entries().size()) {
                remarks.add("Operation " + operation + " went on after the run had recorded it: what "
                        + EvidencePack.ledger(operation) + " says after line " + line.getAsInt()
                        + " is not covered by the ledger of the run.");
            }
        });
        return remarks;
    }

    /** The line of the entry with {@code hash}, from 1. */
    private static OptionalInt position(History history, String hash) {
        List<Entry> entries = history.entries();
        return IntStream.range(0, entries.size())
                .filter(i -> entries.get(i).hash().equals(hash))
                .map(i -> i + 1)
                .findFirst();
    }
}
