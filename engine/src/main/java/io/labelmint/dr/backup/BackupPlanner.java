package io.labelmint.dr.backup;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans the scheduled backup of one store for the slot of a moment. */
public final class BackupPlanner {
    /** The first snapshot of a database is full and slow, later ones are not; hours are no reason for alarm. */
    private static final Estimate SNAPSHOT = new Estimate(Duration.ofMinutes(15), Duration.ofHours(6));

    /** "Depending on the Regions involved and the amount of data, a cross-Region copy can take hours" (RDS User Guide). */
    static final Estimate COPY = new Estimate(Duration.ofMinutes(45), Duration.ofHours(12));

    /** The operation that backs {@code store} up in the slot {@code now} falls into. */
    public static OperationId operation(Estate estate, Store store, Instant now) {
        return OperationId.scheduled(estate.name(), "backup", store.id(), Slots.of(store, now));
    }

    /**
     * The plan; empty for a store that is not backed up by calls, because it keeps its own history (S3 versions).
     *
     * @throws io.labelmint.dr.observatory.Unanswered if what must be known for it could not be read
     * @throws io.labelmint.dr.ProblemException if what it is about is not there
     */
    public Optional<Plan> plan(Estate estate, Store store, Observatory observatory, Instant now) {
        OperationId operation = operation(estate, store, now);
        if (store instanceof PostgresDatabase database) {
            List<Action> actions = switch (database.via()) {
                case RDS_SNAPSHOT -> snapshotCopyAndPruning(estate, database, operation, observatory, now);
                case AWS_BACKUP -> new VaultBackupPlan(estate, database, operation, now).actions(observatory);
            };
            return Optional.of(new Plan(operation, estate.digest(), actions));
        } else if (store instanceof RedisGroup redis) {
            return Optional.of(new CacheBackup(estate, redis, observatory, now).plan(operation));
        }
        return Optional.empty();
    }

    private static List<Action> snapshotCopyAndPruning(
            Estate estate, PostgresDatabase database, OperationId operation, Observatory observatory, Instant now) {
        ActionId snapshot = new ActionId(database.id() + "/snapshot");
        ActionId copy = new ActionId(database.id() + "/copy");
        String name = OwnDbSnapshot.name(operation);
        DatabasePruning pruning = new DatabasePruning(estate, database, observatory, now);
        DatabasePruning.Pruned here = pruning.in(estate.regions().primary(), snapshot, name);
        DatabasePruning.Pruned there = pruning.in(estate.regions().dr(), copy, name);
        List<Action> made =
                snapshotAndCopy(estate, database, operation, now, snapshot, copy, here.first(), there.first());
        return inOrder(List.of(made, here.actions(), there.actions()));
    }

    /** All of them, each after what it depends on, and otherwise as they come. */
    private static List<Action> inOrder(List<List<Action>> parts) {
        List<Action> left = new ArrayList<>();
        parts.forEach(left::addAll);
        List<Action> ordered = new ArrayList<>();
        Set<ActionId> placed = new HashSet<>();
        while (!left.isEmpty()) {
            Action next = left.stream()
                    .filter(action -> placed.containsAll(action.after()))
                    .findFirst()
                    .orElseThrow();
            left.remove(next);
            ordered.add(next);
            placed.add(next.id());
        }
        return ordered;
    }

    private static List<Action> snapshotAndCopy(
            Estate estate,
            PostgresDatabase database,
            OperationId operation,
            Instant now,
            ActionId snapshot,
            ActionId copy,
            Set<ActionId> beforeSnapshot,
            Set<ActionId> beforeCopy) {
        String name = OwnDbSnapshot.name(operation);
        Map<String, String> tags =
                new TreeMap<>(Tier.tags(LocalDate.ofInstant(now, ZoneOffset.UTC), estate.retention()));
        tags.putAll(OwnDbSnapshot.tags(estate.name(), database.id()));
        Set<ActionId> afterSnapshot = new HashSet<>(beforeCopy);
        afterSnapshot.add(snapshot);
        return List.of(
                new CreateDbSnapshot(
                        snapshot,
                        beforeSnapshot,
                        SNAPSHOT,
                        operation,
                        estate.regions().primary(),
                        database.instance(),
                        name,
                        tags),
                new CopyDbSnapshot(
                        copy,
                        Set.copyOf(afterSnapshot),
                        COPY,
                        operation,
                        estate.regions().dr(),
                        estate.regions().primary(),
                        "${" + snapshot + ".arn}",
                        name,
                        database.keys().dr(),
                        tags));
    }
}
