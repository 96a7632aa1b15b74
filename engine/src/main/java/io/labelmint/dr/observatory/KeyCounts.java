package io.labelmint.dr.observatory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * How many keys of a bucket are in which relation to a moment.
 *
 * @param objects existed at the moment
 * @param bytes their size
 * @param returned existed at the moment and do not now
 * @param returnedBytes their size
 * @param replaced exist now with another version than at the moment
 * @param replacedBytes the size they had at the moment
 * @param hidden exist now, and did not at the moment
 * @param archived existed at the moment in a class that has to be restored from its archive first
 * @param archivedChanged of these, those that are returned or replaced
 * @param large existed at the moment with more than S3 copies in one call
 * @param largeChanged of these, those that are returned or replaced
 * @param ambiguous of which S3 does not tell whether they existed; counted as if they had
 * @param longest bytes of the longest key after the prefix, among those that existed
 * @param unnamed existed at the moment, and the key is the prefix itself
 * @param oldest when the oldest entry of all that are still there was written
 */
public record KeyCounts(
        long objects,
        long bytes,
        long returned,
        long returnedBytes,
        long replaced,
        long replacedBytes,
        long hidden,
        long archived,
        long archivedChanged,
        long large,
        long largeChanged,
        long ambiguous,
        long longest,
        long unnamed,
        Optional<Instant> oldest) {

    public static final KeyCounts NONE = new KeyCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty());

    /** "You create a copy of your object up to 5 GB in size in a single atomic action" (API Reference, CopyObject). */
    public static final long LARGEST_COPY = 5L << 30;

    static KeyCounts of(KeyAt key, String prefix) {
        Optional<Instant> written = Optional.of(key.oldest());
        if (key.then().isEmpty()) {
            return new KeyCounts(0, 0, 0, 0, 0, 0, key.exists() ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, written);
        }
        ObjectEntry then = key.then().get();
        long size = then.size();
        long back = key.exists() ? 0 : 1;
        long other = key.exists() && !key.now().versionId().equals(then.versionId()) ? 1 : 0;
        long archived = then.readable() ? 0 : 1;
        long large = size > LARGEST_COPY ? 1 : 0;
        int rest = key.key().getBytes(StandardCharsets.UTF_8).length - prefix.getBytes(StandardCharsets.UTF_8).length;
        return new KeyCounts(
                1,
                size,
                back,
                back * size,
                other,
                other * size,
                0,
                archived,
                archived * (back + other),
                large,
                large * (back + other),
                key.ambiguous() ? 1 : 0,
                rest,
                rest == 0 ? 1 : 0,
                written);
    }

    /** These and {@code more}. */
    public KeyCounts and(KeyCounts more) {
        return new KeyCounts(
                objects + more.objects,
                bytes + more.bytes,
                returned + more.returned,
                returnedBytes + more.returnedBytes,
                replaced + more.replaced,
                replacedBytes + more.replacedBytes,
                hidden + more.hidden,
                archived + more.archived,
                archivedChanged + more.archivedChanged,
                large + more.large,
                largeChanged + more.largeChanged,
                ambiguous + more.ambiguous,
                Math.max(longest, more.longest),
                unnamed + more.unnamed,
                oldest.isEmpty()
                        ? more.oldest
                        : more.oldest.filter(oldest.get()::isAfter).or(() -> oldest));
    }

    /** How many keys a restore in place changes. */
    @JsonIgnore
    public long changed() {
        return returned + replaced + hidden;
    }
}
