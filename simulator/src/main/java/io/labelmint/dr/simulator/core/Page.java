package io.labelmint.dr.simulator.core;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a listing.
 *
 * @param items what is on this page
 * @param marker where the next page begins, opaque to callers; null on the last page
 */
public record Page<T>(List<T> items, String marker) {

    /** The key after which the page begins that {@code marker}, or null, asks for; empty if no page gave that out. */
    public static Optional<String> after(String marker) {
        if (marker == null) {
            return Optional.of("");
        }
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The page of {@code sorted} that begins after {@code marker}. The marker carries the key of the last item seen, not
     * a position, so items that come and go between two pages are neither repeated nor skipped, as with AWS.
     *
     * @param sorted all items, in the order of their keys
     * @param key what the items are ordered by
     * @param marker where the previous page ended, or null
     * @param size the most items on the page
     * @return the page; empty if {@code marker} is not one this method gave out
     */
    public static <T> Optional<Page<T>> of(List<T> sorted, Function<T, String> key, String marker, int size) {
        Optional<String> after = after(marker);
        if (after.isEmpty()) {
            return Optional.empty();
        }
        List<T> rest = sorted.stream()
                .filter(item -> key.apply(item).compareTo(after.get()) > 0)
                .toList();
        if (rest.size() <= size) {
            return Optional.of(new Page<>(List.copyOf(rest), null));
        }
        List<T> items = List.copyOf(rest.subList(0, size));
        String last = key.apply(items.get(size - 1));
        return Optional.of(new Page<>(
                items, Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8))));
    }
}
