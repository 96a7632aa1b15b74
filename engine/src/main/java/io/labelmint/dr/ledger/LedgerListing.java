package io.labelmint.dr.ledger;

import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.aws.BucketObjects.Unread;
import io.labelmint.dr.plan.OperationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which ledgers there are in a bucket, and which of them have ended, told by the names of objects alone.
 *
 * <p><b>Marks.</b> Beside the folder of an operation lie {@code OPERATION.SEQUENCE.closed}, which says that the entry of that
 * number ended it and holds the whole ledger, and {@code OPERATION.SEQUENCE.goes-on}, which says that the entry of that number
 * goes on with one that had ended. None is ever changed or removed, and the one with the highest number counts. The mark
 * of an end is put after its entry, and that of going on before it: so what is marked as closed is closed, whichever process
 * dies or is late. What has no mark is read by whoever has to know.
 *
 * @param objects the objects of the bucket
 * @param prefix what the keys of ledgers begin with
 * @param where the bucket and the prefix, in words
 */
record LedgerListing(BucketObjects objects, String prefix, String where) {
    private static final String CLOSED = "closed";
    private static final String GOES_ON = "goes-on";
    private static final Pattern MARK =
            Pattern.compile("(?<operation>[^./]+)\\.\\d{8,}\\.(?<what>" + CLOSED + "|" + GOES_ON + ")");

    /** Folders beside those of the operations. */
    private static final Set<String> NOT_OPERATIONS = Set.of(Board.FOLDER, Board.RUNBOOKS, FileLedgers.REGISTERS);

    /** The operations that have a ledger, or were about to, that {@link Ledgers#operations(String, String)} asks for. */
    List<OperationId> operations(String begins, String from) {
        try {
            List<OperationId> operations = new ArrayList<>();
            // A folder's name goes on after what it begins with, so it comes after it, and none is left out.
            String after = from.compareTo(begins) > 0 ? from : "";
            objects.names(
                    prefix + begins,
                    prefix + after,
                    name -> folder(begins + name).ifPresent(operations::add),
                    name -> "");
            return operations.stream()
                    .filter(id -> Ledgers.isOf(id, begins, from))
                    .toList();
        } catch (Unread e) {
            throw LedgerProblems.unread(where, e.error());
        }
    }

    /**
     * The operations that have a ledger but for those {@code bygone} leaves out, each with whether it is known to be closed:
     * that shows in its marks.
     */
    SortedMap<OperationId, Boolean> closed(Bygone bygone) {
        SortedMap<OperationId, Boolean> closed = new TreeMap<>();
        Map<OperationId, Boolean> marked = new HashMap<>();
        try {
            objects.names(
                    prefix,
                    "",
                    name -> {
                        Matcher mark = MARK.matcher(name);
                        if (mark.matches()) { // in the order of their numbers: the last one counts
                            operation(mark.group("operation"))
                                    .ifPresent(id ->
                                            marked.put(id, mark.group("what").equals(CLOSED)));
                        } else {
                            folder(name).ifPresent(id -> closed.put(id, false));
                        }
                    },
                    name -> operation(name.replaceFirst("[./].*", ""))
                            .flatMap(bygone::goesOn)
                            .orElse(""));
        } catch (Unread e) {
            throw LedgerProblems.unread(where, e.error());
        }
        closed.keySet().removeIf(id -> bygone.goesOn(id).isPresent());
        closed.replaceAll((id, any) -> marked.getOrDefault(id, false));
        return closed;
    }

    /** The key of the mark that the entry {@code sequence} closes {@code operation}, or goes on with it after it was closed. */
    static String mark(String prefix, OperationId operation, long sequence, boolean closes) {
        return prefix + operation + "." + StateBucket.SEQUENCE.formatted(sequence) + "." + (closes ? CLOSED : GOES_ON);
    }

    private static Optional<OperationId> folder(String name) {
        return name.endsWith("/") ? operation(name.substring(0, name.length() - 1)) : Optional.empty();
    }

    private static Optional<OperationId> operation(String folder) {
        return OperationId.valid(folder) && !NOT_OPERATIONS.contains(folder)
                ? Optional.of(new OperationId(folder))
                : Optional.empty(); // something of somebody else
    }
}
