package io.labelmint.dr.failover;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.heartbeat.KnownBeats;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.restore.RestorePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plans that an estate moves to its DR region because the primary one is presumed lost.
 *
 * <pre>
 *  stop services ─┐
 *  isolate ───────┴▶ prove the fence ─▶ promote ───────────┐      (tried in the region that is left, for seconds)
 *                               promote the datastore ─────┼▶ scale services ─▶ switch traffic ─▶ users are served
 *                               restore from backups ──────┘
 * </pre>
 *
 * What is to be the case is planned, from what the DR region says; the primary region is not asked. A database is promoted
 * only behind a fence that was proved, or with an approver who accepts that it was not.
 */
public final class FailoverPlanner {
    /** How long anything that is tried in the region that is left may hold up the rest. */
    static final Duration BUDGET = Duration.ofSeconds(60);

    /** How long a fence that was tried may take to be proved, on top. */
    static final Duration PROOF = Duration.ofSeconds(30);

    /** What the facts begin with that say what is lost of a store. */
    public static final String LOSS_OF = "loss of ";

    /** The fact which region is left: it begins with its name, and a comma ends that. */
    public static final String LEAVES = "leaves";

    /** A loss that has grown by a fifth is another decision; the lags it is read from come once a minute. */
    private static final int LOSS_PERCENT = 20;

    private static final long LOSS_SLACK = 60;

    /**
     * "RDS uploads transaction logs for DB instances to Amazon S3 every five minutes" (Amazon RDS User Guide, "Restoring a DB
     * instance to a specified time").
     */
    private static final Duration UPLOADS = Duration.ofMinutes(5);

    private static final Estimate ATTEMPT = new Estimate(Duration.ofSeconds(30), Duration.ofMinutes(10));

    private final Estate estate;
    private final Observatory observatory;
    private final KnownBeats beats;
    private final Instant now;
    private final MoveDraft draft;
    private final EarlierMove earlier;

    /** What traffic waits for besides what serves it. */
    private final Set<ActionId> fences = new HashSet<>();

    /**
     * A planner for one plan.
     *
     * @param ledgers where the heartbeats of the sources are known from
     * @param earlier the switchover this one replaces: fences it has proved hold
     */
    public FailoverPlanner(Estate estate, Observatory observatory, Ledgers ledgers, Instant now, EarlierMove earlier) {
        this.estate = estate;
        this.observatory = new PresumedLost(observatory, estate.regions().primary(), now);
        this.beats = new KnownBeats(ledgers, estate);
        this.now = now;
        this.earlier = earlier;
        this.draft = new MoveDraft(estate, this.observatory);
    }

    /**
     * The failover.
     *
     * @throws ProblemException {@code failover.refused} if something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if the DR region does not say
     */
    public Plan plan(OperationId operation, FailoverRequest request) {
        draft.show(ShownFact.same(LEAVES, estate.regions().primary() + ", which is presumed lost and not asked"));
        draft.show(ShownFact.same(
                "moves to",
                estate.regions().dr() + ", a "
                        + estate.failover()
                                .strategy()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' ')));
        stopServices(request);
        estate.databases().forEach(database -> database(operation, database, request));
        // A datastore demotes its old primary itself.
        estate.caches().forEach(cache -> draft.promote(cache, Set.of()));
        losses();
        draft.serve(fences);
        return draft.plan(operation);
    }

    /** The moment each database is restored to, of those that are. */
    public SortedMap<String, String> moments() {
        SortedMap<String, String> moments = new TreeMap<>();
        for (PostgresDatabase database : estate.databases()) {
            if (MoveDraft.replica(estate, database).isEmpty()
                    && database.failover().restoredAs().isPresent()) {
                RestorePoint point = new RestorePlanner(estate, observatory)
                        .fixed(database, Restores.Side.DR, new RestorePoint.Latest());
                moments.put(database.id(), point.toString());
            }
        }
        return moments;
    }

    /**
     * How long what is done in the region that is left may hold up the rest: not for ever, except where a fence must be
     * proved. Nobody gets past that anyway, and who gave up after a minute would never close a fence whose region is back
     * after two.
     */
    private Optional<Duration> budget(FailoverRequest request) {
        return request.unfenced() || estate.databases().isEmpty() ? Optional.of(BUDGET) : Optional.empty();
    }

    private void stopServices(FailoverRequest request) {
        for (EcsService service : estate.services()) {
            draft.add(new ScaleService(
                    stopping(service),
                    Set.of(),
                    ATTEMPT,
                    budget(request),
                    estate.regions().primary(),
                    service.cluster(),
                    service.service(),
                    0));
        }
    }

    static ActionId stopping(EcsService service) {
        return new ActionId(service.id() + "/stop-old");
    }

    static ActionId proving(PostgresDatabase database) {
        return new ActionId(database.id() + "/prove-fence");
    }

    private void database(OperationId operation, PostgresDatabase database, FailoverRequest request) {
        Optional<Replica> replica = MoveDraft.replica(estate, database);
        if (replica.isPresent()) {
            Set<ActionId> fence = fence(database, request);
            draft.promote(database, replica.get(), fence);
            // Of a replica that was promoted before nothing else waits for it.
            fences.addAll(fence);
        } else if (database.failover().restoredAs().isPresent()) {
            // What is restored takes nothing from the old one, so it need not wait for the fence; traffic does.
            fences.addAll(fence(database, request));
            List<Action> begun = earlier.restoring(database.id());
            if (!begun.isEmpty()) {
                draft.adopt(database, begun, earlier.name());
                return;
            }
            String moment = request.moments().get(database.id());
            RestorePoint point = moment == null ? new RestorePoint.Latest() : RestorePoint.parse(moment);
            draft.restore(operation, database, point, Set.of());
        } else {
            throw MoveDraft.refused(
                    database.id() + " has no replica in " + estate.regions().dr()
                            + " that could be promoted, and nothing says what it is restored as there.",
                    "Declare replicas, or failover.restoredAs, of " + database.id() + " in the estate file.");
        }
    }

    /** What must have been tried, or proved, before a successor of {@code database} may take writes. */
    private Set<ActionId> fence(PostgresDatabase database, FailoverRequest request) {
        Optional<Instant> proved = earlier.doneAt(proving(database));
        if (proved.isPresent()) {
            draft.show(ShownFact.same(
                    "fence of " + database.id(), "was proved at " + proved.get() + " by run " + earlier.name()));
            return Set.of();
        }
        String region = estate.regions().primary();
        List<String> groups = database.failover().isolatedIn();
        Optional<Door> door = Door.of(database, beats.written(database, now));
        if (!request.unfenced() && (groups.isEmpty() || door.isEmpty())) {
            throw MoveDraft.refused(
                    groups.isEmpty()
                            ? database.id() + " has no fence: its failover.isolatedIn is not declared."
                            : "Nobody could try whether the fence of " + database.id()
                                    + " holds: no heartbeat tells its address, and failover.address with validation, as"
                                    + " whose user it would be tried, is not declared.",
                    "Declare it, or accept that " + database.instance()
                            + " may still take writes, which nobody will have: --accept-unfenced (acceptUnfenced in"
                            + " Jenkins).");
        }
        Set<ActionId> tried = new HashSet<>();
        if (!groups.isEmpty()) {
            ActionId isolate = new ActionId(database.id() + "/isolate-old");
            draft.add(new IsolateInstance(
                    isolate, Set.of(), ATTEMPT, budget(request), region, database.instance(), groups));
            tried.add(isolate);
        }
        if (!groups.isEmpty() && door.isPresent()) {
            ActionId prove = proving(database);
            Set<ActionId> before = new HashSet<>(tried);
            estate.services().forEach(service -> before.add(stopping(service)));
            draft.add(new ProveFence(
                    prove,
                    before,
                    ATTEMPT,
                    request.unfenced() ? Optional.of(PROOF) : Optional.empty(),
                    region,
                    database.instance(),
                    groups,
                    estate.name(),
                    database.id(),
                    door.get().source(),
                    door.get().password()));
            tried.add(prove);
        }
        draft.show(ShownFact.same("fence of " + database.id(), words(request, tried)));
        return tried;
    }

    private static String words(FailoverRequest request, Set<ActionId> tried) {
        if (!request.unfenced()) {
            return "must be proved by trying to write, or nothing is promoted";
        }
        return tried.isEmpty()
                ? "none: goes on UNFENCED"
                : "tried for " + BUDGET.plus(PROOF).toSeconds() + " s; without proof goes on UNFENCED";
    }

    private void losses() {
        new LossEstimates(estate, observatory, beats, now)
                .all()
                .forEach(loss -> draft.show(shown(draft.isThere(loss.store()) ? usedAsItIs(loss.store()) : loss)));
    }

    /** What an earlier move left behind may be weeks old: a lag that was measured since says nothing of it. */
    private static StoreLoss usedAsItIs(String store) {
        return StoreLoss.unknown(
                store, "it was brought about before, and whatever was written elsewhere since is not in it");
    }

    /** What nobody could measure is not less than what somebody measures later, nor the other way round. */
    private ShownFact shown(StoreLoss loss) {
        String name = LOSS_OF + loss.store();
        ShownFact counted = ShownFact.about(name, loss.expected().toSeconds(), "s: " + loss.words(), LOSS_PERCENT);
        if (!loss.known()) {
            return ShownFact.same(name, counted.value());
        }
        boolean restored = estate.databases().stream()
                .anyMatch(database -> database.id().equals(loss.store())
                        && MoveDraft.replica(estate, database).isEmpty());
        return counted.give(restored ? LOSS_SLACK + UPLOADS.toSeconds() : LOSS_SLACK)
                .orLess();
    }
}
