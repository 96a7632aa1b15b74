package io.labelmint.dr.failover;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.restore.RestoreToPointInTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupMember;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The plan of a move while it is made: what comes about in the DR region, whichever way the estate moves there. What must
 * be done before that in the region that is left is the business of the planners.
 */
final class MoveDraft {
    /**
     * "The promotion process takes a few minutes or longer to complete, depending on the size of the read replica" (Amazon
     * RDS User Guide, "Promoting a read replica to be a standalone DB instance").
     */
    private static final Estimate PROMOTION = new Estimate(Duration.ofMinutes(5), Duration.ofHours(1));

    /** "Typically [...] less than a minute" (Amazon ElastiCache User Guide, "Global datastores"). */
    private static final Estimate DATASTORE = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));

    /** Ours: Fargate tasks start within minutes; who pulls large images takes longer. */
    private static final Estimate SCALING = new Estimate(Duration.ofMinutes(3), Duration.ofMinutes(30));

    /** Ours: health checkers need three times their interval, and resolvers the time to live. */
    private static final Duration SERVED = Duration.ofMinutes(2);

    private final Estate estate;
    private final Observatory observatory;
    private final List<Action> actions = new ArrayList<>();
    private final List<ShownFact> shown = new ArrayList<>();

    /** What brings each store about in the DR region, by the store's id. */
    private final Map<String, ActionId> ready = new HashMap<>();

    /** Stores that an earlier move, or somebody else, has brought about: by id. Of which moment they are, nobody can say. */
    private final Set<String> there = new HashSet<>();

    MoveDraft(Estate estate, Observatory observatory) {
        this.estate = estate;
        this.observatory = observatory;
    }

    void add(Action action) {
        actions.add(action);
    }

    void show(ShownFact fact) {
        shown.add(fact);
    }

    /** The replica of {@code database} in the DR region; empty if none is declared. */
    static Optional<Replica> replica(Estate estate, PostgresDatabase database) {
        return database.replicas().stream()
                .filter(candidate -> candidate.region().equals(estate.regions().dr()))
                .findFirst();
    }

    /** Whether {@code store} is used as it is: no lag and no backup tells then what it lacks. */
    boolean isThere(String store) {
        return there.contains(store);
    }

    /** Has {@code replica} promoted after {@code before}. */
    void promote(PostgresDatabase database, Replica replica, Set<ActionId> before) {
        String region = estate.regions().dr();
        DBInstance found = DbInstances.find(
                        observatory.read(new DbInstances(region)).orElseThrow(), replica.instance())
                .orElseThrow(() -> refused(
                        "There is no instance " + replica.instance() + " in " + region + ".",
                        "Create the replica, or take it out of the estate file and declare failover.restoredAs."));
        if (!Instances.follows(found)) {
            there.add(database.id());
            shown.add(ShownFact.same(
                    database.id(),
                    found.dbInstanceIdentifier() + " (" + found.dbiResourceId()
                            + ") follows nobody: it was PROMOTED BEFORE, and is used as it is"));
            return;
        }
        ActionId promote = new ActionId(database.id() + "/promote");
        actions.add(new PromoteReplica(
                promote,
                before,
                PROMOTION,
                region,
                found.dbInstanceIdentifier(),
                found.dbiResourceId(),
                estate.retention().pitrDays()));
        ready.put(database.id(), promote);
        shown.add(ShownFact.same(
                database.id(),
                "replica " + found.dbInstanceIdentifier() + " (" + found.dbiResourceId() + ", "
                        + found.dbInstanceClass() + ") is promoted"));
    }

    /** Has {@code database} restored to {@code point} after {@code before}. */
    void restore(OperationId operation, PostgresDatabase database, RestorePoint point, Set<ActionId> before) {
        String instance = database.failover().restoredAs().orElseThrow();
        Optional<DBInstance> earlier = restoredBefore(instance);
        if (earlier.isPresent()) {
            use(database, earlier.get());
            return;
        }
        Plan restored = new RestorePlanner(estate, observatory)
                .lasting(operation, database, Restores.Side.DR, point, instance, true);
        for (Action action : restored.actions()) {
            Action placed = action instanceof RestoreToPointInTime restore ? restore.behind(before) : action;
            actions.add(placed);
            ready.put(database.id(), placed.id());
        }
        // The latest moment moves on every five minutes; what is approved is that nothing is missing by then.
        boolean fixed = !(point instanceof RestorePoint.Latest);
        restored.shown().stream()
                .filter(fact -> !fact.name().equals("in"))
                .filter(fact -> fixed || !fact.name().equals(RestorePlanner.RESTORED_TO))
                .forEach(fact -> shown.add(fact.of(database.id())));
    }

    /** The instance that an earlier move, which has ended without users served, has restored already. */
    private Optional<DBInstance> restoredBefore(String instance) {
        String moves = FailoverRequest.OPERATION + OperationId.prefix(FailoverRequest.KIND, estate.name());
        return DbInstances.find(
                        observatory.read(new DbInstances(estate.regions().dr())).orElseThrow(), instance)
                .filter(found -> found.tagList().stream()
                        .anyMatch(tag -> tag.key().equals(OperationTag.KEY)
                                && tag.value().startsWith(moves)));
    }

    private void use(PostgresDatabase database, DBInstance restored) {
        if (!Instances.usable(restored)) {
            throw refused(
                    restored.dbInstanceIdentifier() + " in " + estate.regions().dr()
                            + ", which an earlier move restored, is " + restored.dbInstanceStatus() + ".",
                    "Wait until it is available; if it failed, end its deletion protection and delete it. Then make a"
                            + " new plan.");
        }
        there.add(database.id());
        shown.add(ShownFact.same(
                database.id(),
                restored.dbInstanceIdentifier() + " (" + restored.dbiResourceId() + ") was RESTORED BEFORE, at "
                        + restored.instanceCreateTime() + " by an earlier move, and is used as it is"));
    }

    /** Has the restore of {@code database} that {@code run} has begun gone on with, under the name and tag it has there. */
    void adopt(PostgresDatabase database, List<Action> begun, String run) {
        for (Action action : begun) {
            Action placed = action instanceof RestoreToPointInTime restore ? restore.behind(Set.of()) : action;
            actions.add(placed);
            ready.put(database.id(), placed.id());
        }
        shown.add(ShownFact.same(
                database.id(), "is restored already, or being restored, by run " + run + ", and used as it is"));
    }

    /** Has the secondary of {@code cache} made the primary after {@code before}. */
    void promote(RedisGroup cache, Set<ActionId> before) {
        if (cache.globalDatastore().isEmpty()) {
            shown.add(ShownFact.same(cache.id(), "has no global datastore: NOT IN THIS PLAN; see `dr restore`"));
            return;
        }
        RedisGroup.GlobalDatastore declared = cache.globalDatastore().get();
        String region = estate.regions().dr();
        GlobalReplicationGroupMember member = observatory.read(new GlobalDatastores(region)).orElseThrow().stream()
                .filter(candidate -> declared.id().equals(candidate.globalReplicationGroupId()))
                .findFirst()
                .flatMap(found -> PromoteGlobalDatastore.member(found, declared.drReplicationGroup()))
                .orElseThrow(() -> refused(
                        declared.drReplicationGroup() + " in " + region + " is no member of global datastore "
                                + declared.id() + ".",
                        "Correct globalDatastore of " + cache.id() + " in the estate file."));
        ActionId promote = new ActionId(cache.id() + "/promote");
        actions.add(new PromoteGlobalDatastore(
                promote, before, DATASTORE, region, declared.id(), declared.drReplicationGroup()));
        ready.put(cache.id(), promote);
        shown.add(ShownFact.same(
                cache.id(),
                declared.drReplicationGroup() + ", "
                        + String.valueOf(member.role()).toLowerCase(Locale.ROOT) + " of " + declared.id()
                        + ", is made its primary"));
    }

    /**
     * Has services scaled when their stores are there, traffic switched when they run and {@code fences} stand, and users
     * looked for.
     */
    void serve(Set<ActionId> fences) {
        Set<ActionId> serving = new HashSet<>(fences);
        serving.addAll(scaleServices());
        Set<ActionId> switched = new Traffic(estate, actions, shown).plan(serving);
        estate.failover()
                .probe()
                .ifPresent(probe -> actions.add(new UsersServed(
                        new ActionId("users/served"),
                        switched.isEmpty() ? serving : switched,
                        new Estimate(SERVED, probe.within()),
                        estate.regions().dr(),
                        probe.url(),
                        probe.containsFrom(estate.regions().dr()))));
    }

    private Set<ActionId> scaleServices() {
        Set<ActionId> scaled = new HashSet<>();
        for (EcsService service : estate.services()) {
            List<String> needs = service.needs().isEmpty()
                    ? estate.stores().stream().map(Store::id).toList()
                    : service.needs();
            Set<ActionId> after = new HashSet<>();
            needs.stream().map(ready::get).filter(Objects::nonNull).forEach(after::add);
            ActionId scale = new ActionId(service.id() + "/scale");
            actions.add(new ScaleService(
                    scale,
                    after,
                    SCALING,
                    Optional.empty(),
                    estate.regions().dr(),
                    service.drCluster(),
                    service.drService(),
                    service.drDesiredCount()));
            scaled.add(scale);
        }
        return scaled.isEmpty() ? new HashSet<>(ready.values()) : scaled;
    }

    /**
     * The plan.
     *
     * @throws ProblemException {@code failover.refused} if there is nothing in it
     */
    Plan plan(OperationId operation) {
        if (ready.isEmpty() && estate.services().isEmpty() && estate.records().isEmpty()) {
            throw refused(
                    "Nothing of " + estate.name() + " would be moved: it declares no replica, datastore, service or"
                            + " record.",
                    "Declare what is to serve in " + estate.regions().dr() + " in the estate file.");
        }
        return new Plan(operation, estate.digest(), actions).showing(shown);
    }

    static ProblemException refused(String summary, String remedy) {
        return Problem.of("failover.refused", summary, remedy).asException();
    }
}
