package io.labelmint.dr.validation;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Open connections to a Redis group, one to the primary of each shard, to read and nothing else. No key and no value comes
 * out of it but the one answer a declared probe asks for.
 *
 * <p>Every question throws {@link io.labelmint.dr.ProblemException} if it is not answered, for example because the user
 * may not ask it, and the next may be asked all the same. Once the time limit is over nothing is answered any more
 * ({@code probe.time-limit}).
 */
public interface CacheProbe extends AutoCloseable {
    /** What the servers say of themselves, asked now. */
    CacheServer server();

    /**
     * Of how many of the first {@code sample} keys that scanning meets each type is.
     *
     * @param sample the most keys that are looked at
     */
    SortedMap<String, Long> types(int sample);

    /**
     * Whether there is a key of {@code type} at all, however long scanning for it takes.
     *
     * @param type as TYPE calls it
     */
    boolean holds(String type);

    /**
     * The one text or number {@code command} answers; empty if there is none.
     *
     * @param command a command that reads, and its arguments; the second word is its key
     */
    Optional<String> ask(List<String> command);

    /** Ends it; never throws. */
    @Override
    void close();
}
