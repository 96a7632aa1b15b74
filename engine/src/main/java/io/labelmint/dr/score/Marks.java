package io.labelmint.dr.score;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.coverage.Coverage;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.score.Mark.Cap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the health score asks of an estate, and what is known of it. What is asked follows from the declaration alone (but for
 * readiness, where it is what the last look asked), so a check that was not made is a mark that is not passed.
 */
public final class Marks {
    /** One point each: so many open operations and overdue actions, and more, leave nothing of that part. */
    static final int OPEN = Part.OPEN_WORK.points();

    private static final String LOOK_AGAIN =
            "Have the daily job look at the whole estate: what it found last is too old, or of another declaration.";

    private final Estate estate;
    private final Condition condition;
    private final List<Mark> marks = new ArrayList<>();

    private Marks(Estate estate, Condition condition) {
        this.estate = estate;
        this.condition = condition;
    }

    /** The marks of {@code estate} in {@code condition}. */
    public static List<Mark> of(Estate estate, Condition condition) {
        Marks all = new Marks(estate, condition);
        estate.stores().forEach(all::store);
        condition.coverage().rows().forEach(all::restore);
        all.readiness();
        all.evidence();
        all.open();
        return List.copyOf(all.marks);
    }

    private void store(Store store) {
        if (store instanceof PostgresDatabase database) {
            database(database);
        } else if (store instanceof RedisGroup redis) {
            cache(redis);
        } else if (store instanceof Bucket bucket) {
            bucket(bucket);
        }
    }

    private void database(PostgresDatabase database) {
        String id = database.id();
        found(Part.BACKUPS, id, "postgres.backup-failed", Cap.NO);
        found(Part.BACKUPS, id, "postgres.retention", Cap.NO);
        found(Part.BACKUPS, id, "postgres.size", Cap.NO);
        found(Part.FRESHNESS, id, "postgres.recovery-point", Cap.RED);
        found(Part.FRESHNESS, id, "postgres.backup-age", Cap.NO);
        found(Part.FRESHNESS, id, "postgres.restorable-time", Cap.NO);
        found(Part.COPIES, id, "postgres.region-loss-recovery-point", Cap.RED);
        found(Part.COPIES, id, "postgres.copy-landed", Cap.NO);
        found(Part.COPIES, id, "postgres.encryption", Cap.NO);
        if (database.vaults().filter(PostgresDatabase.Vaults::locked).isPresent()) {
            found(Part.COPIES, id, "vault.lock", Cap.NO);
        } else {
            missing(
                    Part.COPIES,
                    id,
                    "vault.lock",
                    Cap.NO,
                    "Back " + id
                            + " up by AWS Backup into locked vaults (vaults.locked: true): who may delete can delete"
                            + " every backup of it now.");
        }
        if (!database.replicas().isEmpty()) {
            found(Part.COPIES, id, "postgres.replica-lag", Cap.NO);
        }
        if (database.replicatedBackups().isPresent()) {
            found(Part.COPIES, id, "postgres.replicated-backup-lag", Cap.NO);
        }
    }

    private void cache(RedisGroup redis) {
        String id = redis.id();
        found(Part.BACKUPS, id, "redis.snapshot-count", Cap.NO);
        found(Part.BACKUPS, id, "redis.snapshot-failed", Cap.NO);
        found(Part.FRESHNESS, id, "redis.backup-age", Cap.RED);
        found(Part.COPIES, id, "redis.region-loss-recovery-point", Cap.RED);
        found(Part.COPIES, id, "redis.encryption", Cap.NO);
        if (redis.globalDatastore().isPresent()) {
            found(Part.COPIES, id, "redis.global-datastore-lag", Cap.NO);
        }
    }

    private void bucket(Bucket bucket) {
        String id = bucket.id();
        found(Part.BACKUPS, id, "s3.versioning", Cap.RED);
        found(Part.BACKUPS, id, "s3.lifecycle", Cap.NO);
        if (bucket.replica().isPresent()) {
            found(Part.FRESHNESS, id, "s3.replication-backlog", Cap.NO);
            found(Part.COPIES, id, "s3.replication", Cap.RED);
        } else {
            String fix = "Declare a replica of " + id + " in the DR region and have it replicated there.";
            missing(Part.FRESHNESS, id, "s3.replication-backlog", Cap.NO, fix);
            missing(Part.COPIES, id, "s3.replication", Cap.RED, fix);
        }
        found(Part.COPIES, id, "s3.encryption", Cap.NO);
        found(Part.COPIES, id, "s3.public-access-block", Cap.NO);
    }

    private void restore(Coverage.Row row) {
        String tested = row.store() + " (" + row.recovery().words() + ")";
        String fix = switch (row.state()) {
            case PROVED -> "";
            case NEVER -> "Test the restore of " + tested + ": nobody ever has.";
            case OVERDUE -> "Test the restore of " + tested + " again: its proof is too old.";
            case FAILED -> "See why the last restore of " + tested + " was red, and test it again.";
        };
        String check = "restore: " + row.recovery().words();
        marks.add(new Mark(Part.RESTORES, row.store(), check, row.green(), Cap.ALL_RED, fix, row.store()));
    }

    /** What a look at readiness asks follows from what the estate has; each of its checks counts the same. */
    private void readiness() {
        SortedSet<String> checks = new TreeSet<>();
        condition.readiness().ifPresent(found -> found.forEach(finding -> checks.add(finding.check())));
        checks.forEach(check -> judge(
                Part.READINESS,
                estate.name(),
                check,
                Cap.NO,
                condition.readiness(),
                finding -> finding.check().equals(check)));
        if (checks.isEmpty()) {
            missing(
                    Part.READINESS,
                    estate.name(),
                    "readiness",
                    Cap.NO,
                    "Run `dr readiness`: nobody lately looked at whether " + estate.name() + " could fail over.");
        }
    }

    private void evidence() {
        String name = estate.name();
        add(Part.EVIDENCE, "evidence.recent", condition.looked().isPresent(), Cap.NO, LOOK_AGAIN);
        add(
                Part.EVIDENCE,
                "evidence.intact",
                condition.broken().isEmpty(),
                Cap.RED,
                "Find out who changed the ledgers " + String.join(", ", condition.broken())
                        + ": what they say cannot be believed.");
        if (estate.state().bucket().isPresent()) {
            everywhere(Part.EVIDENCE, "state.bucket");
        } else {
            missing(
                    Part.EVIDENCE,
                    name,
                    "state.bucket",
                    Cap.NO,
                    "Declare a bucket of the DR region (state.bucket): the ledgers are on one machine only.");
        }
        everywhere(Part.EVIDENCE, "topics.exist");
        everywhere(Part.EVIDENCE, "alarms.present");
    }

    private void open() {
        for (int i = 1; i <= OPEN; i++) {
            boolean none = condition.open().size() < i;
            add(
                    Part.OPEN_WORK,
                    "open." + i,
                    none,
                    Cap.NO,
                    none ? "" : condition.open().get(i - 1));
        }
    }

    private void add(Part part, String check, boolean passed, Cap cap, String fix) {
        marks.add(new Mark(part, estate.name(), check, passed, cap, passed ? "" : fix, ""));
    }

    private void missing(Part part, String subject, String check, Cap cap, String fix) {
        marks.add(new Mark(part, subject, check, false, cap, fix, subject));
    }

    /** What was found of one store. */
    private void found(Part part, String store, String check, Cap cap) {
        judge(
                part,
                store,
                check,
                cap,
                condition.looked(),
                finding -> finding.check().equals(check) && finding.subject().equals(store));
    }

    /** What was found of everything, which has to be green together. */
    private void everywhere(Part part, String check) {
        judge(
                part,
                estate.name(),
                check,
                Cap.NO,
                condition.looked(),
                finding -> finding.check().equals(check));
    }

    private void judge(
            Part part,
            String subject,
            String check,
            Cap cap,
            Optional<List<Finding>> found,
            Predicate<Finding> concerns) {
        List<Finding> about = found.orElse(List.of()).stream().filter(concerns).toList();
        Optional<Finding> red =
                about.stream().filter(finding -> !finding.green()).findFirst();
        if (about.isEmpty()) {
            String fix = found.isEmpty() ? LOOK_AGAIN : "Have " + check + " made: nothing is known of it.";
            marks.add(new Mark(part, subject, check, false, cap, fix, found.isEmpty() ? "" : subject));
        } else {
            String fix = red.flatMap(Finding::remedy).orElse("");
            marks.add(new Mark(part, subject, check, red.isEmpty(), cap, fix, subject));
        }
    }
}
