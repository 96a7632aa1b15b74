package io.labelmint.dr.failover;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.EcsServices;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.validation.CopyAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupMember;

/**
 * Plans that an estate that has failed over and was committed goes home, without losing anything.
 *
 * <pre>
 *  replicas take the names of home ─▶ DR services stop ─▶ last heartbeat ─▶ the replica has it ─▶ rows agree
 *      ─▶ DR database fenced, proved ─▶ replica promoted ─▶ home serves ─▶ traffic ─▶ users served ─▶ standing baseline
 * </pre>
 *
 * It is refused while a reverse replica is not proved to hold what its source holds, and the same is proved once more when
 * nobody writes any more. Nothing is promoted before that. Nothing is deleted at all: what the DR region has beyond its
 * standing baseline is put aside, fenced and protected, for a person to delete.
 */
public final class FailbackPlanner {
    private static final Estimate STOPPING = new Estimate(Duration.ofMinutes(2), Duration.ofMinutes(30));
    private static final Estimate SCALING = new Estimate(Duration.ofMinutes(3), Duration.ofMinutes(30));
    private static final Estimate CATCHING_UP = new Estimate(Duration.ofSeconds(30), Duration.ofMinutes(30));
    private static final Estimate DATASTORE = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));
    private static final Duration SERVED = Duration.ofMinutes(2);

    /** The gate users are waited for at: what comes before it is the outage. */
    public static final ActionId USERS = new ActionId("users/served-at-home");

    private final Estate estate;
    private final Observatory observatory;
    private final EarlierMove earlier;
    private final HomeDatabases databases;
    private final String primary;
    private final String dr;
    private final List<Action> actions = new ArrayList<>();
    private final List<ShownFact> shown = new ArrayList<>();
    private final Set<ActionId> stopped = new HashSet<>();

    /** Caches that an earlier failback has brought home. */
    private final Set<String> came = new HashSet<>();

    /** What brings each store home, by the store's id. */
    private final Map<String, ActionId> ready = new HashMap<>();

    /**
     * A planner for one plan.
     *
     * @param earlier the move that is led back, and what came after it
     * @param copies the way into both databases of each
     */
    public FailbackPlanner(
            Estate estate, Observatory observatory, EarlierMove earlier, CopyAccess copies, Instant now) {
        this.estate = estate;
        this.observatory = observatory;
        this.earlier = earlier;
        this.primary = estate.regions().primary();
        this.dr = estate.regions().dr();
        this.databases = new HomeDatabases(
                estate, observatory, earlier, new ReverseReplica(estate, observatory, copies, now), actions, shown);
    }

    /**
     * The failback.
     *
     * @throws ProblemException {@code failover.refused} if a store is not proved to be there at home, or something it needs
     *     is not there
     * @throws io.labelmint.dr.observatory.Unanswered if one of the two regions does not say
     */
    public Plan plan(OperationId operation) {
        RollBackPlanner.answered(
                observatory, new GlobalDatastores(primary), "Stay in " + dr + " until it does, and plan it then.");
        databases.demand();
        demandDatastores();
        shown.add(ShownFact.same(FailoverPlanner.LEAVES, dr + ", which must work to the end"));
        shown.add(ShownFact.same("goes home to", primary + ", which it left with run " + earlier.first()));
        Set<ActionId> prepared = new HashSet<>(restServices());
        estate.databases().forEach(database -> prepared.addAll(databases.take(operation, database)));
        stopServices(prepared);
        estate.databases()
                .forEach(
                        database -> databases.promote(database, stopped).ifPresent(id -> ready.put(database.id(), id)));
        estate.caches().forEach(this::cache);
        Set<ActionId> objects = new HomeBuckets(estate, observatory, actions, shown).back(stopped);
        losses();
        Set<ActionId> serving = startServices();
        serving.addAll(objects);
        TrafficHome traffic = new TrafficHome(estate, actions, shown);
        Set<ActionId> switched = traffic.plan(serving);
        Set<ActionId> served = new HashSet<>(served(switched.isEmpty() ? serving : switched));
        served.addAll(traffic.reduce(Set.copyOf(served)));
        baseline(operation, served);
        return new Plan(operation, estate.digest(), actions).showing(shown);
    }

    /** What is asked of databases is shown by what stops the failback; what of other stores can be lost is said here. */
    private void losses() {
        for (Store store : estate.stores()) {
            if (!estate.buckets().contains(store)) {
                boolean follows = estate.databases().contains(store)
                        || ready.containsKey(store.id())
                        || came.contains(store.id());
                shown.add(ShownFact.same(
                        FailoverPlanner.LOSS_OF + store.id(),
                        follows
                                ? "0 s: nothing, or it stops where it is"
                                : "0 s: not known: it follows nobody, and home serves what is there"));
            }
        }
    }

    /** A member that is not there any more cannot be added here: adding a group to a datastore empties the group. */
    private void demandDatastores() {
        for (RedisGroup cache : estate.caches()) {
            cache.globalDatastore().ifPresent(declared -> {
                if (member(cache).isEmpty()) {
                    throw MoveDraft.refused(
                            cache.replicationGroup() + " in " + primary + " is no member of global datastore "
                                    + declared.id() + " any more, so nothing of " + cache.id() + " would come home.",
                            "Add it as a secondary, which empties it and copies everything anew, and plan again when it"
                                    + " is associated.");
                }
            });
        }
    }

    /** The group of {@code cache} at home as a member of its global datastore. */
    private Optional<GlobalReplicationGroupMember> member(RedisGroup cache) {
        return observatory.read(new GlobalDatastores(primary)).orElseThrow().stream()
                .filter(found -> cache.globalDatastore()
                        .map(RedisGroup.GlobalDatastore::id)
                        .filter(id -> id.equals(found.globalReplicationGroupId()))
                        .isPresent())
                .flatMap(found -> PromoteGlobalDatastore.member(found, cache.replicationGroup()).stream())
                .findFirst();
    }

    /** Nothing at home runs before its database does: those that were never stopped would find one that takes no writes. */
    private Set<ActionId> restServices() {
        Set<ActionId> resting = new HashSet<>();
        if (databases.allCameHome()) {
            return resting;
        }
        for (EcsService service : estate.services()) {
            ActionId id = new ActionId(service.id() + "/rest-home");
            actions.add(new ScaleService(
                    id, Set.of(), STOPPING, Optional.empty(), primary, service.cluster(), service.service(), 0));
            resting.add(id);
        }
        return resting;
    }

    private void stopServices(Set<ActionId> prepared) {
        for (EcsService service : estate.services()) {
            ActionId id = new ActionId(service.id() + "/stop-dr");
            actions.add(new ScaleService(
                    id, prepared, STOPPING, Optional.empty(), dr, service.drCluster(), service.drService(), 0));
            stopped.add(id);
        }
        if (stopped.isEmpty()) {
            stopped.addAll(prepared);
        }
    }

    private void cache(RedisGroup cache) {
        if (cache.globalDatastore().isEmpty()) {
            shown.add(ShownFact.same(
                    cache.id(),
                    "has no global datastore: NOT IN THIS PLAN; " + cache.replicationGroup()
                            + " serves what it holds"));
            return;
        }
        RedisGroup.GlobalDatastore declared = cache.globalDatastore().get();
        if (member(cache)
                .filter(member -> "primary".equalsIgnoreCase(member.role()))
                .isPresent()) {
            came.add(cache.id());
            shown.add(ShownFact.same(
                    cache.id(), cache.replicationGroup() + " is primary of " + declared.id() + " already"));
            return;
        }
        Set<ActionId> before = new HashSet<>(stopped);
        if (!estate.services().isEmpty()) {
            List<String> nodes = observatory.read(new ReplicationGroups(primary)).orElseThrow().stream()
                    .filter(group -> cache.replicationGroup().equals(group.replicationGroupId()))
                    .flatMap(group -> group.memberClusters().stream())
                    .sorted()
                    .toList();
            ActionId caughtUp = new ActionId(cache.id() + "/caught-up");
            actions.add(new DatastoreCaughtUp(caughtUp, stopped, CATCHING_UP, primary, nodes));
            before = Set.of(caughtUp);
        }
        ActionId id = new ActionId(cache.id() + "/promote-home");
        actions.add(
                new PromoteGlobalDatastore(id, before, DATASTORE, primary, declared.id(), cache.replicationGroup()));
        ready.put(cache.id(), id);
        shown.add(ShownFact.same(
                cache.id(), cache.replicationGroup() + " is made primary of " + declared.id() + " again"));
    }

    private Set<ActionId> startServices() {
        Set<ActionId> started = new HashSet<>();
        for (EcsService service : estate.services()) {
            List<String> needs = service.needs().isEmpty()
                    ? estate.stores().stream().map(Store::id).toList()
                    : service.needs();
            Set<ActionId> after = new HashSet<>(stopped);
            needs.stream().map(ready::get).filter(Objects::nonNull).forEach(after::add);
            ActionId id = new ActionId(service.id() + "/start-home");
            actions.add(new ScaleService(
                    id,
                    after,
                    SCALING,
                    Optional.empty(),
                    primary,
                    service.cluster(),
                    service.service(),
                    tasks(service)));
            started.add(id);
        }
        return started.isEmpty() ? new HashSet<>(ready.values()) : started;
    }

    /** What it ran before it was stopped, by the ledgers; else what it is to run now, or what it runs in the DR region. */
    private int tasks(EcsService service) {
        int desired =
                observatory
                        .read(new EcsServices(primary, service.cluster(), List.of(service.service())))
                        .orElseThrow()
                        .stream()
                        .filter(found -> !"INACTIVE".equals(found.status()))
                        .mapToInt(Service::desiredCount)
                        .findFirst()
                        .orElseThrow(() -> MoveDraft.refused(
                                "There is no service " + service.service() + " in cluster " + service.cluster() + " of "
                                        + primary + " to go home to.",
                                "Create it, then plan again."));
        Optional<Integer> before = earlier.found(FailoverPlanner.stopping(service), ScaleService.BEFORE)
                .or(() -> earlier.found(new ActionId(service.id() + "/rest-home"), ScaleService.BEFORE))
                .map(Integer::valueOf);
        int tasks = before.orElseGet(() -> desired > 0 ? desired : Math.max(1, service.drDesiredCount()));
        shown.add(ShownFact.same(
                service.id(),
                "runs " + tasks + " tasks at home"
                        + (before.isPresent() || desired > 0
                                ? ", as before the move"
                                : ": what it ran before the move is NOT KNOWN")));
        return tasks;
    }

    private Set<ActionId> served(Set<ActionId> after) {
        return estate.failover()
                .probe()
                .map(probe -> {
                    actions.add(new UsersServed(
                            USERS,
                            after,
                            new Estimate(SERVED, probe.within()),
                            primary,
                            probe.url(),
                            probe.containsFrom(primary)));
                    return Set.of(USERS);
                })
                .orElse(after);
    }

    /** What stands in the DR region on an ordinary day comes about again, and what is there beyond it is put aside. */
    private void baseline(OperationId operation, Set<ActionId> served) {
        Map<String, ActionId> standing = new HashMap<>();
        for (PostgresDatabase database : estate.databases()) {
            databases.stand(operation, database, served).ifPresent(id -> standing.put(database.id(), id));
        }
        for (EcsService service : estate.services()) {
            if (service.drStandbyCount() > 0) {
                Set<ActionId> after = new HashSet<>(served);
                after.addAll(standing.values());
                actions.add(new ScaleService(
                        new ActionId(service.id() + "/stand-by"),
                        after,
                        SCALING,
                        Optional.empty(),
                        dr,
                        service.drCluster(),
                        service.drService(),
                        service.drStandbyCount()));
            }
        }
    }
}
