package io.labelmint.dr.failover;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.EcsServices;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Query;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Plans that an estate goes back to its primary region, to the data that is there: what was written in the DR region since it
 * took over is lost, and the plan says so.
 *
 * <pre>
 *  reduce services of the DR region ─▶ open the old databases ─▶ scale the old services ─▶ traffic back ─▶ users are served
 * </pre>
 *
 * In this order nothing more is written that would be lost once the old databases take writes. What the old services ran
 * and which security groups the old databases had is known from the ledgers of the move. Stores of the DR region are
 * touched by nothing: they are named, for whoever deletes them by hand.
 */
public final class RollBackPlanner {
    private static final Estimate REDUCING = new Estimate(Duration.ofMinutes(2), Duration.ofMinutes(30));
    private static final Estimate OPENING = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));
    private static final Estimate DATASTORE = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));
    private static final Estimate SCALING = new Estimate(Duration.ofMinutes(3), Duration.ofMinutes(30));
    private static final Duration SERVED = Duration.ofMinutes(2);

    private final Estate estate;
    private final Observatory observatory;
    private final EarlierMove earlier;
    private final String primary;
    private final List<Action> actions = new ArrayList<>();
    private final List<ShownFact> shown = new ArrayList<>();

    /** A planner for one plan, after {@code earlier}. */
    public RollBackPlanner(Estate estate, Observatory observatory, EarlierMove earlier) {
        this.estate = estate;
        this.observatory = observatory;
        this.earlier = earlier;
        this.primary = estate.regions().primary();
    }

    /**
     * The roll-back.
     *
     * @throws ProblemException {@code failover.refused} if the primary region does not answer, or something it needs is not
     *     there
     * @throws io.labelmint.dr.observatory.Unanswered if the DR region does not say
     */
    public Plan plan(OperationId operation) {
        shown.add(ShownFact.same("leaves", estate.regions().dr()));
        shown.add(ShownFact.same("goes back to", primary + ", as it was before run " + earlier.name()));
        losses();
        Set<ActionId> reduced = reduceServices();
        Set<ActionId> opened = new HashSet<>(reduced);
        estate.databases().forEach(database -> open(database, reduced).ifPresent(opened::add));
        estate.caches().forEach(cache -> datastore(cache, reduced).ifPresent(opened::add));
        Set<ActionId> scaled = scaleServices(opened);
        Set<ActionId> serving = scaled.isEmpty() ? opened : scaled;
        Set<ActionId> switched = new Traffic(estate, actions, shown).back(serving);
        estate.failover()
                .probe()
                .ifPresent(probe -> actions.add(new UsersServed(
                        new ActionId("users/served-by-old"),
                        switched.isEmpty() ? serving : switched,
                        new Estimate(SERVED, probe.within()),
                        primary,
                        probe.url(),
                        probe.containsFrom(primary))));
        return new Plan(operation, estate.digest(), actions).showing(shown);
    }

    /** What {@code query} of the primary region brings. Without it there is nothing to go back to. */
    static <T> T answered(Observatory observatory, Query<T> query, String instead) {
        return observatory.read(query).fold(answer -> answer, problem -> {
            throw MoveDraft.refused(query.region() + " does not answer: " + problem.summary(), instead);
        });
    }

    private <T> T old(Query<T> query) {
        return answered(observatory, query, "Stay in " + estate.regions().dr() + " until it does, and plan it then.");
    }

    private void losses() {
        String since = earlier.since().map(at -> " since " + at).orElse("");
        estate.stores()
                .forEach(store -> shown.add(ShownFact.same(
                        FailoverPlanner.LOSS_OF + store.id(),
                        "0 s: EVERYTHING written in " + estate.regions().dr() + since
                                + (estate.caches().contains(store)
                                        ? ", unless the datastore has replicated it"
                                        : estate.buckets().contains(store) ? ", unless it is replicated back" : ""))));
    }

    private Set<ActionId> reduceServices() {
        Set<ActionId> reduced = new HashSet<>();
        for (EcsService service : estate.services()) {
            ActionId id = new ActionId(service.id() + "/reduce");
            actions.add(new ReduceService(
                    id,
                    Set.of(),
                    REDUCING,
                    estate.regions().dr(),
                    service.drCluster(),
                    service.drService(),
                    service.drStandbyCount()));
            reduced.add(id);
        }
        return reduced;
    }

    private Optional<ActionId> open(PostgresDatabase database, Set<ActionId> before) {
        MoveDraft.replica(estate, database)
                .map(PostgresDatabase.Replica::instance)
                .or(() -> database.failover().restoredAs())
                .ifPresent(left -> shown.add(ShownFact.same(
                        "left behind of " + database.id(),
                        left + " in " + estate.regions().dr()
                                + " with what was written there; no replica any more: delete it by hand, when nobody"
                                + " needs it, and create the replica anew")));
        DBInstance found = DbInstances.find(old(new DbInstances(primary)), database.instance())
                .orElseThrow(() -> MoveDraft.refused(
                        "There is no instance " + database.instance() + " in " + primary + " to go back to.",
                        "Stay in " + estate.regions().dr() + " and commit."));
        ActionId isolated = new ActionId(database.id() + "/isolate-old");
        boolean fenced = IsolateInstance.groups(found)
                .equals(new TreeSet<>(database.failover().isolatedIn()));
        Optional<List<String>> groups = earlier.found(isolated, IsolateInstance.BEFORE)
                .map(had -> List.of(had.split(",", -1)))
                .or(() -> database.restores().primary().map(place -> place.securityGroups()));
        if (!fenced && !earlier.mayHaveBegun(isolated)) {
            shown.add(ShownFact.same("fence of " + database.id(), "was never put up, so there is none to take down"));
            return Optional.empty();
        }
        if (groups.isEmpty()) {
            throw MoveDraft.refused(
                    "Nobody knows which security groups " + database.instance()
                            + " had before it was fenced: no ledger says it, and restore.primary is not declared.",
                    "Declare restore.primary.securityGroups of " + database.id() + ", or give it its groups by hand.");
        }
        ActionId id = new ActionId(database.id() + "/open-old");
        actions.add(
                new IsolateInstance(id, before, OPENING, Optional.empty(), primary, database.instance(), groups.get()));
        shown.add(ShownFact.same(
                "fence of " + database.id(),
                "is taken down: " + database.instance() + " gets " + String.join(", ", groups.get()) + " again"));
        return Optional.of(id);
    }

    private Optional<ActionId> datastore(RedisGroup cache, Set<ActionId> before) {
        if (cache.globalDatastore().isEmpty()) {
            return Optional.empty();
        }
        RedisGroup.GlobalDatastore declared = cache.globalDatastore().get();
        boolean member = old(new GlobalDatastores(primary)).stream()
                .filter(found -> declared.id().equals(found.globalReplicationGroupId()))
                .anyMatch(found -> PromoteGlobalDatastore.member(found, cache.replicationGroup())
                        .isPresent());
        if (!member) {
            shown.add(ShownFact.same(
                    cache.id(),
                    cache.replicationGroup() + " is no member of " + declared.id()
                            + " any more: NOT IN THIS PLAN; it serves what it held"));
            return Optional.empty();
        }
        ActionId id = new ActionId(cache.id() + "/promote-old");
        actions.add(
                new PromoteGlobalDatastore(id, before, DATASTORE, primary, declared.id(), cache.replicationGroup()));
        shown.add(ShownFact.same(cache.id(), cache.replicationGroup() + " is made primary of its datastore again"));
        return Optional.of(id);
    }

    private Set<ActionId> scaleServices(Set<ActionId> after) {
        Set<ActionId> scaled = new HashSet<>();
        for (EcsService service : estate.services()) {
            int desired = old(new EcsServices(primary, service.cluster(), List.of(service.service()))).stream()
                    .filter(found -> !"INACTIVE".equals(found.status()))
                    .mapToInt(Service::desiredCount)
                    .findFirst()
                    .orElseThrow(() -> MoveDraft.refused(
                            "There is no service " + service.service() + " in cluster " + service.cluster() + " of "
                                    + primary + " to go back to.",
                            "Create it, then plan again."));
            Optional<Integer> before = earlier.found(FailoverPlanner.stopping(service), ScaleService.BEFORE)
                    .map(Integer::valueOf);
            int tasks = before.orElseGet(() -> desired > 0 ? desired : Math.max(1, service.drDesiredCount()));
            shown.add(ShownFact.same(
                    service.id(),
                    before.isPresent()
                            ? "runs " + tasks + " tasks again, as before"
                            : desired > 0
                                    ? "was not stopped, and runs " + tasks + " tasks"
                                    : "runs " + tasks + " tasks: what it ran before is NOT KNOWN"));
            ActionId id = new ActionId(service.id() + "/start-old");
            actions.add(new ScaleService(
                    id, after, SCALING, Optional.empty(), primary, service.cluster(), service.service(), tasks));
            scaled.add(id);
        }
        return scaled;
    }
}
