package io.labelmint.dr.failover;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.restore.ProtectInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Plans that a move stays: each database of the DR region gets a replica in the region that was left, so that the loss of the
 * new home costs minutes again, and the old databases stay as they are, fenced, whole and protected from being deleted.
 *
 * <pre>
 *  isolate the old ─▶ protect the old        create the replica
 * </pre>
 */
public final class CommitPlanner {
    private static final Estimate FENCING = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));

    /** Ours: a replica in another region copies the whole database first. */
    private static final Estimate REPLICA = new Estimate(Duration.ofHours(1), Duration.ofHours(24));

    private final Estate estate;
    private final Observatory observatory;
    private final EarlierMove earlier;
    private final String left;
    private final List<Action> actions = new ArrayList<>();
    private final List<ShownFact> shown = new ArrayList<>();

    /** A planner for one plan, after {@code earlier}. */
    public CommitPlanner(Estate estate, Observatory observatory, EarlierMove earlier) {
        this.estate = estate;
        this.observatory = observatory;
        this.earlier = earlier;
        this.left = estate.regions().primary();
    }

    /**
     * The commit.
     *
     * @throws ProblemException {@code failover.refused} if the region that was left does not answer, or something it needs is
     *     not there
     * @throws io.labelmint.dr.observatory.Unanswered if the DR region does not say
     */
    public Plan plan(OperationId operation) {
        shown.add(ShownFact.same("stays in", estate.regions().dr() + ", as run " + earlier.name() + " has left it"));
        shown.add(ShownFact.same("gives up", "the way back by roll-back: from now on only a planned move leads back"));
        List<DBInstance> old = RollBackPlanner.answered(
                observatory,
                new DbInstances(left),
                "Commit when it does: nothing can follow into a region that is silent, and nothing is lost by waiting.");
        estate.databases().forEach(database -> database(operation, database, old));
        estate.caches().forEach(this::cache);
        shown.add(ShownFact.same(
                "left to you",
                "when the replicas have caught up, `dr failback` leads home; or, to stay, swap regions.primary and"
                        + " regions.dr in the estate file. Jobs stand still until then"));
        return new Plan(operation, estate.digest(), actions).showing(shown);
    }

    private void database(OperationId operation, PostgresDatabase database, List<DBInstance> old) {
        keep(database, old);
        String dr = estate.regions().dr();
        Optional<String> name = MoveDraft.replica(estate, database)
                .map(PostgresDatabase.Replica::instance)
                .or(() -> database.failover().restoredAs());
        DBInstance source = name.flatMap(instance ->
                        DbInstances.find(observatory.read(new DbInstances(dr)).orElseThrow(), instance))
                .filter(found -> !Instances.follows(found))
                .orElseThrow(() -> MoveDraft.refused(
                        "In " + dr + " nothing serves as " + database.id() + ": there is no instance "
                                + name.orElse("of it") + " that follows nobody.",
                        "Fail over or restore it first."));
        Optional<RestorePlace> place = database.restores().primary();
        if (place.isEmpty()) {
            shown.add(ShownFact.same(
                    database.id(),
                    source.dbInstanceIdentifier() + " gets NO REPLICA: restore.primary, which says where in " + left
                            + ", is not declared"));
            return;
        }
        String instance = ReverseReplica.name(database);
        actions.add(new CreateReplica(
                new ActionId(database.id() + "/replica"),
                Set.of(),
                REPLICA,
                operation,
                left,
                instance,
                source.dbInstanceArn(),
                place.get().subnetGroup(),
                // Not isolated: it takes no writes until it is promoted, and a failback has to look into it before
                // that.
                place.get().securityGroups(),
                place.get().parameterGroup(),
                database.keys().primary()));
        shown.add(ShownFact.same(
                database.id(), source.dbInstanceIdentifier() + " gets replica " + instance + " in " + left));
    }

    private void keep(PostgresDatabase database, List<DBInstance> old) {
        if (DbInstances.find(old, database.instance()).isEmpty()) {
            shown.add(ShownFact.same("old " + database.id(), database.instance() + " is not there any more"));
            return;
        }
        Set<ActionId> before = Set.of();
        if (!database.failover().isolatedIn().isEmpty()) {
            ActionId isolate = new ActionId(database.id() + "/isolate-old");
            actions.add(new IsolateInstance(
                    isolate,
                    Set.of(),
                    FENCING,
                    Optional.empty(),
                    left,
                    database.instance(),
                    database.failover().isolatedIn()));
            before = Set.of(isolate);
        }
        actions.add(new ProtectInstance(
                new ActionId(database.id() + "/protect-old"), before, FENCING, left, database.instance()));
        shown.add(ShownFact.same(
                "old " + database.id(),
                database.instance() + " stays fenced, whole and protected from being deleted; what it holds and nobody"
                        + " else has is only there"));
    }

    private void cache(RedisGroup cache) {
        cache.globalDatastore().ifPresent(declared -> {
            boolean member = observatory
                    .read(new GlobalDatastores(estate.regions().dr()))
                    .orElseThrow()
                    .stream()
                    .filter(found -> declared.id().equals(found.globalReplicationGroupId()))
                    .anyMatch(found -> PromoteGlobalDatastore.member(found, cache.replicationGroup())
                            .isPresent());
            shown.add(ShownFact.same(
                    cache.id(),
                    member
                            ? cache.replicationGroup() + " follows in " + declared.id()
                            : cache.replicationGroup() + " is no member of " + declared.id()
                                    + " any more: ADD ONE BY HAND; adding a group empties it"));
        });
    }
}
