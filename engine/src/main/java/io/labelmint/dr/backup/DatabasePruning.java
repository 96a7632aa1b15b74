package io.labelmint.dr.backup;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Postponed;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Decides which snapshots of a database go from a region when the next one is made there. RDS keeps manual snapshots until
 * they are deleted, and refuses more than 100 of them in a region unless the quota was raised (RDS User Guide, "Quotas and
 * constraints").
 *
 * <p>They go after the next one is there, so that there is one more good one than before whenever something happens. Only
 * where the next ones of the estate's databases would not all fit do they go at once, and the next one comes after as many
 * of them as make room for it.
 *
 * <p>Only what an operation of ours made for this store goes, known by its tags and its name; only what is past the day
 * its tag names; the oldest first; never the newest good one, nor so many that fewer good ones than
 * {@link #MINIMUM_KEPT} stay. Snapshots that are neither available nor failed are left alone.
 *
 * <p>A backup must not wait for its pruning: when the snapshots of a region cannot be read, nothing is pruned there in
 * this run. What stays too long is told by the check of the retention, and goes in a later run.
 */
public final class DatabasePruning {
    /**
     * Good snapshots that stay whatever their tags say: a week of daily ones, so that damage to the data noticed after
     * days can still be gone back behind, although the backups failed since or somebody declared a retention of a day.
     */
    static final int MINIMUM_KEPT = 7;

    /**
     * The most that go from a region in one run: enough to catch up within days, as one comes a day, and few enough that
     * a wrong clock or tag is noticed before much is gone.
     */
    static final int MOST_PER_RUN = 8;

    /** RDS deletes a snapshot within seconds to minutes; nothing waits for it. */
    private static final Estimate DELETION = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));

    private static final String PRUNE = "/prune/";

    private final Estate estate;
    private final PostgresDatabase database;
    private final Observatory observatory;
    private final LocalDate today;

    DatabasePruning(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        this.estate = estate;
        this.database = database;
        this.observatory = observatory;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /**
     * What goes from a region.
     *
     * @param actions the deletions, each after the one before
     * @param first those of them that must be done before the next snapshot fits; none if it does already
     */
    record Pruned(List<Action> actions, Set<ActionId> first) {}

    /**
     * What goes from {@code region}.
     *
     * @param made the action that makes the next snapshot there
     * @param next the name of that snapshot
     */
    Pruned in(String region, ActionId made, String next) {
        List<DBSnapshot> all = read(region).orElse(List.of());
        List<OwnDbSnapshot> own = OwnDbSnapshot.of(estate.name(), database.id(), all);
        List<OwnDbSnapshot> earlier =
                own.stream().filter(snapshot -> !snapshot.name().equals(next)).toList();
        Optional<SnapshotRoom> crowded = own.size() > earlier.size() ? Optional.empty() : crowded(region, all);
        if (crowded.isEmpty()) {
            // The coming one counts as a good one.
            return new Pruned(chain(region, due(earlier, today, 1), Set.of(made)), Set.of());
        }
        List<Action> deletions = chain(region, due(earlier, today, 0), Set.of());
        long needed = Math.min(
                deletions.size(), crowded.get().used() + 1 - crowded.get().limit());
        return new Pruned(
                deletions,
                needed <= 0 ? Set.of() : Set.of(deletions.get((int) needed - 1).id()));
    }

    /** Whether one of {@code actions} deletes an old snapshot. */
    static boolean isIn(Set<ActionId> actions) {
        return actions.stream().anyMatch(action -> action.value().contains(PRUNE));
    }

    private List<Action> chain(String region, List<OwnDbSnapshot> due, Set<ActionId> after) {
        List<Action> deletions = new ArrayList<>();
        Set<ActionId> before = after;
        for (OwnDbSnapshot old : due.subList(0, Math.min(due.size(), MOST_PER_RUN))) {
            DeleteDbSnapshot deletion = deletion(region, old, before);
            deletions.add(deletion);
            before = Set.of(deletion.id());
        }
        return deletions;
    }

    /** The room in {@code region}, if the snapshots the estate's databases take in a slot do not all fit. */
    private Optional<SnapshotRoom> crowded(String region, List<DBSnapshot> all) {
        int coming = (int) estate.databases().stream()
                .filter(each -> each.via() == PostgresDatabase.Via.RDS_SNAPSHOT)
                .count();
        try {
            return SnapshotRoom.of(observatory, region, all, coming).filter(room -> room.free() < coming);
        } catch (Postponed e) {
            return Optional.empty();
        }
    }

    /** The snapshots of {@code region}, or nothing: neither trouble there nor a busy budget is to hold a backup up. */
    private Optional<List<DBSnapshot>> read(String region) {
        try {
            return observatory
                    .read(new ManualDbSnapshots(region))
                    .fold(Optional::of, unread -> Optional.<List<DBSnapshot>>empty());
        } catch (Postponed e) {
            return Optional.empty();
        }
    }

    /** Those of a store's snapshots that should have been pruned by {@code day}, oldest first. */
    public static List<OwnDbSnapshot> due(List<OwnDbSnapshot> own, LocalDate day) {
        return due(own, day, 0);
    }

    /**
     * Those that may go.
     *
     * @param own oldest first
     * @param coming good ones that will be there before the first goes
     */
    private static List<OwnDbSnapshot> due(List<OwnDbSnapshot> own, LocalDate day, int coming) {
        List<OwnDbSnapshot> good = own.stream().filter(OwnDbSnapshot::good).toList();
        long spare = (long) good.size() + coming - MINIMUM_KEPT;
        List<OwnDbSnapshot> due = new ArrayList<>();
        for (OwnDbSnapshot old : own) {
            boolean newest = old.good() && old.equals(good.get(good.size() - 1));
            if (!old.past(day) || !old.deletable() || newest || (old.good() && spare <= 0)) {
                continue;
            }
            due.add(old);
            spare -= old.good() ? 1 : 0;
        }
        return due;
    }

    private DeleteDbSnapshot deletion(String region, OwnDbSnapshot old, Set<ActionId> before) {
        return new DeleteDbSnapshot(
                new ActionId(database.id() + PRUNE + region + "/" + old.name()),
                before,
                DELETION,
                region,
                estate.name(),
                database.id(),
                old.name(),
                old.owner(),
                old.deleteAfter().orElseThrow(),
                MINIMUM_KEPT);
    }
}
