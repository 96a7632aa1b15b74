package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.core.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * A simulated DB instance: what holds for a while, as the SDK describes it, and what changes with time.
 *
 * <p>Its name, ARN and endpoint change when it is renamed, some time after that is asked for. Everything else is known by
 * its resource id, which never changes (API reference, DBInstance, DbiResourceId).
 */
final class DbInstance {
    static final String AVAILABLE = "available";
    static final String BACKING_UP = "backing-up";

    /** Transaction logs go to S3 every five minutes: RDS user guide, "Restoring a DB instance to a specified time". */
    private static final long LOG_SECONDS = 300;

    final String region;
    final Lifecycle lifecycle;

    /** The ARN it was created with, as a key to chance. */
    final String createdAs;

    /** The resource id of the instance it is, or was until it was promoted, a replica of; null if it never was one. */
    String replicates;

    /** When a replica in another region than its source begins to catch up; null if it does not have to. */
    Instant loaded;

    /** When its promotion was asked for, which ends the replaying; null if it was not. */
    Instant promoted;

    /** When it is an instance of its own, after its promotion; null if it was not promoted. */
    Instant standalone;

    /** What it was restored from, if it was. */
    Optional<RestoredFrom> restoredFrom = Optional.empty();

    /** Since when automated backups have been made without interruption; null when they are off. */
    Instant backupsSince;

    /** When the first of these backups is complete. */
    Instant firstBackup;

    /** When its deletion was asked for; null if it was not. */
    Instant ended;

    private final TreeMap<Instant, DBInstance> versions = new TreeMap<>();

    DbInstance(String region, DBInstance fixed, Lifecycle lifecycle) {
        this.region = region;
        this.lifecycle = lifecycle;
        this.createdAs = fixed.dbInstanceArn();
        become(fixed.instanceCreateTime(), fixed);
    }

    /** Everything of the description that stays as it is until somebody changes it, as of {@code instant}. */
    DBInstance fixed(Instant instant) {
        Map.Entry<Instant, DBInstance> version = versions.floorEntry(instant);
        return version == null ? versions.firstEntry().getValue() : version.getValue();
    }

    /** From {@code at} on it is described by {@code fixed}. */
    void become(Instant at, DBInstance fixed) {
        versions.put(at, fixed);
    }

    /** The description it comes to when nothing more is asked of it. */
    DBInstance atRest() {
        return versions.lastEntry().getValue();
    }

    /** Backups are made from {@code from} on; the first is taken at once, and the instance shows it. */
    void beginBackups(Instant from, Duration first) {
        backupsSince = from;
        firstBackup = from.plus(first);
        lifecycle.pass(from, firstBackup, BACKING_UP);
    }

    String id(Instant now) {
        return fixed(now).dbInstanceIdentifier();
    }

    String arn(Instant now) {
        return fixed(now).dbInstanceArn();
    }

    /** When it was, or will be, what was asked of it last, and of use: the backup that follows it goes on beside that. */
    Instant usableFrom() {
        if (standalone != null) {
            return standalone;
        }
        return restoredFrom.isPresent() && backupsSince != null ? backupsSince : lifecycle.restsAt();
    }

    /** Whether it has the name {@code id}, or will have it. */
    boolean claims(String id, Instant now) {
        return !isGone(now) && (id.equals(id(now)) || id.equals(atRest().dbInstanceIdentifier()));
    }

    String resourceId() {
        return atRest().dbiResourceId();
    }

    int retentionDays(Instant now) {
        return fixed(now).backupRetentionPeriod();
    }

    boolean isReplica(Instant now) {
        return replicates != null && (standalone == null || now.isBefore(standalone));
    }

    /** Whether it replays what its source writes. */
    boolean replays(Instant now) {
        return replicates != null && (promoted == null || now.isBefore(promoted));
    }

    /** Since when it has been described as {@code now} without {@code same} having been untrue. */
    Instant since(Instant now, Predicate<DBInstance> same) {
        Instant since = now;
        for (Map.Entry<Instant, DBInstance> version :
                versions.headMap(now, true).descendingMap().entrySet()) {
            if (!same.test(version.getValue())) {
                break;
            }
            since = version.getKey();
        }
        return since;
    }

    boolean isGone(Instant now) {
        return lifecycle.at(now).equals("deleted");
    }

    /** The status; a running automated backup of a single-AZ instance shows. */
    String status(Seed seed, Instant now) {
        String status = lifecycle.at(now);
        boolean backingUp = status.equals(AVAILABLE)
                && !fixed(now).multiAZ()
                && AutomatedSnapshots.of(this, seed, now).stream().anyMatch(snapshot -> !snapshot.isComplete(now));
        return backingUp ? BACKING_UP : status;
    }

    /** Since when there are logs to restore with: those of a replica do not count, and a promotion begins a new timeline. */
    Instant restorableSince() {
        return standalone == null || standalone.isBefore(backupsSince) ? backupsSince : standalone;
    }

    /**
     * The last instant whose transaction log has been shipped. A replica has none: it replays the source's. After a promotion
     * there is none until the first backup of the new timeline is there.
     */
    Optional<Instant> latestRestorable(Seed seed, Instant now) {
        if (backupsSince == null || isReplica(now) || (standalone != null && now.isBefore(firstBackup))) {
            return Optional.empty();
        }
        Instant last = ended == null || now.isBefore(ended) ? now : ended;
        long offset = (long) (LOG_SECONDS * seed.fraction("log", createdAs));
        long second = last.minus(Duration.ofSeconds(45)).getEpochSecond() - offset;
        Instant shipped = Instant.ofEpochSecond(second - Math.floorMod(second, LOG_SECONDS) + offset);
        return shipped.isBefore(restorableSince()) ? Optional.empty() : Optional.of(shipped);
    }
}
