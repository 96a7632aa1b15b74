package io.labelmint.dr.backup;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.plan.OperationId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the snapshots of Redis groups. ElastiCache allows 40 characters ("Must contain 1-40 alphanumeric characters or
 * hyphens", ElastiCache User Guide, "Making manual backups"), which an operation's id may exceed; its slot and hash fit,
 * and as much of the store's id as there is room for.
 */
public final class CacheSnapshotName {
    private static final String PREFIX = "dr-";
    private static final int LONGEST = 40;

    /** Slot and hash, with the hyphen before them, as in {@code -20261122-0600-0123abcd}. */
    private static final int TAIL = 23;

    private static final Pattern SLOT = Pattern.compile(".*-(\\d{8}-\\d{4})-[0-9a-f]{8}");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);

    private CacheSnapshotName() {}

    /** The name of the snapshot that {@code operation} takes of {@code redis}. */
    static String of(RedisGroup redis, OperationId operation) {
        int room = LONGEST - PREFIX.length() - TAIL;
        String store = redis.id().length() > room ? redis.id().substring(0, room) : redis.id();
        return PREFIX + store.replaceFirst("-$", "") + tail(operation.value());
    }

    /** The operation tagged as the one that took the snapshot {@code name}, if that one would have named it so. */
    static Optional<OperationId> owner(String name, Optional<String> tagged) {
        return tagged.filter(OperationId::valid)
                .filter(value -> value.length() > TAIL && tail(name).equals(tail(value)))
                .map(OperationId::new);
    }

    /**
     * Whether a backup of {@code redis} would have taken a snapshot of that name: what its slot gives, hashed again, is the
     * name. A file that a snapshot was exported to has no tags, and this is how it is known.
     */
    public static boolean isOf(Estate estate, RedisGroup redis, String name) {
        return slot(estate, redis, name).isPresent();
    }

    /** The slot a backup of {@code redis} took the snapshot {@code name} for; empty if none would have named it so. */
    public static Optional<Instant> slot(Estate estate, RedisGroup redis, String name) {
        Matcher slot = SLOT.matcher(name);
        if (!slot.matches()) {
            return Optional.empty();
        }
        try {
            Instant taken = MINUTE.parse(slot.group(1), Instant::from);
            return Optional.of(taken)
                    .filter(at -> of(redis, BackupPlanner.operation(estate, redis, at))
                            .equals(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - TAIL));
    }
}
