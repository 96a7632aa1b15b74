package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks page after page until there are no more. */
final class Paged {
    private Paged() {}

    /**
     * The items of all pages.
     *
     * @param ask the page that begins at a token; null for the first
     * @param items what is on a page
     * @param next the token of the page after it, or null
     */
    static <P, T> List<T> all(
            Pages pages, Function<String, P> ask, Function<P, List<T>> items, Function<P, String> next) {
        List<T> all = new ArrayList<>();
        String token = null;
        do {
            pages.count();
            P page = ask.apply(token);
            all.addAll(items.apply(page));
            token = next.apply(page);
        } while (token != null);
        return all;
    }
}
