package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.Catalog.CatalogObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A probe of a database of one table that answers what a test tells it; each count takes two virtual seconds. */
final class ToldProbe implements DatabaseProbe {
    static final TableName ORDERS = TableName.of("public.orders");

    final VirtualTimeline timeline;
    final List<Testimony.Entry> census = new ArrayList<>();
    Testimony.Beat beat;
    long rows;
    BigDecimal sum = BigDecimal.ZERO;
    boolean inRecovery;
    boolean closed;

    /** As of {@code now}, when the store's own heartbeat was a minute ago. */
    ToldProbe(Instant now) {
        timeline = new VirtualTimeline(now);
        beat = new Testimony.Beat("labelmint-production", "orders-db", now.minusSeconds(60), "0/1", 100);
    }

    /** Has the source have counted so many rows at {@code at}. */
    ToldProbe counted(Instant at, long counted) {
        census.add(0, new Testimony.Entry(at, ORDERS, counted, Optional.empty(), Optional.empty()));
        return this;
    }

    @Override
    public Server server() {
        return new Server("17.6", "orders", Optional.of("7"), inRecovery, timeline.now());
    }

    @Override
    public Catalog catalog() {
        return new Catalog(shape(), List.of(ORDERS), List.of());
    }

    private static SortedMap<CatalogObject, String> shape() {
        return new TreeMap<>(java.util.Map.of(new CatalogObject("table", ORDERS.toString()), "r"));
    }

    @Override
    public List<String> roles() {
        return List.of("orders_app");
    }

    @Override
    public List<String> extensions() {
        return List.of("amcheck", "pgcrypto");
    }

    @Override
    public Optional<Testimony> testimony() {
        return Optional.of(new Testimony(Optional.ofNullable(beat), census, shape()));
    }

    @Override
    public Count count(TableName table, Optional<String> column) {
        timeline.elapse(Duration.ofSeconds(2));
        return new Count(rows, column.map(any -> sum), 8192);
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
        throw Problem.of("probe.not-answered", "The question was not answered.", "Ask again.")
                .asException();
    }

    @Override
    public void close() {
        closed = true;
    }

    /** A declaration of {@code tables} and nothing else. */
    static Validation declaring(List<Validation.Table> tables) {
        return new Validation(
                Validation.Probe.DIRECT,
                "orders",
                "dr_probe",
                new io.labelmint.dr.estate.Notifications.SecretReference(
                        io.labelmint.dr.estate.Notifications.SecretReference.Source.ENVIRONMENT, "PASSWORD"),
                Validation.Tls.VERIFY_FULL,
                Optional.empty(),
                tables,
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                List.of(),
                Duration.ofMinutes(10),
                Optional.empty());
    }
}
