package io.labelmint.dr.failover;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.heartbeat.HeartbeatPlanner;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.EcsServices;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.restore.RestorePoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Plans that an estate moves to its DR region while both regions work, without losing anything.
 *
 * <pre>
 *  stop services ─▶ last heartbeat ─▶ isolate ─▶ prove the fence ─┐
 *                        └──────────▶ the replica has it ─────────┴▶ promote ─▶ scale ─▶ switch traffic ─▶ served
 * </pre>
 *
 * Nothing in it may fail and be gone on without: a source that is not well, or a fence that is not proved, stops it where it
 * is, and it can be gone on with, or a failover planned instead.
 */
public final class SwitchoverPlanner {
    private static final Estimate STOPPING = new Estimate(Duration.ofMinutes(2), Duration.ofMinutes(30));
    private static final Estimate WRITING = new Estimate(Duration.ofSeconds(5), Duration.ofMinutes(10));
    private static final Estimate FENCING = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));
    private static final Estimate CATCHING_UP = new Estimate(Duration.ofSeconds(30), Duration.ofMinutes(30));

    /** The log is uploaded every five minutes, and copied after that. */
    private static final Estimate REPLICATION = new Estimate(Duration.ofMinutes(15), Duration.ofHours(1));

    private final Estate estate;
    private final Observatory observatory;
    private final MoveDraft draft;
    private final Set<ActionId> stopped = new HashSet<>();
    private final Set<ActionId> fences = new HashSet<>();

    public SwitchoverPlanner(Estate estate, Observatory observatory) {
        this.estate = estate;
        this.observatory = observatory;
        this.draft = new MoveDraft(estate, observatory);
    }

    /**
     * The switchover.
     *
     * @throws ProblemException {@code failover.refused} if a source is not well, or something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if one of the two regions does not say
     */
    public Plan plan(OperationId operation) {
        draft.show(ShownFact.same(FailoverPlanner.LEAVES, estate.regions().primary() + ", which must work to the end"));
        draft.show(ShownFact.same(
                "moves to",
                estate.regions().dr() + ", a "
                        + estate.failover()
                                .strategy()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' ')));
        stopServices();
        estate.databases().forEach(database -> database(operation, database));
        estate.caches().forEach(this::cache);
        estate.stores()
                .forEach(store -> draft.show(
                        ShownFact.same(FailoverPlanner.LOSS_OF + store.id(), "0 s: nothing, or it stops where it is")));
        draft.serve(fences);
        return draft.plan(operation);
    }

    private void stopServices() {
        String region = estate.regions().primary();
        for (EcsService service : estate.services()) {
            boolean there =
                    observatory
                            .read(new EcsServices(region, service.cluster(), List.of(service.service())))
                            .orElseThrow()
                            .stream()
                            .anyMatch(found -> !"INACTIVE".equals(found.status()));
            if (!there) {
                throw MoveDraft.refused(
                        "There is no service " + service.service() + " in cluster " + service.cluster() + " of "
                                + region + ".",
                        "Correct the service in the estate file.");
            }
            ActionId stop = FailoverPlanner.stopping(service);
            draft.add(new ScaleService(
                    stop, Set.of(), STOPPING, Optional.empty(), region, service.cluster(), service.service(), 0));
            stopped.add(stop);
        }
    }

    private void database(OperationId operation, PostgresDatabase database) {
        DBInstance source = source(database);
        List<String> groups = database.failover().isolatedIn();
        if (groups.isEmpty()) {
            throw MoveDraft.refused(
                    database.id() + " has no fence: its failover.isolatedIn is not declared.",
                    "Declare security groups of " + estate.regions().primary() + " that let nobody in.");
        }
        Optional<Replica> replica = MoveDraft.replica(estate, database);
        Optional<ActionId> lastWrite = replica.map(any -> lastWrite(database));
        ActionId isolate = new ActionId(database.id() + "/isolate-old");
        draft.add(new IsolateInstance(
                isolate,
                lastWrite.map(Set::of).orElse(stopped),
                FENCING,
                Optional.empty(),
                estate.regions().primary(),
                database.instance(),
                groups));
        ActionId prove = prove(database, source, groups, isolate);
        if (replica.isPresent()) {
            DBInstance follower = follower(database, replica.get());
            ActionId caughtUp = caughtUp(database, follower, lastWrite.orElseThrow());
            draft.promote(database, replica.get(), Set.of(prove, caughtUp));
        } else {
            restore(operation, database, isolate, prove);
        }
        draft.show(ShownFact.same(
                "fence of " + database.id(), "must be proved by trying to write, or nothing is promoted"));
    }

    private DBInstance source(PostgresDatabase database) {
        String region = estate.regions().primary();
        DBInstance found = DbInstances.find(
                        observatory.read(new DbInstances(region)).orElseThrow(), database.instance())
                .orElseThrow(() -> unwell(database.instance() + " is not in " + region));
        if (!found.dbInstanceStatus().equals("available") || found.endpoint() == null) {
            throw unwell(database.instance() + " in " + region + " is " + found.dbInstanceStatus());
        }
        return found;
    }

    private static ProblemException unwell(String what) {
        return MoveDraft.refused(
                "A switchover needs a source that is well, and " + what + ".",
                "Wait until it is, or plan a failover, which loses what did not get across.");
    }

    private ActionId lastWrite(PostgresDatabase database) {
        Validation.Writer writer = HeartbeatPlanner.writer(database)
                .orElseThrow(() -> MoveDraft.refused(
                        "Nobody here writes heartbeats of " + database.id()
                                + ", so nobody could prove that its replica has everything.",
                        "Declare validation.heartbeat.writer of " + database.id() + "; docs/validation.md says how."));
        WriteHeartbeat beat = new HeartbeatPlanner(estate, observatory).beat(database, writer);
        ActionId id = new ActionId(database.id() + "/last-write");
        draft.add(new WriteHeartbeat(
                id, stopped, WRITING, beat.region(), beat.estate(), beat.store(), beat.source(), beat.password()));
        return id;
    }

    private ActionId prove(PostgresDatabase database, DBInstance source, List<String> groups, ActionId isolate) {
        Validation validation = database.validation()
                .orElseThrow(() -> MoveDraft.refused(
                        "Nobody could try the fence of " + database.id() + ": its validation is not declared.",
                        "Declare validation of " + database.id() + " in the estate file."));
        Optional<Validation.Writer> writer = HeartbeatPlanner.writer(database);
        ActionId prove = FailoverPlanner.proving(database);
        draft.add(new ProveFence(
                prove,
                Set.of(isolate),
                FENCING,
                Optional.empty(),
                estate.regions().primary(),
                database.instance(),
                groups,
                estate.name(),
                database.id(),
                ReverseReplica.reached(
                        source, validation, writer.map(Validation.Writer::user).orElse(validation.user())),
                writer.map(Validation.Writer::password).orElse(validation.password())));
        return prove;
    }

    private DBInstance follower(PostgresDatabase database, Replica replica) {
        String region = estate.regions().dr();
        DBInstance found = DbInstances.find(
                        observatory.read(new DbInstances(region)).orElseThrow(), replica.instance())
                .orElseThrow(() -> MoveDraft.refused(
                        "There is no instance " + replica.instance() + " in " + region + ".", "Create the replica."));
        if (!Instances.follows(found) || !Instances.usable(found)) {
            throw MoveDraft.refused(
                    replica.instance() + " in " + region + " is "
                            + (Instances.follows(found) ? found.dbInstanceStatus() : "no replica any more")
                            + ", so " + database.id() + " cannot be switched over to it.",
                    "Create the replica anew, or wait until it is available.");
        }
        return found;
    }

    private ActionId caughtUp(PostgresDatabase database, DBInstance follower, ActionId lastWrite) {
        Validation validation = database.validation().orElseThrow();
        Validation.Writer writer = HeartbeatPlanner.writer(database).orElseThrow();
        ActionId id = new ActionId(database.id() + "/caught-up");
        draft.add(new ReplicaCaughtUp(
                id,
                Set.of(lastWrite),
                CATCHING_UP,
                estate.regions().dr(),
                lastWrite,
                estate.name(),
                database.id(),
                ReverseReplica.reached(follower, validation, writer.user()),
                writer.password()));
        return id;
    }

    private void restore(OperationId operation, PostgresDatabase database, ActionId isolate, ActionId prove) {
        if (database.failover().restoredAs().isEmpty()
                || database.replicatedBackups().isEmpty()) {
            throw MoveDraft.refused(
                    database.id() + " has neither a replica in "
                            + estate.regions().dr() + " nor replicated backups that it is restored from there.",
                    "Declare replicas, or replicatedBackups and failover.restoredAs, of " + database.id() + ".");
        }
        fences.add(prove);
        ActionId caughtUp = new ActionId(database.id() + "/backups-caught-up");
        draft.add(new BackupsCaughtUp(
                caughtUp,
                Set.of(isolate),
                REPLICATION,
                estate.regions().dr(),
                database.instance(),
                estate.regions().primary(),
                isolate));
        draft.restore(operation, database, new RestorePoint.Latest(), Set.of(caughtUp));
    }

    private void cache(RedisGroup cache) {
        Set<ActionId> before = new HashSet<>();
        cache.globalDatastore().filter(declared -> !stopped.isEmpty()).ifPresent(declared -> {
            List<String> nodes = observatory
                    .read(new ReplicationGroups(estate.regions().dr()))
                    .orElseThrow()
                    .stream()
                    .filter(group -> declared.drReplicationGroup().equals(group.replicationGroupId()))
                    .flatMap(group -> group.memberClusters().stream())
                    .sorted()
                    .toList();
            ActionId caughtUp = new ActionId(cache.id() + "/caught-up");
            draft.add(new DatastoreCaughtUp(
                    caughtUp, stopped, CATCHING_UP, estate.regions().dr(), nodes));
            before.add(caughtUp);
        });
        draft.promote(cache, before);
    }
}
