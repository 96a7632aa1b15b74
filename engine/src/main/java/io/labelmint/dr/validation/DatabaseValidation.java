package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks into a restored database and says of each level whether what came back is what was lost. Every level has its
 * finding whatever happens to the others, so none is green because it is missing; only a database without any
 * declaration has a single one, which says how to declare.
 */
public final class DatabaseValidation {
    static final String CONNECTS = "restore.connects";

    private static final List<Level> LEVELS = List.of(
            new IdentityLevel(),
            new SchemaLevel(),
            new RowsLevel(),
            new FreshnessLevel(),
            new IntegrityLevel(),
            new QueriesLevel(),
            new RolesLevel());

    private final DatabaseProbes probes;
    private final Timeline timeline;

    /** Asks through {@code probes} and measures by {@code timeline}. */
    public DatabaseValidation(DatabaseProbes probes, Timeline timeline) {
        this.probes = probes;
        this.timeline = timeline;
    }

    /** Ids of everything it finds. */
    public static List<String> checks() {
        return Stream.concat(Stream.of(CONNECTS), LEVELS.stream().map(Level::id))
                .toList();
    }

    /**
     * Validates one copy. Blocks as long as it takes to read it, at most the declared time limit and what connecting takes.
     *
     * @param database what it is a copy of
     * @param address where the copy is
     * @param restored what it was asked to be
     * @param known what is known of the source from elsewhere
     */
    public List<Finding> validate(
            Estate estate, PostgresDatabase database, DatabaseAddress address, Restored restored, Known known) {
        return validateAt(estate, database, () -> address, restored, known);
    }

    /** The same, where the address is found out only when it is needed: its password may not be where it should be. */
    public List<Finding> validateAt(
            Estate estate,
            PostgresDatabase database,
            Supplier<DatabaseAddress> address,
            Restored restored,
            Known known) {
        Look look = connecting(database.id());
        if (database.validation().isEmpty()) {
            return List.of(
                    look.notTested(
                            Problem.of(
                                    "restore.undeclared",
                                    "Nothing is declared that must be true inside a copy of " + database.id() + ".",
                                    "Add validation: to the database in the estate file; examples/labelmint-production.yaml shows it.")));
        }
        Validation validation = database.validation().get();
        if (validation.probe() != Validation.Probe.DIRECT) {
            return unreached(
                    look,
                    look.notTested(Problem.of(
                            "restore.probe-elsewhere",
                            "Copies of " + database.id() + " are asked by an ECS task, which only restore tests run.",
                            "Have it tested, or write probe: direct and run where the copy's port can be reached.")));
        }
        return ask(Origin.of(estate, database), validation, address, restored, known);
    }

    /** Every level as not tested, and why, where the copy of {@code store} could not be asked at all. */
    public static List<Finding> notAsked(String store, Problem problem) {
        Look look = connecting(store);
        return unreached(look, look.notTested(problem));
    }

    private static Look connecting(String store) {
        return new Look(CONNECTS, store, "a restored copy lets its users in", Controls.RESTORE);
    }

    /**
     * Validates one copy from where this runs, whatever is declared about from where copies are asked.
     *
     * @param origin what it is a copy of
     * @param validation what must be true inside it
     */
    public List<Finding> ask(
            Origin origin, Validation validation, Supplier<DatabaseAddress> address, Restored restored, Known known) {
        Look look = connecting(origin.store());
        long begin = timeline.nanos();
        try (DatabaseProbe probe = probes.connect(address.get(), validation.timeLimit())) {
            Server server = probe.server();
            Duration connecting = Duration.ofNanos(timeline.nanos() - begin);
            List<Finding> findings = new ArrayList<>();
            findings.add(connects(look, server, restored, connecting));
            Copy copy = new Copy(origin, validation, restored, known, probe, timeline);
            LEVELS.forEach(level -> findings.add(finding(level, copy)));
            return List.copyOf(findings);
        } catch (ProblemException e) {
            Problem problem = e.problem();
            return unreached(
                    look,
                    problem.code().equals("probe.no-database")
                            ? look.failed(problem.summary(), problem.remedy(), new Facts(problem.facts()))
                            : look.notTested(problem));
        }
    }

    private static Finding connects(Look look, Server server, Restored restored, Duration connecting) {
        Facts facts = Facts.of(
                "version", server.version(),
                "database", server.database(),
                "inRecovery", server.inRecovery(),
                "serverTime", server.time(),
                "restoredFrom", restored.source(),
                "ms", connecting.toMillis());
        return server.inRecovery()
                ? look.failed(
                        "The copy is still in recovery, so what it holds still changes.",
                        "Wait until it is available, or promote it, and validate again.",
                        facts)
                : look.passed("PostgreSQL " + server.version() + " lets the probe in.", facts);
    }

    private Finding finding(Level level, Copy copy) {
        Tally tally = new Tally(level.of(copy.origin().store()));
        String well = "";
        long begin = timeline.nanos();
        try {
            well = level.look(copy, tally);
        } catch (ProblemException e) {
            tally.unknown(e.problem());
        }
        tally.fact("ms", Duration.ofNanos(timeline.nanos() - begin).toMillis());
        return tally.finding(well);
    }

    /** Nothing could be asked: the reason once, and every level as not tested. */
    private static List<Finding> unreached(Look look, Finding reason) {
        List<Finding> findings = new ArrayList<>(List.of(reason));
        Problem problem = Problem.of(
                "restore.unreached",
                "Nothing was asked of the copy, because " + CONNECTS + " is red.",
                reason.remedy().orElseThrow());
        LEVELS.forEach(level -> findings.add(level.of(look.subject()).notTested(problem)));
        return List.copyOf(findings);
    }
}
