package io.labelmint.dr.ledger;

import io.labelmint.dr.plan.OperationId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where ledgers are kept. */
public interface Ledgers {
    /**
     * Opens the ledger of {@code operation} for appending, a new one if there is none.
     *
     * @param holder who is told to others that want it: process, machine, build
     * @throws io.labelmint.dr.ProblemException {@code ledger.held} with the holder, if somebody has it open;
     *     {@code ledger.broken} if its chain is
     */
    Ledger open(OperationId operation, String holder);

    /** Reads the ledger of {@code operation} without holding it; empty if there is none. */
    Optional<History> read(OperationId operation);

    /** The stored text of the ledger of {@code operation}, whole lines only; empty if there is none. */
    Optional<String> text(OperationId operation);

    /** The operations that have a ledger, sorted. There are thousands after a year: who knows what their ids begin with asks for those. */
    List<OperationId> operations();

    /**
     * Those of {@link #operations()} whose ids begin with {@code prefix} and are not before {@code from}, as texts. Ids of one
     * kind of work on one subject sort by the time it was made for.
     *
     * @param prefix what they begin with, as {@link OperationId#prefix} says
     * @param from the first id that is wanted, or what it begins with; empty for all
     */
    default List<OperationId> operations(String prefix, String from) {
        return operations().stream().filter(id -> isOf(id, prefix, from)).toList();
    }

    /**
     * The last of them, before the id {@code end}, the newest first. Those from {@code lately} on are listed first, the others
     * only for who asks for more: of what is done every few minutes there are tens of thousands, and nearly always one of the
     * last is wanted.
     */
    default Stream<OperationId> latest(String prefix, String lately, String end) {
        return Stream.of(lately, "")
                .flatMap(from -> operations(prefix, from).stream()
                        .filter(id -> id.value().compareTo(end) < 0)
                        .sorted(Comparator.reverseOrder()))
                .distinct();
    }

    /**
     * The operations but for those {@code bygone} leaves out, each with whether it is known to be closed without reading its
     * ledger. One of which that is not known may be closed as well.
     */
    default SortedMap<OperationId, Boolean> closed(Bygone bygone) {
        SortedMap<OperationId, Boolean> closed = new TreeMap<>();
        operations().stream().filter(id -> bygone.goesOn(id).isEmpty()).forEach(id -> closed.put(id, false));
        return closed;
    }

    /** Those of them that are not known to be closed, sorted. */
    default List<OperationId> mayBeOpen(Bygone bygone) {
        return closed(bygone).entrySet().stream()
                .filter(known -> !known.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether {@code id} is one of {@link #operations(String, String)}. */
    static boolean isOf(OperationId id, String prefix, String from) {
        return id.value().startsWith(prefix) && id.value().compareTo(from) >= 0;
    }

    /** Where pages about these operations are put for people to read. */
    Board board();

    /**
     * The register {@code name}, which is kept beside these ledgers.
     *
     * @param name letters, digits and hyphens
     */
    Register register(String name);
}
