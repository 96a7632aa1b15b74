package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** A simulated DB snapshot, whether taken or copied. */
final class DbSnapshot {
    static final String AVAILABLE = "available";
    static final String FAILED = "failed";

    final String region;
    final Lifecycle lifecycle;
    final Instant requested;

    /** When work on it begins; until then it is queued and shows no progress. */
    final Instant begins;

    /** When it would be complete if all goes well. */
    final Instant completes;

    /** Everything of the description that no time changes. */
    final DBSnapshot fixed;

    /** The instance as it was when the snapshot was taken; copies carry it along. */
    final DBInstance origin;

    /** Accounts that may restore it besides its own, or {@code all}. */
    final SortedSet<String> restorableBy = new TreeSet<>();

    private DbSnapshot(
            DBInstance origin,
            String region,
            DBSnapshot fixed,
            Lifecycle lifecycle,
            Instant requested,
            Instant begins,
            Instant completes) {
        this.origin = origin;
        this.region = region;
        this.fixed = fixed;
        this.lifecycle = lifecycle;
        this.requested = requested;
        this.begins = begins;
        this.completes = completes;
    }

    /**
     * A snapshot in the making.
     *
     * @param origin the instance as it was when the snapshot was taken
     * @param busy its status until it is complete
     * @param fate {@link RdsScripts#FAILS}, {@link RdsScripts#HANGS}, or anything else for success
     */
    static DbSnapshot of(
            DBInstance origin,
            String region,
            DBSnapshot fixed,
            String busy,
            Instant requested,
            Instant begins,
            Instant completes,
            String fate) {
        Lifecycle lifecycle = new Lifecycle(requested, busy);
        switch (fate) {
            case RdsScripts.HANGS -> {}
            case RdsScripts.FAILS ->
                lifecycle.become(
                        begins.plusMillis(Duration.between(begins, completes).toMillis() / 2), FAILED);
            default -> lifecycle.become(completes, AVAILABLE);
        }
        return new DbSnapshot(origin, region, fixed, lifecycle, requested, begins, completes);
    }

    String id() {
        return fixed.dbSnapshotIdentifier();
    }

    String arn() {
        return fixed.dbSnapshotArn();
    }

    boolean isManual() {
        return fixed.snapshotType().equals("manual");
    }

    boolean isCopy() {
        return fixed.sourceDBSnapshotIdentifier() != null;
    }

    boolean isAvailable(Instant now) {
        return lifecycle.at(now).equals(AVAILABLE);
    }

    /** Whether nothing more will happen to it. */
    boolean isComplete(Instant now) {
        String status = lifecycle.at(now);
        return status.equals(AVAILABLE) || status.equals(FAILED);
    }

    /**
     * What DescribeDBSnapshots shows. The answer to CreateDBSnapshot has no SnapshotCreateTime yet (AWS CLI reference,
     * create-db-snapshot, example), so neither has a description until work begins.
     */
    DBSnapshot described(Instant now, RdsTags tags) {
        int percent = Math.min(Lifecycle.percent(begins, completes, now), isAvailable(now) ? 100 : 99);
        DBSnapshot.Builder described = fixed.toBuilder()
                .status(lifecycle.at(now))
                .percentProgress(lifecycle.at(now).equals(FAILED) ? 0 : percent)
                .tagList(tags.list(arn()));
        if (now.isBefore(begins)) {
            described.snapshotCreateTime(null);
            if (!isCopy()) {
                described.originalSnapshotCreateTime(null);
            }
        }
        return described.build();
    }
}
