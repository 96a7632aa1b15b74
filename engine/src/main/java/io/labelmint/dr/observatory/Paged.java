package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
        each(pages, ask, page -> all.addAll(items.apply(page)), next);
        return all;
    }

    /**
     * Has {@code read} read each page, and keeps none.
     *
     * @return how many there were
     */
    static <P> int each(Pages pages, Function<String, P> ask, Consumer<? super P> read, Function<P, String> next) {
        String token = null;
        int count = 0;
        do {
            pages.count();
            P page = ask.apply(token);
            read.accept(page);
            token = next.apply(page);
            count++;
        } while (token != null);
        return count;
    }
}
