package io.labelmint.dr.rehearsal;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.estate.Validation.Table;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.simulator.rds.RestoredFrom;
import io.labelmint.dr.validation.Catalog;
import io.labelmint.dr.validation.Catalog.CatalogObject;
import io.labelmint.dr.validation.Count;
import io.labelmint.dr.validation.DatabaseProbe;
import io.labelmint.dr.validation.Server;
import io.labelmint.dr.validation.TableName;
import io.labelmint.dr.validation.Testimony;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A simulated copy of a database: tables that grow steadily, a heartbeat every minute, a census every night at one, all as
 * of the moment the copy was restored to.
 */
final class RehearsedCopy implements DatabaseProbe {
    private static final int WAL_BYTES_PER_SECOND = 1_000_000;
    private static final int BYTES_A_ROW = 200;
    private static final int SUM_A_ROW = 25;

    private final Estate estate;
    private final PostgresDatabase database;
    private final Validation declared;
    private final RestoredFrom restored;
    private final Instant beating;
    private final ToLongFunction<Table> missing;
    private final Set<String> emptied;
    private final Instant now;

    /**
     * A copy.
     *
     * @param restored what it holds: that of its source at a moment
     * @param beating up to when it has heartbeats, which go on when nobody writes anything else
     * @param missing how many rows a table lacks
     */
    RehearsedCopy(
            Estate estate,
            PostgresDatabase database,
            Validation declared,
            RestoredFrom restored,
            Instant beating,
            ToLongFunction<Table> missing,
            Set<String> emptied,
            Instant now) {
        this.estate = estate;
        this.database = database;
        this.declared = declared;
        this.restored = restored;
        this.beating = beating;
        this.missing = missing;
        this.emptied = emptied;
        this.now = now;
    }

    @Override
    public Server server() {
        String identity = Json.sha256(restored.sourceResourceId()).substring(0, 16);
        return new Server("17.6", declared.database(), Optional.of(identity), false, now);
    }

    @Override
    public Catalog catalog() {
        List<TableName> tables = new ArrayList<>();
        List<Catalog.Index> indexes = new ArrayList<>();
        for (Table table : declared.tables()) {
            TableName name = TableName.of(table.name());
            tables.add(name);
            indexes.add(new Catalog.Index(new TableName(name.schema(), name.name() + "_pkey"), name, "btree", true));
        }
        return new Catalog(shape(), tables, indexes);
    }

    private SortedMap<CatalogObject, String> shape() {
        SortedMap<CatalogObject, String> shape = new TreeMap<>();
        for (Table table : declared.tables()) {
            define(shape, "table", table.name());
            define(shape, "column", table.name() + ".id");
            table.sum().ifPresent(column -> define(shape, "column", table.name() + "." + column));
            define(shape, "index", table.name() + "_pkey");
        }
        return shape;
    }

    private static void define(SortedMap<CatalogObject, String> shape, String kind, String name) {
        shape.put(new CatalogObject(kind, name), Json.sha256(kind + " " + name));
    }

    @Override
    public List<String> roles() {
        List<String> roles = new ArrayList<>(declared.roles());
        roles.add(declared.user());
        return roles;
    }

    @Override
    public List<String> extensions() {
        return declared.extensions();
    }

    @Override
    public Optional<Testimony> testimony() {
        Instant night = restored.moment().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(1));
        Instant last = night.isAfter(restored.moment()) ? night.minus(Duration.ofDays(1)) : night;
        List<Testimony.Entry> census = new ArrayList<>();
        for (Instant at : List.of(last, last.minus(Duration.ofDays(1)))) {
            declared.tables().forEach(table -> census.add(entry(table, at)));
        }
        Heartbeats.Beat written = beat(beating);
        Testimony.Beat beat = new Testimony.Beat(
                estate.name(), database.id(), written.at(), written.lsn(), written.walBytesPerSecond());
        return Optional.of(new Testimony(Optional.of(beat), census, shape()));
    }

    /** What every simulated database has last written of itself at {@code moment}. */
    static Heartbeats.Beat beat(Instant moment) {
        Instant minute = moment.truncatedTo(ChronoUnit.MINUTES);
        return new Heartbeats.Beat(minute, "0/" + Long.toHexString(minute.getEpochSecond()), WAL_BYTES_PER_SECOND);
    }

    private static Testimony.Entry entry(Table table, Instant at) {
        long rows = rows(table, at);
        return new Testimony.Entry(
                at,
                TableName.of(table.name()),
                rows,
                table.sum(),
                table.sum().map(column -> BigDecimal.valueOf(rows * SUM_A_ROW)));
    }

    @Override
    public Count count(TableName name, Optional<String> sum) {
        Table table = declared.tables().stream()
                .filter(candidate -> TableName.of(candidate.name()).equals(name))
                .findFirst()
                .orElseThrow();
        long rows = emptied.contains(database.id() + " " + table.name())
                ? 0
                : rows(table, restored.moment()) - missing.applyAsLong(table);
        return new Count(rows, sum.map(column -> BigDecimal.valueOf(rows * SUM_A_ROW)), rows * BYTES_A_ROW);
    }

    /** A row every ten seconds since the beginning of 2020, beyond the least that are declared. */
    private static long rows(Table table, Instant at) {
        long seconds =
                Duration.between(Instant.parse("2020-01-01T00:00:00Z"), at).toSeconds();
        return table.minRows().orElse(0L) + seconds / 10;
    }

    @Override
    public List<String> corruptionOfHeap(TableName table) {
        return List.of();
    }

    @Override
    public Optional<String> corruptionOfIndex(TableName index) {
        return Optional.empty();
    }

    @Override
    public Optional<String> ask(String sql) {
        return declared.queries().stream()
                .filter(query -> query.sql().equals(sql))
                .map(Validation.Query::expect)
                .findFirst();
    }

    @Override
    public void close() {}
}
