package io.labelmint.dr.outside;

import java.net.URI;
import java.util.Optional;

/** Asks for a page as a user would. */
@FunctionalInterface
public interface WebGet {
    /**
     * What came of it.
     *
     * @param status HTTP status; empty if there was no answer
     * @param text the beginning of the answer; or, without one, why there was none
     */
    record Answer(Optional<Integer> status, String text) {
        /** Whether it is a success that contains {@code wanted}. */
        public boolean serves(Optional<String> wanted) {
            return status.filter(code -> code >= 200 && code < 300).isPresent()
                    && wanted.map(text::contains).orElse(true);
        }
    }

    /** Asks for {@code url} once, with a name looked up anew, and waits for the answer no longer than a few seconds. */
    Answer get(URI url);

    /** One that reaches nothing. */
    static WebGet none() {
        return url -> new Answer(Optional.empty(), "this engine has no way out");
    }
}
