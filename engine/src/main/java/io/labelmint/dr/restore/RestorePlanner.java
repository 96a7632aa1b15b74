package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.DatabaseBackups;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Plans the restore of a database as an instance of its own, after it has made sure that everything it needs is there.
 * Nothing that exists is touched: what is restored has a name nobody has.
 */
public final class RestorePlanner {
    /**
     * "Restore times depend on the size, the type of storage and how much of the log has to be applied" and AWS gives no
     * figure (RDS User Guide, "Restoring a DB instance to a specified time"); hours are no reason for alarm.
     */
    private static final Estimate RESTORE = new Estimate(Duration.ofMinutes(45), Duration.ofHours(8));

    /** Name of the fact which moment a restore goes back to. */
    public static final String RESTORED_TO = "restored to";

    /** What a plan is shown with: the class of the instance that comes of it. */
    public static final String INSTANCE_CLASS = "instance class";

    /** Ours: with a tenth more to restore, it takes no longer than was said. */
    private static final int SIZE_PERCENT = 10;

    private final Estate estate;
    private final Observatory observatory;

    public RestorePlanner(Estate estate, Observatory observatory) {
        this.estate = estate;
        this.observatory = observatory;
    }

    /**
     * The restore of a test of {@code database}, in the isolated place the estate declares.
     *
     * @param expires when anybody may delete it
     * @throws ProblemException if something it needs is not there, or the estate declares no test of it
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Plan test(OperationId operation, PostgresDatabase database, Instant expires) {
        Restores.Test test = database.restores().test().orElseThrow(() -> undeclared(database, "test", "tested"));
        String region = test.side().of(estate.regions());
        return plan(RestoreOrder.test(
                operation,
                region,
                database,
                test,
                point(operation, database, test.point().at(expires.minus(test.keepFor())), region),
                TestInstance.tags(estate.name(), database.id(), expires)));
    }

    /**
     * The restore of {@code database} somebody asked for, as an instance that is there to stay.
     *
     * @param side the region
     * @param point what to
     * @param instance its identifier
     * @param forProduction whether it is to take the place of production, and so is never masked
     * @throws ProblemException if something it needs is not there, or the estate does not say where to put it
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Plan lasting(
            OperationId operation,
            PostgresDatabase database,
            Restores.Side side,
            RestorePoint point,
            String instance,
            boolean forProduction) {
        String region = side.of(estate.regions());
        RestorePlace place = (side == Restores.Side.PRIMARY
                        ? database.restores().primary()
                        : database.restores().dr())
                .orElseThrow(() -> undeclared(database, side.name().toLowerCase(Locale.ROOT), "restored"));
        return plan(RestoreOrder.lasting(operation, region, database, side, point, instance, place, forProduction));
    }

    /**
     * The point that {@code point} is now: the latest moment as a moment, so that what is approved is what is restored.
     *
     * @throws ProblemException if there is no such moment
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public RestorePoint fixed(PostgresDatabase database, Restores.Side side, RestorePoint point) {
        String region = side.of(estate.regions());
        return point instanceof RestorePoint.Latest
                ? new RestorePoint.At(window(database, region)
                        .orElseThrow(() -> noWindow(database, region))
                        .latest()
                        .truncatedTo(ChronoUnit.SECONDS))
                : point;
    }

    /** The plan that deletes what the plan {@code restored} of a test of {@code store} brings about. */
    public static Plan destruction(OperationId operation, Plan restored, String estate, String store) {
        List<Action> deletions = new ArrayList<>();
        for (Action action : restored.actions()) {
            target(action)
                    .map(target -> DeleteTestInstance.of(
                            target.region(), estate, store, target.instance(), target.operation()))
                    .ifPresent(deletions::add);
        }
        return new Plan(operation, restored.estateDigest(), deletions);
    }

    /** What {@code action} brings about; empty if it restores nothing. */
    private static Optional<RestoreTarget> target(Action action) {
        if (action instanceof RestoreToPointInTime toMoment) {
            return Optional.of(toMoment.target());
        }
        return action instanceof RestoreFromSnapshot fromBackup ? Optional.of(fromBackup.target()) : Optional.empty();
    }

    private Plan plan(RestoreOrder order) {
        ActionId id = new ActionId(order.database().id() + "/restore");
        return order.point() instanceof RestorePoint.Backup backup
                ? fromBackup(id, order, backup)
                : toMoment(id, order);
    }

    private Plan plan(
            RestoreOrder order,
            Action restore,
            Instant moment,
            Optional<Integer> size,
            Optional<String> instanceClass) {
        List<ShownFact> shown = new ArrayList<>();
        shown.add(ShownFact.same(RESTORED_TO, moment));
        shown.add(ShownFact.same(
                "from", order.point() instanceof RestorePoint.Backup ? "a backup" : "automated backups"));
        shown.add(ShownFact.same("in", order.target().region()));
        shown.add(ShownFact.same("as", order.target().instance()));
        shown.add(ShownFact.same(
                INSTANCE_CLASS, instanceClass.orElse("that of the backup, which nobody can say: a region is silent")));
        size.ifPresent(gib -> shown.add(ShownFact.about("size", gib, "GiB", SIZE_PERCENT)));
        MaskedRestore.shown(order).ifPresent(shown::add);
        Plan plan = new Plan(order.target().operation(), estate.digest(), MaskedRestore.actions(order, restore));
        return order.isolated() ? plan : plan.showing(shown);
    }

    private Plan toMoment(ActionId id, RestoreOrder order) {
        PostgresDatabase database = order.database();
        String region = order.target().region();
        RestoreWindow window = window(database, region).orElseThrow(() -> noWindow(database, region));
        Optional<Instant> at =
                order.point() instanceof RestorePoint.At moment ? Optional.of(moment.time()) : Optional.empty();
        at.filter(time -> !window.has(time)).ifPresent(time -> {
            throw outside(database, window, time);
        });
        Optional<DBInstance> source = source(database);
        new RestoreRequirements(observatory, order)
                .demand(window.engineVersion(), instanceClass(order.target().place(), source), window.key());
        // In its own region an instance is restored by its name, and by the ARN of its automated backups when it is
        // gone.
        boolean byName = order.side() == Restores.Side.PRIMARY && source.isPresent();
        Action restore = new RestoreToPointInTime(
                id,
                Set.of(),
                RESTORE,
                byName ? database.instance() : "",
                byName ? "" : window.arn(),
                at,
                window.latest(),
                order.target());
        return plan(
                order,
                restore,
                at.orElse(window.latest()),
                window.allocatedGiB(),
                instanceClass(order.target().place(), source));
    }

    private Plan fromBackup(ActionId id, RestoreOrder order, RestorePoint.Backup wanted) {
        PostgresDatabase database = order.database();
        String region = order.target().region();
        DatabaseBackup backup = backups(database, region).stream()
                .filter(candidate -> candidate.arn().equals(wanted.arn()))
                .findFirst()
                .orElseThrow(() -> noBackup(database, region, wanted));
        Optional<DBInstance> source = source(database);
        String version = source.map(DBInstance::engineVersion)
                .or(() -> window(database, region).map(RestoreWindow::engineVersion))
                .orElseThrow(() -> noVersion(database));
        new RestoreRequirements(observatory, order)
                .demand(version, instanceClass(order.target().place(), source), backup.key());
        Action restore =
                new RestoreFromSnapshot(id, Set.of(), RESTORE, backup.arn(), backup.consistentAt(), order.target());
        return plan(
                order,
                restore,
                backup.consistentAt(),
                Optional.of(backup.allocatedGiB()),
                instanceClass(order.target().place(), source));
    }

    /** What a test restores; the same whenever it is asked, so that a plan made again is the same plan. */
    private RestorePoint point(
            OperationId operation, PostgresDatabase database, Restores.Policy policy, String region) {
        Optional<RestoreWindow> window = policy == Restores.Policy.OLDEST ? Optional.empty() : window(database, region);
        if (window.isPresent()) {
            // The latest as a moment: what is proved of the copy is held against the very second it was restored to.
            return new RestorePoint.At(
                    policy == Restores.Policy.LATEST
                            ? window.get().latest().truncatedTo(ChronoUnit.SECONDS)
                            : random(operation, window.get()));
        }
        List<DatabaseBackup> backups = backups(database, region);
        if (backups.isEmpty()) {
            throw Problem.of(
                            "restore.no-backup",
                            "There is nothing in " + region + " that " + database.id() + " could be restored from.",
                            "Run the daily job, and see what keeps copies from getting there.")
                    .with("region", region)
                    .asException();
        }
        int index = switch (policy) {
            case LATEST, ROTATE -> backups.size() - 1;
            case RANDOM -> (int) new SplittableRandom(seed(operation)).nextLong(backups.size());
            case OLDEST -> 0;
        };
        return new RestorePoint.Backup(backups.get(index).arn());
    }

    private static Instant random(OperationId operation, RestoreWindow window) {
        Instant first = window.earliest().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        long seconds = Math.max(1, Duration.between(first, window.latest()).toSeconds());
        return first.plusSeconds(new SplittableRandom(seed(operation)).nextLong(seconds));
    }

    private static long seed(OperationId operation) {
        return Long.parseUnsignedLong(Json.sha256(operation.value()).substring(0, 16), 16);
    }

    private Optional<RestoreWindow> window(PostgresDatabase database, String region) {
        return RestoreWindow.of(estate, database, region, observatory).orElseThrow();
    }

    private List<DatabaseBackup> backups(PostgresDatabase database, String region) {
        return DatabaseBackups.of(estate, database, region, observatory).orElseThrow();
    }

    /** The instance that is backed up; empty if it is gone, or its region says nothing: a restore must do without. */
    private Optional<DBInstance> source(PostgresDatabase database) {
        return observatory
                .read(new DbInstances(estate.regions().primary()))
                .fold(all -> DbInstances.find(all, database.instance()), unread -> Optional.empty());
    }

    /** The class a copy of {@code database} has in {@code place}; empty if it declares none and nobody says the source's. */
    public Optional<String> instanceClass(PostgresDatabase database, RestorePlace place) {
        return instanceClass(place, source(database));
    }

    private static Optional<String> instanceClass(RestorePlace place, Optional<DBInstance> source) {
        return place.instanceClass().or(() -> source.map(DBInstance::dbInstanceClass));
    }

    private ProblemException undeclared(PostgresDatabase database, String key, String done) {
        return Problem.of(
                        "restore.undeclared",
                        "The estate does not say where " + database.id() + " is to be " + done + ".",
                        "Declare restore." + key + " of " + database.id() + " in the estate file.")
                .asException();
    }

    private ProblemException noWindow(PostgresDatabase database, String region) {
        boolean dr = region.equals(estate.regions().dr());
        return Problem.of(
                        "restore.no-window",
                        database.id() + " has no automated backups in " + region
                                + ", so it cannot be restored to a moment there.",
                        dr
                                ? "Name a snapshot or recovery point by its ARN, and declare replicatedBackups so that"
                                        + " there is a window the next time."
                                : "Name a snapshot or recovery point by its ARN, and turn automated backups on.")
                .with("region", region)
                .asException();
    }

    private static ProblemException outside(PostgresDatabase database, RestoreWindow window, Instant time) {
        boolean early = time.isBefore(window.earliest());
        Duration off = early ? Duration.between(time, window.earliest()) : Duration.between(window.latest(), time);
        return Problem.of(
                        "restore.outside-window",
                        time + " is " + Ages.words(off)
                                + (early ? " before the first" : " after the last") + " moment " + database.id()
                                + " can be restored to in " + window.region() + ", which is "
                                + (early ? window.earliest() : window.latest()) + ".",
                        "Ask for a moment from " + window.earliest() + " to " + window.latest() + ", or for latest.")
                .with("region", window.region())
                .with("earliest", window.earliest())
                .with("latest", window.latest())
                .asException();
    }

    private static ProblemException noBackup(PostgresDatabase database, String region, RestorePoint.Backup wanted) {
        return Problem.of(
                        "restore.no-such-backup",
                        "There is no finished backup " + wanted.arn() + " of " + database.id() + " in " + region + ".",
                        "See the snapshots in the RDS console, or the recovery points in the AWS Backup console, of "
                                + region + ", and name one by its ARN.")
                .with("region", region)
                .asException();
    }

    private static ProblemException noVersion(PostgresDatabase database) {
        return Problem.of(
                        "restore.no-version",
                        "Nobody can say which version of PostgreSQL " + database.id()
                                + " has: its region is silent, and" + " there are no automated backups of it.",
                        "Restore the snapshot in the RDS console, which names the version.")
                .asException();
    }
}
