package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.core.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** A simulated DB instance: what stays, as the SDK describes it, and what changes with time. */
final class DbInstance {
    static final String AVAILABLE = "available";
    static final String BACKING_UP = "backing-up";

    /** Transaction logs go to S3 every five minutes: RDS user guide, "Restoring a DB instance to a specified time". */
    private static final long LOG_SECONDS = 300;

    final String region;
    final Lifecycle lifecycle;

    /** Everything of the description that no time changes. */
    DBInstance fixed;

    /** Since when automated backups have been made without interruption; null when they are off. */
    Instant backupsSince;

    DbInstance(String region, DBInstance fixed, Lifecycle lifecycle) {
        this.region = region;
        this.fixed = fixed;
        this.lifecycle = lifecycle;
    }

    String id() {
        return fixed.dbInstanceIdentifier();
    }

    String arn() {
        return fixed.dbInstanceArn();
    }

    int retentionDays() {
        return fixed.backupRetentionPeriod();
    }

    boolean isReplica() {
        return fixed.readReplicaSourceDBInstanceIdentifier() != null;
    }

    boolean isGone(Instant now) {
        return lifecycle.at(now).equals("deleted");
    }

    /** The status; a running automated backup of a single-AZ instance shows. */
    String status(Seed seed, Instant now) {
        String status = lifecycle.at(now);
        boolean backingUp = status.equals(AVAILABLE)
                && !fixed.multiAZ()
                && AutomatedSnapshots.of(this, seed, now).stream().anyMatch(snapshot -> !snapshot.isComplete(now));
        return backingUp ? BACKING_UP : status;
    }

    /** The last instant whose transaction log has been shipped. */
    Optional<Instant> latestRestorable(Seed seed, Instant now) {
        if (backupsSince == null || isReplica()) {
            return Optional.empty();
        }
        long offset = (long) (LOG_SECONDS * seed.fraction("log", arn()));
        long second = now.minus(Duration.ofSeconds(45)).getEpochSecond() - offset;
        Instant shipped = Instant.ofEpochSecond(second - Math.floorMod(second, LOG_SECONDS) + offset);
        return shipped.isBefore(backupsSince) ? Optional.empty() : Optional.of(shipped);
    }
}
