package io.labelmint.dr.ledger;

import java.util.Map;
import java.util.Optional;

/**
 * Where pages are put for people to read while an operation goes on. It is beside the ledgers, so that who can finish an
 * operation elsewhere can also read there how it goes. A page is written again and again; the last one holds.
 */
public interface Board {
    /** The folder of the pages, beside the ledgers. */
    String FOLDER = "war-room";

    /** The folder of what people do without the product. No operation is called like that, nor like the other folder. */
    String RUNBOOKS = "runbook";

    /** Where the page {@code name} is, or would be, in words. */
    String where(String name);

    /**
     * Puts {@code text} there as the page {@code name}, whose ending says what it is: {@code .html} or {@code .md}.
     *
     * @throws io.labelmint.dr.ProblemException {@code board.unwritable} if it may not be there
     */
    void put(String name, String text);

    /**
     * The page {@code name}; empty if there is none.
     *
     * @throws io.labelmint.dr.ProblemException {@code board.unreadable} if nobody can say
     */
    Optional<String> find(String name);

    /** The board of the pages in {@code folder}, which is beside the ledgers as well. */
    Board beside(String folder);

    /** One that keeps its pages in {@code pages}, by their names; those of other folders with the folder before it. */
    static Board in(Map<String, String> pages) {
        return new MemoryBoard(FOLDER, "", pages);
    }
}
