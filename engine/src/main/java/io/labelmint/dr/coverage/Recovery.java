package io.labelmint.dr.coverage;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.estate.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A kind of recovery: each needs something else to be there and to work, so that one proves nothing of another.
 *
 * @param means what from
 * @param side where
 */
public record Recovery(Means means, Side side) {
    /** What a store is restored from. */
    public enum Means {
        /** What is kept to go back to any moment: automated backups with their logs, versions of objects. */
        MOMENT("to a moment"),
        /** One backup: a snapshot, a recovery point, an exported file. */
        BACKUP("from a backup"),
        /** A recovery point that AWS Backup chose and restored by its own restore testing, into what it infers. */
        AWS_RESTORE_TESTING("by AWS Backup restore testing");

        private final String words;

        Means(String words) {
            this.words = words;
        }

        /** As a restore records it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The kinds of recovery that what the estate declares of {@code store} makes possible. */
    public static List<Recovery> of(Store store) {
        List<Recovery> kinds = new ArrayList<>();
        if (store instanceof PostgresDatabase database) {
            database.restores().primary().ifPresent(place -> {
                kinds.add(new Recovery(Means.MOMENT, Side.PRIMARY));
                kinds.add(new Recovery(Means.BACKUP, Side.PRIMARY));
            });
            if (database.replicatedBackups().isPresent()) {
                kinds.add(new Recovery(Means.MOMENT, Side.DR));
            }
            kinds.add(new Recovery(Means.BACKUP, Side.DR));
            database.restores()
                    .awsTesting()
                    .ifPresent(aws -> kinds.add(new Recovery(Means.AWS_RESTORE_TESTING, aws.side())));
        } else if (store instanceof Bucket bucket) {
            kinds.add(new Recovery(Means.MOMENT, Side.PRIMARY));
            bucket.replica().ifPresent(replica -> kinds.add(new Recovery(Means.MOMENT, Side.DR)));
        } else if (store instanceof RedisGroup redis) {
            kinds.add(new Recovery(Means.BACKUP, Side.PRIMARY));
            redis.restores().export().ifPresent(export -> kinds.add(new Recovery(Means.BACKUP, Side.DR)));
        }
        return List.copyOf(kinds);
    }

    /** In words, such as {@code to a moment, in the DR region}. */
    public String words() {
        return means.words + (side == Side.DR ? ", in the DR region" : ", in the primary region");
    }
}
