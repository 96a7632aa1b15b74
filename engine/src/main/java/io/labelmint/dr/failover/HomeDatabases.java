package io.labelmint.dr.failover;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.heartbeat.HeartbeatPlanner;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.restore.ProtectInstance;
import io.labelmint.dr.restore.RenameInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What of a failback is about databases. The replica takes the name of the old instance, and with it its endpoint, while it
 * is a replica and users are served elsewhere: after its promotion RDS may be backing it up, and renames only what is
 * available.
 */
final class HomeDatabases {
    private static final Estimate RENAMING = new Estimate(Duration.ofMinutes(10), Duration.ofHours(1));
    private static final Estimate PROTECTION = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));
    private static final Estimate WRITING = new Estimate(Duration.ofSeconds(5), Duration.ofMinutes(10));
    private static final Estimate CATCHING_UP = new Estimate(Duration.ofSeconds(30), Duration.ofMinutes(30));
    private static final Estimate COMPARING = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(10));
    private static final Estimate FENCING = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));
    private static final Estimate PROMOTION = new Estimate(Duration.ofMinutes(5), Duration.ofHours(1));
    private static final Estimate REPLICA = new Estimate(Duration.ofHours(1), Duration.ofHours(24));

    private final Estate estate;
    private final Observatory observatory;
    private final EarlierMove earlier;
    private final ReverseReplica proof;
    private final List<Action> actions;
    private final List<ShownFact> shown;
    private final String primary;
    private final String dr;

    HomeDatabases(
            Estate estate,
            Observatory observatory,
            EarlierMove earlier,
            ReverseReplica proof,
            List<Action> actions,
            List<ShownFact> shown) {
        this.estate = estate;
        this.observatory = observatory;
        this.earlier = earlier;
        this.proof = proof;
        this.actions = actions;
        this.shown = shown;
        this.primary = estate.regions().primary();
        this.dr = estate.regions().dr();
    }

    /**
     * Refuses unless each database is proved to be there at home.
     *
     * @throws io.labelmint.dr.ProblemException {@code failover.refused} with what is in the way of each
     */
    void demand() {
        List<String> objections = new ArrayList<>();
        for (PostgresDatabase database : estate.databases()) {
            if (!cameHome(database)) {
                objection(database).ifPresent(why -> objections.add(database.id() + ": " + why));
            }
        }
        if (!objections.isEmpty()) {
            throw MoveDraft.refused(
                    "Not everything is proved to be in " + primary + " yet. " + String.join(". ", objections) + ".",
                    "Wait until the replicas have caught up, and plan again. What does not come right by itself has to be"
                            + " put right first: see docs/failback.md.");
        }
    }

    private Optional<String> objection(PostgresDatabase database) {
        Optional<Validation> validation = database.validation();
        if (validation.isEmpty() || validation.get().tables().isEmpty()) {
            return Optional.of("no table is declared whose rows could be compared (validation.tables)");
        }
        if (validation.get().heartbeat().isEmpty()) {
            return Optional.of("no heartbeat is declared that could prove what its replica has (validation.heartbeat)");
        }
        if (database.failover().drIsolatedIn().isEmpty()) {
            return Optional.of("it has no fence in " + dr + " (failover.drIsolatedIn)");
        }
        Optional<DBInstance> source = served(database).filter(found -> !Instances.follows(found));
        if (source.isEmpty()) {
            return Optional.of("nothing serves as it in " + dr);
        }
        if (!Instances.usable(source.get())) {
            return Optional.of(
                    source.get().dbInstanceIdentifier() + " is " + source.get().dbInstanceStatus());
        }
        if (fenced(database, source.get())) {
            return Optional.of(source.get().dbInstanceIdentifier()
                    + " is fenced, so nobody could compare its rows; give" + " it the security groups it had");
        }
        return replica(database, source.get())
                .map(found -> Instances.follows(found)
                        ? proof.objection(database, source.get(), found)
                        : Optional.of(found.dbInstanceIdentifier() + " follows nobody any more: somebody promoted it"))
                .orElseGet(
                        () -> Optional.of("there is no replica " + ReverseReplica.name(database) + " in " + primary));
    }

    private Optional<String> drName(PostgresDatabase database) {
        return MoveDraft.replica(estate, database)
                .map(PostgresDatabase.Replica::instance)
                .or(() -> database.failover().restoredAs());
    }

    private List<DBInstance> all(String region) {
        return observatory.read(new DbInstances(region)).orElseThrow();
    }

    /** What serves as {@code database} in the DR region. */
    private Optional<DBInstance> served(PostgresDatabase database) {
        return drName(database).flatMap(name -> DbInstances.find(all(dr), name));
    }

    private static boolean fenced(PostgresDatabase database, DBInstance source) {
        return IsolateInstance.groups(source)
                .equals(new TreeSet<>(database.failover().drIsolatedIn()));
    }

    /** What follows {@code source} at home: under a name of its own, or the name of home where it has taken that already. */
    private Optional<DBInstance> replica(PostgresDatabase database, DBInstance source) {
        return DbInstances.find(all(primary), ReverseReplica.name(database))
                .or(() -> DbInstances.find(all(primary), database.instance())
                        .filter(found -> source.dbInstanceArn().equals(found.readReplicaSourceDBInstanceIdentifier())));
    }

    /** Whether an earlier failback promoted it, and nobody can have written to what it followed since. */
    private boolean cameHome(PostgresDatabase database) {
        return earlier.doneAt(promoting(database)).isPresent()
                && served(database).filter(found -> !fenced(database, found)).isEmpty()
                && DbInstances.find(all(primary), database.instance())
                        .filter(found -> !Instances.follows(found))
                        .isPresent();
    }

    /** Whether an earlier failback brought all of them home, which are served from there then. */
    boolean allCameHome() {
        return estate.databases().stream().allMatch(this::cameHome);
    }

    static ActionId promoting(PostgresDatabase database) {
        return new ActionId(database.id() + "/promote-home");
    }

    private static ActionId taking(PostgresDatabase database) {
        return new ActionId(database.id() + "/take-name");
    }

    /** Has the replica take the name of home; returns what must be done before anybody is stopped. */
    Set<ActionId> take(OperationId operation, PostgresDatabase database) {
        if (cameHome(database)) {
            shown.add(ShownFact.same(
                    database.id(),
                    database.instance() + " in " + primary + " was PROMOTED BEFORE, by an earlier failback"));
            return Set.of();
        }
        DBInstance source = served(database).orElseThrow();
        DBInstance replica = replica(database, source).orElseThrow();
        shown.add(ShownFact.same(
                database.id(),
                "replica " + replica.dbInstanceIdentifier() + " (" + replica.dbiResourceId() + ", "
                        + replica.dbInstanceClass() + ") has caught up, its rows agree, and it becomes "
                        + database.instance()));
        if (replica.dbInstanceIdentifier().equalsIgnoreCase(database.instance())) {
            return Set.of();
        }
        Set<ActionId> before = DbInstances.find(all(primary), database.instance())
                .map(old -> putAside(operation, database, old))
                .orElse(Set.of());
        ActionId take = taking(database);
        actions.add(new RenameInstance(
                take,
                before,
                RENAMING,
                primary,
                replica.dbiResourceId(),
                replica.dbInstanceIdentifier(),
                database.instance()));
        return Set.of(take);
    }

    private Set<ActionId> putAside(OperationId operation, PostgresDatabase database, DBInstance old) {
        String aside = ReverseReplica.named(database.instance(), "-old-" + stamp(operation));
        ActionId id = new ActionId(database.id() + "/put-aside");
        actions.add(new RenameInstance(
                id, Set.of(), RENAMING, primary, old.dbiResourceId(), old.dbInstanceIdentifier(), aside));
        shown.add(ShownFact.same(
                "old " + database.id(),
                old.dbInstanceIdentifier() + " in " + primary + " is kept as " + aside
                        + ", fenced; what it holds and nobody else has is only there"));
        return Set.of(id);
    }

    /** Tells names of one failback from those of the next; the same however often it is planned. */
    private static String stamp(OperationId operation) {
        return Json.sha256(operation.value()).substring(0, 8);
    }

    /** Has the replica proved and promoted after {@code stopped}; returns what brings the database home. */
    Optional<ActionId> promote(PostgresDatabase database, Set<ActionId> stopped) {
        if (cameHome(database)) {
            return Optional.empty();
        }
        DBInstance source = served(database).orElseThrow();
        DBInstance replica = replica(database, source).orElseThrow();
        Validation validation = database.validation().orElseThrow();
        Optional<Validation.Writer> writer = HeartbeatPlanner.writer(database);
        Set<ActionId> proved = new HashSet<>(stopped);
        writer.ifPresent(who -> {
            ActionId write = new ActionId(database.id() + "/last-write");
            actions.add(new WriteHeartbeat(
                    write,
                    stopped,
                    WRITING,
                    dr,
                    estate.name(),
                    database.id(),
                    ReverseReplica.reached(source, validation, who.user()),
                    who.password()));
            ActionId caughtUp = new ActionId(database.id() + "/caught-up");
            actions.add(new ReplicaCaughtUp(
                    caughtUp,
                    Set.of(write),
                    CATCHING_UP,
                    primary,
                    write,
                    estate.name(),
                    database.id(),
                    atHome(database, replica, validation, who.user()),
                    who.password()));
            proved.clear();
            proved.add(caughtUp);
        });
        ActionId agree = new ActionId(database.id() + "/rows-agree");
        actions.add(new RowsAgree(
                agree,
                proved,
                COMPARING,
                primary,
                stopped,
                estate.name(),
                database.id(),
                ReverseReplica.reached(source, validation, validation.user()),
                atHome(database, replica, validation, validation.user()),
                validation.password(),
                ReverseReplica.tables(validation),
                validation.timeLimit()));
        ActionId promote = promoting(database);
        actions.add(new PromoteReplica(
                promote,
                Set.of(fence(database, source, agree)),
                PROMOTION,
                primary,
                database.instance(),
                replica.dbiResourceId(),
                estate.retention().pitrDays()));
        return Optional.of(promote);
    }

    /** Where {@code replica} is reached once it has the name of home: an endpoint begins with the identifier. */
    private static Heartbeats.Source atHome(
            PostgresDatabase database, DBInstance replica, Validation validation, String user) {
        Heartbeats.Source now = ReverseReplica.reached(replica, validation, user);
        String host = now.host().replaceFirst("^[^.]+", database.instance());
        return new Heartbeats.Source(host, now.port(), now.database(), now.user(), now.hostName(), now.authorities());
    }

    private ActionId fence(PostgresDatabase database, DBInstance source, ActionId agree) {
        Validation validation = database.validation().orElseThrow();
        Optional<Validation.Writer> writer = HeartbeatPlanner.writer(database);
        List<String> groups = database.failover().drIsolatedIn();
        ActionId isolate = new ActionId(database.id() + "/isolate-dr");
        actions.add(new IsolateInstance(
                isolate, Set.of(agree), FENCING, Optional.empty(), dr, source.dbInstanceIdentifier(), groups));
        ActionId prove = FailoverPlanner.proving(database);
        actions.add(new ProveFence(
                prove,
                Set.of(isolate),
                FENCING,
                Optional.empty(),
                dr,
                source.dbInstanceIdentifier(),
                groups,
                estate.name(),
                database.id(),
                ReverseReplica.reached(
                        source, validation, writer.map(Validation.Writer::user).orElse(validation.user())),
                writer.map(Validation.Writer::password).orElse(validation.password())));
        return prove;
    }

    /** Has the DR region stand by for {@code database} again after {@code served}; returns what its replica comes about by. */
    Optional<ActionId> stand(OperationId operation, PostgresDatabase database, Set<ActionId> served) {
        Set<ActionId> free = served(database)
                .map(left -> leave(operation, database, left, served))
                .orElse(served);
        database.replicatedBackups()
                .ifPresent(copies -> actions.add(new ReplicateBackups(
                        new ActionId(database.id() + "/replicate-backups"),
                        served,
                        REPLICA,
                        dr,
                        home(database),
                        copies.retentionDays(),
                        database.keys().dr())));
        return replica(operation, database, free);
    }

    private Set<ActionId> leave(
            OperationId operation, PostgresDatabase database, DBInstance left, Set<ActionId> served) {
        String aside = ReverseReplica.named(left.dbInstanceIdentifier(), "-left-" + stamp(operation));
        ActionId put = new ActionId(database.id() + "/put-aside-dr");
        actions.add(new RenameInstance(
                put, served, RENAMING, dr, left.dbiResourceId(), left.dbInstanceIdentifier(), aside));
        actions.add(
                new ProtectInstance(new ActionId(database.id() + "/protect-dr"), Set.of(put), PROTECTION, dr, aside));
        shown.add(ShownFact.same(
                "left behind of " + database.id(),
                left.dbInstanceIdentifier() + " in " + dr + " is kept as " + aside
                        + ", fenced and protected, for a person to delete"));
        return Set.of(put);
    }

    /** The ARN of the instance that has the name of home, or is to have it. */
    private String home(PostgresDatabase database) {
        return Stream.of(database.instance(), ReverseReplica.name(database))
                .flatMap(name -> DbInstances.find(all(primary), name).stream())
                .map(found -> found.dbInstanceArn().replaceFirst(":db:.*$", ":db:" + database.instance()))
                .findFirst()
                .orElseThrow();
    }

    private Optional<ActionId> replica(OperationId operation, PostgresDatabase database, Set<ActionId> free) {
        Optional<PostgresDatabase.Replica> declared = MoveDraft.replica(estate, database);
        Optional<RestorePlace> place = database.restores().dr();
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        if (place.isEmpty()) {
            shown.add(ShownFact.same(
                    "replica of " + database.id(),
                    "NOT IN THIS PLAN: restore.dr, which says where in " + dr + ", is not declared"));
            return Optional.empty();
        }
        ActionId id = new ActionId(database.id() + "/replica");
        actions.add(new CreateReplica(
                id,
                free,
                REPLICA,
                operation,
                dr,
                declared.get().instance(),
                home(database),
                place.get().subnetGroup(),
                place.get().securityGroups(),
                place.get().parameterGroup(),
                database.keys().dr()));
        shown.add(ShownFact.same(
                "replica of " + database.id(), declared.get().instance() + " in " + dr + " comes about anew"));
        return Optional.of(id);
    }
}
