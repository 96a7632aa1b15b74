package io.labelmint.dr.rehearsal;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.core.Script;
import io.labelmint.dr.simulator.rds.RestoredFrom;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.DatabaseProbe;
import io.labelmint.dr.validation.DatabaseProbes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The databases inside simulated instances: what a restored instance holds is what its source, as the estate declares it,
 * held at the very moment it was restored to; what serves holds what was written to it, and a replica what it has replayed.
 * Nothing is connected to, and no password is needed.
 */
public final class RehearsedCopies implements DatabaseProbes {
    /** The endpoint of an instance: its identifier and region are in it. */
    static final Pattern ENDPOINT = Pattern.compile("([^.]+)\\.[^.]+\\.([^.]+)\\.rds\\.amazonaws\\.com.*");

    private final World world;
    private final Estate estate;
    private final Set<String> emptied = new HashSet<>();

    RehearsedCopies(World world, Estate estate) {
        this.world = world;
        this.estate = estate;
    }

    /** From now on {@code table} is empty in every copy of {@code store}, as if somebody had truncated it. */
    public void empty(String store, String table) {
        emptied.add(store + " " + table);
    }

    /**
     * From now on {@code rows} rows of {@code table} are missing in {@code instance} of {@code region}, whatever RDS says of
     * it: a fault no status and no lag tells.
     */
    public static Script rowsMissing(String region, String instance, String table, long rows) {
        return new Script(missing(region, instance, table), Long.toString(rows));
    }

    private static String missing(String region, String instance, String table) {
        return "rehearsal.rows-missing." + region + "." + instance + "." + table;
    }

    private long missing(Matcher endpoint, Validation.Table table) {
        return world.scripted(missing(endpoint.group(2), endpoint.group(1), table.name()))
                .map(Long::valueOf)
                .orElse(0L);
    }

    /** What the instance at {@code host} was restored from; empty if no restored one is there. */
    static Optional<RestoredFrom> restored(World world, String host) {
        Matcher endpoint = ENDPOINT.matcher(host);
        return endpoint.matches() ? world.restoredFrom(endpoint.group(2), endpoint.group(1)) : Optional.empty();
    }

    @Override
    public DatabaseProbe connect(DatabaseAddress address, Duration timeLimit) {
        Matcher endpoint = ENDPOINT.matcher(address.host());
        Optional<LiveData.Held> live = endpoint.matches()
                ? new LiveData(world, estate)
                        .of(endpoint.group(2), endpoint.group(1))
                        .filter(held -> world.outage(endpoint.group(2)) == Outage.NONE)
                : Optional.empty();
        Optional<RestoredFrom> restored = live.map(held -> new RestoredFrom(
                        "", held.database().instance(), held.database().id(), held.written()))
                .or(() -> restored(world, address.host()));
        Optional<PostgresDatabase> source = restored.flatMap(from -> estate.databases().stream()
                .filter(database -> database.instance().equals(from.sourceInstance()))
                .findFirst());
        if (source.isEmpty() || source.get().validation().isEmpty()) {
            throw Problem.of(
                            "probe.unreachable",
                            "Nothing answers at " + address.host() + ".",
                            "See that the instance is there, and that its security group lets this process in.")
                    .asException();
        }
        Validation declared = source.get().validation().orElseThrow();
        if (!declared.database().equals(address.database())) {
            throw Problem.of(
                            "probe.no-database",
                            "The server at " + address.host() + " has no database " + address.database() + ".",
                            "Correct validation.database.")
                    .asException();
        }
        return new RehearsedCopy(
                estate,
                source.get(),
                declared,
                restored.get(),
                live.map(LiveData.Held::beating).orElse(restored.get().moment()),
                table -> missing(endpoint, table),
                emptied,
                world.timeline().now());
    }
}
