package io.labelmint.dr.ledger;

import java.util.Map;

/**
 * Where pages are put for people to read while an operation goes on. It is beside the ledgers, so that who can finish an
 * operation elsewhere can also read there how it goes. A page is written again and again; the last one holds.
 */
public interface Board {
    /** The folder of the pages, beside the ledgers. */
    String FOLDER = "war-room";

    /** Where the page {@code name} is, or would be, in words. */
    String where(String name);

    /**
     * Puts {@code html} there as the page {@code name}.
     *
     * @throws io.labelmint.dr.ProblemException {@code board.unwritable} if it may not be there
     */
    void put(String name, String html);

    /** One that keeps its pages in {@code pages}, by their names. */
    static Board in(Map<String, String> pages) {
        return new Board() {
            @Override
            public String where(String name) {
                return "memory:" + FOLDER + "/" + name;
            }

            @Override
            public void put(String name, String html) {
                pages.put(name, html);
            }
        };
    }
}
