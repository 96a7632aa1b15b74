package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What the List operations of AWS Backup share: pages of 1 to 1000, filters by time, and a short memory for jobs. */
final class BackupListing {
    /** API reference, MaxResults of every List operation. */
    private static final int MOST = 1000;

    /** "Returns a list of existing backup jobs for an authenticated account for the last 30 days": ListBackupJobs. */
    private static final Duration MEMORY = Duration.ofDays(30);

    private static final int KEY_DIGITS = 15;

    private BackupListing() {}

    static <T> Page<T> page(List<T> items, Function<T, String> key, String token, Integer maxResults) {
        int size = maxResults == null ? MOST : maxResults;
        if (size < 1 || size > MOST) {
            throw BackupErrors.invalidValue("Invalid MaxResults: " + size);
        }
        List<T> sorted = items.stream().sorted(Comparator.comparing(key)).toList();
        return Page.of(sorted, key, token, size)
                .orElseThrow(() -> BackupErrors.invalidValue("Invalid NextToken: " + token));
    }

    /** A key that orders by time and then by {@code id}. Asked for millions of times where there are very many. */
    static String key(Instant created, String id) {
        String millis = Long.toString(created.toEpochMilli());
        return "0".repeat(KEY_DIGITS - millis.length()) + millis + " " + id;
    }

    static boolean remembers(Instant now, Instant created) {
        return created.plus(MEMORY).isAfter(now);
    }

    static boolean equal(Object wanted, Object actual) {
        return wanted == null || wanted.equals(actual);
    }

    /** Whether {@code time} lies between two limits; without a time, only if there are none. */
    static boolean within(Instant after, Instant before, Instant time) {
        return (after == null || (time != null && time.isAfter(after)))
                && (before == null || (time != null && time.isBefore(before)));
    }
}
