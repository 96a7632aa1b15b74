package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import java.util.regex.Pattern;

/**
 * A part of a bucket: the keys that begin with a prefix.
 *
 * @param region the bucket's region
 * @param bucket its name
 * @param prefix the prefix; empty for the whole bucket
 */
public record ObjectPlace(String region, String bucket, String prefix) {
    /** User Guide, "General purpose bucket naming rules". */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /**
     * The place people write as {@code BUCKET} or {@code BUCKET/PREFIX}.
     *
     * @throws io.labelmint.dr.ProblemException if {@code text} has another form
     */
    static ObjectPlace parse(String region, String text) {
        String[] parts = text.split("/", 2);
        if (!BUCKET.matcher(parts[0]).matches()) {
            throw Problem.of(
                            "restore.no-such-place",
                            "'" + (text.length() > 100 ? text.substring(0, 100) + "..." : text) + "' names no bucket.",
                            "Write BUCKET or BUCKET/PREFIX, for example labelmint-restored/2026-11-22/.")
                    .asException();
        }
        return new ObjectPlace(region, parts[0], parts.length == 1 ? "" : parts[1]);
    }

    /** Where a key of {@code source} is here. */
    String keyOf(String key, ObjectPlace source) {
        return prefix + key.substring(source.prefix().length());
    }

    /** Whether some key could be in both. */
    boolean overlaps(ObjectPlace other) {
        return bucket.equals(other.bucket) && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix));
    }

    @Override
    public String toString() {
        return bucket + "/" + prefix;
    }
}
