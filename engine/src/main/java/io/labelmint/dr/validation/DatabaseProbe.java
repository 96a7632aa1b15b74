package io.labelmint.dr.validation;

import java.util.List;
import java.util.Optional;

/**
 * One open connection to one database, to read and nothing else. All answers are of one snapshot of the data. No row of a
 * user's table comes out of it: counts, sums, names of the catalog and the one text a declared query asks for.
 *
 * <p>Every question throws {@link io.labelmint.dr.ProblemException} if it is not answered, for example because the role
 * may not ask it, and the next may be asked all the same. Once the time limit is over nothing is answered any more
 * ({@code probe.time-limit}).
 */
public interface DatabaseProbe extends AutoCloseable {
    /** What the server says of itself. */
    Server server();

    /** Tables, columns, indexes and constraints outside the schemas of PostgreSQL and of the heartbeat. */
    Catalog catalog();

    /** Names of all roles. */
    List<String> roles();

    /** Names of all installed extensions. */
    List<String> extensions();

    /** What the source last wrote of itself into schema {@code dr}; empty if there is no such schema. */
    Optional<Testimony> testimony();

    /**
     * Reads {@code table} in full, past every index, and counts.
     *
     * @param sum a column to add up
     */
    Count count(TableName table, Optional<String> sum);

    /**
     * Has amcheck read the heap of {@code table}, its TOAST data included.
     *
     * @return what is corrupt, a sentence each, the first few; empty if nothing is
     */
    List<String> corruptionOfHeap(TableName table);

    /**
     * Has amcheck read {@code index}, a B-tree, and prove that it has an entry for every row of its table.
     *
     * @return what is corrupt, in a sentence; empty if nothing is
     */
    Optional<String> corruptionOfIndex(TableName index);

    /** The one value {@code sql} selects, as text; empty if it is null or there is no row. */
    Optional<String> ask(String sql);

    /** Ends it; never throws. */
    @Override
    void close();
}
