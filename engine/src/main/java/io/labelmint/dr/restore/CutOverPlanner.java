package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Plans that another instance takes over the name, and with it the endpoint, of a database: a restored one, or, the way
 * back, the one that had the name before. The one that has it now is kept under another name, with deletion protection.
 * Nothing is deleted, and nobody's address changes.
 *
 * <p>Between the two renamings nobody answers under the name. Where nobody has it to begin with, because the instance was deleted or
 * somebody came between, there is only the second one. Only what a restore of ours brought about may take over, and
 * only what a cut-over of ours put aside may come back.
 */
public final class CutOverPlanner {
    /** Name of the fact under which address the database is reached, before and after. */
    public static final String ENDPOINT = "endpoint";

    /** "Becomes effective in about 10 minutes" (Amazon RDS User Guide, "Renaming a DB instance"). */
    private static final Estimate RENAMING = new Estimate(Duration.ofMinutes(10), Duration.ofHours(1));

    private static final Estimate PROTECTION = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));

    /** Most characters of an identifier (Amazon RDS API Reference, ModifyDBInstance). */
    private static final int MOST_CHARACTERS = 63;

    /** What a plan is shown with: who has the name. */
    public static final String HAS_IT = "has the name now";

    /** That nobody has it. */
    public static final String NOBODY = "nobody";

    /** Digits of the minute in the name of what is put aside. */
    private static final int STAMP = 12;

    private static final String BEFORE = "-before-";
    private static final String UNDONE = "-undone-";

    private final Estate estate;
    private final Observatory observatory;

    public CutOverPlanner(Estate estate, Observatory observatory) {
        this.estate = estate;
        this.observatory = observatory;
    }

    /**
     * The cut-over of {@code database} in the region of {@code side}.
     *
     * @param successor identifier of the instance that takes the name over
     * @param back whether that is the one that had it before
     * @param stamp the minute of the cut-over in twelve digits, for the name of the one that is put aside
     * @throws ProblemException if {@code successor} may not take over, or one of the two is not available
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Plan plan(
            OperationId operation,
            PostgresDatabase database,
            Restores.Side side,
            String successor,
            boolean back,
            String stamp) {
        String region = side.of(estate.regions());
        List<DBInstance> all = observatory.read(new DbInstances(region)).orElseThrow();
        Optional<DBInstance> now = DbInstances.find(all, database.instance());
        now.ifPresent(has -> available(all, has.dbInstanceIdentifier(), region));
        DBInstance next = available(all, successor, region);
        Optional<DBInstance> restored = back ? now : Optional.of(next);
        restored.ifPresent(instance -> demand(database, instance, region));
        if (MaskedRestore.isMasked(next)) {
            throw refused(
                    successor + " in " + region + " was masked when it was restored, so it has not"
                            + " the data of production.",
                    "Restore " + database.id() + " again with `dr restore --for-production`, and cut over to what comes"
                            + " of that.");
        }
        if (back && !wasAside(database, next)) {
            throw refused(
                    successor + " in " + region + " was not put aside by a cut-over of " + database.id()
                            + ": its name is not " + database.instance() + BEFORE + " and twelve digits.",
                    "Name the instance that had the name before; `dr cut-over` called it so.");
        }
        String aside = aside(database.instance(), back ? UNDONE : BEFORE, stamp);
        DbInstances.find(all, aside).ifPresent(taken -> {
            throw refused("The name " + aside + " is taken in " + region + ".", "Plan again in a minute.");
        });
        ActionId protect = new ActionId(database.id() + "/protect");
        ActionId leave = new ActionId(database.id() + "/put-aside");
        List<Action> actions = new ArrayList<>();
        Set<ActionId> before = Set.of();
        if (now.isPresent()) {
            boolean unprotected = !Boolean.TRUE.equals(now.get().deletionProtection());
            if (unprotected) {
                actions.add(new ProtectInstance(
                        protect, Set.of(), PROTECTION, region, now.get().dbInstanceIdentifier()));
            }
            actions.add(rename(leave, unprotected ? Set.of(protect) : Set.of(), region, now.get(), aside));
            before = Set.of(leave);
        }
        actions.add(rename(new ActionId(database.id() + "/take-over"), before, region, next, database.instance()));
        return new Plan(operation, estate.digest(), actions)
                .showing(now.map(has -> shown(region, has, next, aside))
                        .orElseGet(() -> shown(region, database.instance(), next)));
    }

    private static List<ShownFact> shown(String region, DBInstance now, DBInstance next, String aside) {
        return List.of(
                ShownFact.same("in", region),
                ShownFact.same(HAS_IT, now.dbiResourceId() + described(now)),
                takesOver(next),
                ShownFact.same("is kept as", aside),
                ShownFact.same(ENDPOINT, now.endpoint().address()),
                ShownFact.same("replicas", stay(now.readReplicaDBInstanceIdentifiers())));
    }

    /**
     * The same where nobody has the name: the instance was deleted, or an earlier cut-over stopped between its two renamings. All
     * instances of an account in a region have the same address after their names (Amazon RDS User Guide, "Finding the
     * connection information for an RDS DB instance": "a fixed identifier").
     */
    private static List<ShownFact> shown(String region, String name, DBInstance next) {
        String address = next.endpoint().address();
        return List.of(
                ShownFact.same("in", region),
                ShownFact.same(HAS_IT, NOBODY),
                takesOver(next),
                ShownFact.same(ENDPOINT, name + address.substring(address.indexOf('.'))));
    }

    private static ShownFact takesOver(DBInstance next) {
        return ShownFact.same(
                "takes it over", next.dbInstanceIdentifier() + ", " + next.dbiResourceId() + described(next));
    }

    private static String described(DBInstance instance) {
        return " (" + instance.engineVersion() + ", " + instance.dbInstanceClass() + ", "
                + (Boolean.TRUE.equals(instance.multiAZ()) ? "with" : "without") + " a standby)";
    }

    /** "All read replicas associated with a DB instance remain associated with that instance": the same page. */
    private static String stay(List<String> replicas) {
        return replicas.isEmpty()
                ? "none"
                : String.join(", ", replicas) + " stay with the one that is kept, and follow nobody new";
    }

    private static RenameInstance rename(
            ActionId id, Set<ActionId> after, String region, DBInstance instance, String to) {
        return new RenameInstance(
                id, after, RENAMING, region, instance.dbiResourceId(), instance.dbInstanceIdentifier(), to);
    }

    private static boolean wasAside(PostgresDatabase database, DBInstance instance) {
        String name = instance.dbInstanceIdentifier();
        String stamp = name.substring(Math.max(0, name.length() - STAMP));
        return stamp.matches("[0-9]{" + STAMP + "}") && name.equals(aside(database.instance(), BEFORE, stamp));
    }

    private static String aside(String name, String how, String stamp) {
        int most = MOST_CHARACTERS - how.length() - stamp.length();
        return (name.length() > most ? name.substring(0, most).replaceAll("-$", "") : name) + how + stamp;
    }

    private static DBInstance available(List<DBInstance> all, String name, String region) {
        DBInstance found = DbInstances.find(all, name)
                .orElseThrow(() -> refused(
                        "There is no instance " + name + " in " + region + ".",
                        "Name an instance of " + region + ", or the other region with --region."));
        if (!found.dbInstanceStatus().equals("available") || found.endpoint() == null) {
            throw refused(
                    name + " in " + region + " is " + found.dbInstanceStatus()
                            + ", and RDS renames only what is available.",
                    "Wait until it is, then plan again.");
        }
        return found;
    }

    /** Only what a restore of ours brought about of this database, to stay, may have its name. */
    private void demand(PostgresDatabase database, DBInstance instance, String region) {
        String owner = RestoredInstance.tags(instance).getOrDefault(OperationTag.KEY, "nobody");
        if (!owner.startsWith(OperationId.prefix("restored", database.id()))
                || TestInstance.looksLike(estate.name(), instance)) {
            throw refused(
                    instance.dbInstanceIdentifier() + " in " + region + " is not what a restore of " + database.id()
                            + " brought about (its " + OperationTag.KEY + " is " + owner + ").",
                    "Restore " + database.id() + " with `dr restore`, and cut over to what comes of it.");
        }
    }

    private static ProblemException refused(String summary, String remedy) {
        return Problem.of("cut-over.refused", summary, remedy).asException();
    }
}
