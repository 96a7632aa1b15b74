package io.labelmint.dr.review;

import java.time.Duration;
import java.time.Instant;

/**
 * A backup or a copy that was made.
 *
 * @param store id of the store
 * @param kind which of the two
 * @param at when it was asked for
 * @param took until it was there
 * @param name the operation, or the job of AWS Backup
 */
public record Made(String store, Kind kind, Instant at, Duration took, String name) {
    /** Which of the two. */
    public enum Kind {
        BACKUP("backup"),
        COPY("copy");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
