package io.labelmint.dr.backup;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.DbSnapshotQuota;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Progress;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * How many manual snapshots a region has, and may have.
 *
 * @param region the region
 * @param used manual snapshots there are, whoever made them
 * @param limit how many there may be
 */
public record SnapshotRoom(String region, int used, long limit) {
    /** What every account is allowed; it can be raised, not lowered (RDS User Guide, "Quotas and constraints"). */
    private static final int LEAST = 100;

    /** What to do when there is no room, whoever's snapshots they are. */
    public static final String REMEDY =
            "Delete manual snapshots that nobody needs in the RDS console, or have the quota"
                    + " \"Manual DB instance snapshots\" raised in Service Quotas";

    /**
     * The room in {@code region}, whose manual snapshots are {@code all}. The quota is asked for only when it matters,
     * whether {@code coming} more fit; empty when it does and cannot be read.
     */
    static Optional<SnapshotRoom> of(Observatory observatory, String region, List<DBSnapshot> all, int coming) {
        if (all.size() + coming <= LEAST) {
            return Optional.of(new SnapshotRoom(region, all.size(), LEAST));
        }
        return observatory
                .read(new DbSnapshotQuota(region))
                .fold(limit -> limit, unread -> Optional.<Long>empty())
                .map(limit -> new SnapshotRoom(region, all.size(), limit));
    }

    /** How many more fit. */
    public long free() {
        return Math.max(0, limit - used);
    }

    /**
     * What keeps a snapshot of {@code store} that is not there from being made, if anything does.
     *
     * @param pruning whether the plan that makes it deletes what may go without waiting for it; then room is waited for as
     *     long as some of the store's own may go
     */
    Progress absent(String estate, String store, List<DBSnapshot> all, LocalDate today, boolean pruning) {
        if (free() > 0) {
            return new Progress.Absent();
        }
        List<OwnDbSnapshot> own = OwnDbSnapshot.of(estate, store, all);
        int due = DatabasePruning.due(own, today).size();
        return pruning && due > 0
                ? new Progress.Held("waits for room: " + used + " of " + limit + " manual snapshots in " + region)
                : new Progress.Failed(none(store, own, due, today));
    }

    private Problem none(String store, List<OwnDbSnapshot> own, int due, LocalDate today) {
        long good = own.stream().filter(OwnDbSnapshot::good).count();
        long past = own.stream().filter(snapshot -> snapshot.past(today)).count();
        Optional<LocalDate> next = own.stream()
                .flatMap(snapshot -> snapshot.deleteAfter().stream())
                .filter(day -> !day.isBefore(today))
                .min(LocalDate::compareTo);
        String why = own.isEmpty()
                ? "none is of this store."
                : due > 0
                        ? due + " of this store are past their day and go first in the backup of the next slot."
                        : "of the " + own.size() + " of this store none may go"
                                + (past > 0
                                        ? ", because " + DatabasePruning.MINIMUM_KEPT + " good ones must stay."
                                        : next.map(day -> " before the end of " + day + ".")
                                                .orElse("."));
        Problem problem = Problem.of(
                        "snapshot.no-room",
                        "There is no room for a snapshot of " + store + " in " + region + ": " + used + " of " + limit
                                + " manual snapshots are there, and " + why,
                        REMEDY + ", then run the job again.")
                .with("region", region)
                .with("used", used)
                .with("limit", limit)
                .with("own", own.size())
                .with("ownGood", good)
                .with("ownPast", past)
                .with("minimumKept", DatabasePruning.MINIMUM_KEPT);
        return next.map(day -> problem.with("nextLastDay", day)).orElse(problem);
    }
}
