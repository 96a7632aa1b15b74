package io.labelmint.dr.monitoring;

import io.labelmint.dr.backup.CacheSnapshotName;
import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.DatabaseBackups;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.ExportedFiles;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.restore.redis.CacheBackups;
import io.labelmint.dr.review.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Has the copy that was due last in the DR region landed there in time: of each database, and of each Redis group whose
 * snapshots are exported? Its window begins when the backup is due, because a copy that has not
 * begun for want of a backup is missing too.
 */
public final class CopyMissed implements Check {
    static final String ID = "backup.copy-missed";

    /**
     * What is asked of this product: a copy that has not landed is noticed within 30 minutes of its window, of which a watch of every
     * quarter of an hour takes 15.
     */
    static final Duration GRACE = Duration.ofMinutes(15);

    private final Ledgers ledgers;
    private final RunKind kind;

    /**
     * The check.
     *
     * @param ledgers how long earlier copies took, and since when a store is looked after
     * @param kind which runs say so
     */
    public CopyMissed(Ledgers ledgers, RunKind kind) {
        this.ledgers = ledgers;
        this.kind = kind;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Copies copies = new Copies(estate, now);
        List<Finding> findings = new ArrayList<>();
        estate.databases()
                .forEach(database -> findings.add(copies.finding(
                        database,
                        BackupSchedule.of(estate, database, observatory, now),
                        DatabaseBackups.lately(
                                        estate, database, estate.regions().dr(), observatory, now)
                                .map(all -> all.stream()
                                        .map(DatabaseBackup::consistentAt)
                                        .max(Comparator.naturalOrder())))));
        estate.caches()
                .forEach(redis -> redis.restores()
                        .export()
                        .ifPresent(export -> findings.add(copies.finding(
                                redis, BackupSchedule.of(redis), exported(estate, redis, export, observatory)))));
        return findings;
    }

    /** By their slots: when a file was written may be when it was replicated. */
    private static Reading<Optional<Instant>> exported(
            Estate estate, RedisGroup redis, CacheRestores.Export export, Observatory observatory) {
        CacheBackups backups = new CacheBackups(estate, redis, observatory);
        return observatory
                .read(new ExportedFiles(estate.regions().dr(), export.drBucket()))
                .map(files -> backups.exported(files, Optional.empty()).stream()
                        .flatMap(each -> CacheSnapshotName.slot(estate, redis, each.snapshot()).stream())
                        .max(Comparator.naturalOrder()));
    }

    /** The copies of one estate at one moment. */
    private final class Copies {
        private final Estate estate;
        private final Instant now;
        private final UsualTimes times;
        private final LookedAfter lookedAfter;

        private Copies(Estate estate, Instant now) {
            this.estate = estate;
            this.now = now;
            this.times = new UsualTimes(ledgers, estate, kind, now);
            this.lookedAfter = new LookedAfter(ledgers, estate, kind);
        }

        private Finding finding(Store store, BackupSchedule schedule, Reading<Optional<Instant>> newest) {
            String dr = estate.regions().dr();
            Look look = new Look(
                    ID,
                    store.id(),
                    "a copy that has not landed is noticed by the first look " + GRACE.toMinutes()
                            + " minutes after its window",
                    Controls.OFFSITE);
            SlotKept slots = new SlotKept(
                    store,
                    "copy in " + dr,
                    schedule,
                    () -> times.of(store, schedule, Made.Kind.COPY),
                    GRACE,
                    "See where the backup stands with `dr status`, and run `dr run backup --only " + store.id()
                            + "`: it goes on with the copy.");
            return newest.fold(found -> slots.judge(look, found, "", lookedAfter, now), look::notTested);
        }
    }
}
