package io.labelmint.dr.observatory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * A key of a bucket: what it had at a moment, and what it has now.
 *
 * @param key the key
 * @param then the version it had; empty if it did not exist, or was deleted
 * @param now what it has now: a version, or a delete marker
 * @param oldest when the oldest of its entries that are still there was written
 * @param ambiguous whether a version and a delete marker of the same second were its last before the moment, of which S3
 *     does not tell the order; then it is taken to have existed
 */
public record KeyAt(String key, Optional<ObjectEntry> then, ObjectEntry now, Instant oldest, boolean ambiguous) {
    /** The order of keys in listings: of their UTF-8 bytes (Amazon S3 User Guide, "Naming Amazon S3 objects"). */
    public static final Comparator<String> ORDER = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    /** Whether the key exists now. */
    public boolean exists() {
        return !now.marker();
    }
}
