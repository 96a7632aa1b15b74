package io.labelmint.dr.validation.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.estate.Masking;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.outside.Maskings;
import io.labelmint.dr.outside.Maskings.Masked;
import io.labelmint.dr.outside.Maskings.NotReached;
import io.labelmint.dr.outside.Maskings.Order;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.restore.MaskData;
import io.labelmint.dr.time.SystemTimeline;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** All of a copy is masked, once, or nothing of it: on a real server, with statements that must not run twice. */
class MaskingTransactionTest {
    private static final String COPY = "billing";
    private static final String MASKER = "dr_masking";

    /** Run twice it would show. */
    private static final String APPEND = "update public.customers set name = name || ' masked'";

    private static final String SECRET_NAME = "Ada Lovelace";

    private static PostgresServer server;
    private static SystemTimeline timeline;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, SQLException {
        server = PostgresServer.start(folder);
        timeline = new SystemTimeline();
        server.run(
                "postgres", "create role " + MASKER + " login password '" + server.password.replace("'", "''") + "'");
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
            timeline.close();
        }
    }

    @BeforeEach
    void restore() throws SQLException {
        server.run("postgres", "drop database if exists " + COPY + " with (force)", "create database " + COPY);
        server.run("postgres", "grant create on database " + COPY + " to " + MASKER);
        server.run(
                COPY,
                "create table public.customers (id int primary key, name text not null, email text unique)",
                "insert into public.customers values (1, '" + SECRET_NAME
                        + "', 'ada@labelmint.example'), (2, 'Bob', 'b')",
                "grant select, update, delete on public.customers to " + MASKER);
    }

    @Test
    void everyStatementAndTheMarkerInOneTransaction() throws Exception {
        Masked masked = run(order(APPEND, "update public.customers set email = 'c' || id || '@example.org'"));

        assertThat(masked.rows()).isEqualTo(4);
        assertThat(names()).isEqualTo(SECRET_NAME + " masked, Bob masked");
        assertThat(server.ask(COPY, "select operation || ' ' || digest || ' ' || changed from dr.masked"))
                .isEqualTo("restored-billing-db-1 d1 4");
        assertThat(server.ask(
                        COPY,
                        "select count(distinct xmin::text) from (select xmin from public.customers"
                                + " union all select xmin from dr.masked) t"))
                .as("transactions that wrote any of it")
                .isEqualTo("1");
    }

    @Test
    void askedAgainItIsAnsweredAsItWasAndRunsNothing() throws Exception {
        Masked first = run(order(APPEND));

        assertThat(run(order(APPEND))).isEqualTo(first);
        assertThat(names()).isEqualTo(SECRET_NAME + " masked, Bob masked");
    }

    @Test
    void twoAtOnceMaskOnce() throws Exception {
        Order order = order("update public.customers set name = name || ' masked' where pg_sleep(0.3) is not null");

        CompletableFuture<Masked> one = CompletableFuture.supplyAsync(() -> runUnchecked(order));
        CompletableFuture<Masked> other = CompletableFuture.supplyAsync(() -> runUnchecked(order));

        assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo(other.get(1, TimeUnit.MINUTES));
        assertThat(names()).isEqualTo(SECRET_NAME + " masked, Bob masked");
    }

    @Test
    void aMarkerOfAnotherOperationIsNobodysAnswer() throws Exception {
        run(order(APPEND));

        run(new Order("restored-billing-db-2", "d1", List.of(APPEND), Duration.ofMinutes(1), Duration.ofMinutes(1)));

        assertThat(names()).isEqualTo(SECRET_NAME + " masked masked, Bob masked masked");
    }

    @Test
    void aMarkerOfOtherStatementsIsAFailure() throws Exception {
        run(order(APPEND));
        Order other =
                new Order("restored-billing-db-1", "d2", List.of(APPEND), Duration.ofMinutes(1), Duration.ofMinutes(1));

        assertThatThrownBy(() -> run(other))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("masked already, by the same operation and with other statements");
        assertThat(names()).isEqualTo(SECRET_NAME + " masked, Bob masked");
    }

    @Test
    void aStatementThatFailsUndoesThoseBeforeItAndTellsNoValue() {
        assertThatThrownBy(() -> run(order(APPEND, "update public.customers set email = '" + "ada@x" + "'")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Statement 2 of 2 to mask with failed: SQLSTATE 23505, so nothing was masked.")
                .satisfies(failure -> assertThat(
                                ((ProblemException) failure).problem().facts())
                        .containsEntry("statement", "2")
                        .containsEntry("sqlState", "23505"))
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("ada@x", SECRET_NAME));
        assertThat(nothingIsMasked()).isTrue();
    }

    @Test
    void aValueInTheWordsOfAnErrorIsNotPassedOn() {
        assertThatThrownBy(() -> run(order("update public.customers set id = name::int")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SQLSTATE 22P02")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("Ada", "Bob"))
                .satisfies(failure -> assertThat(failure.getCause()).isNull());
    }

    @Test
    void aRoleThatMayNotIsToldWhatItLacks() throws SQLException {
        server.run(COPY, "revoke update on public.customers from " + MASKER);
        assertThatThrownBy(() -> run(order(APPEND)))
                .hasMessageContaining("Statement 1 of 1 to mask with failed (permission denied for table customers)")
                .hasMessageContaining("Grant the role what the statement needs");

        server.run("postgres", "revoke create on database " + COPY + " from " + MASKER);
        assertThatThrownBy(() -> run(order(APPEND)))
                .hasMessageContaining("The marker of the masking could not be written")
                .hasMessageContaining("Grant the role CREATE");
        assertThat(nothingIsMasked()).isTrue();
    }

    @Test
    void aSchemaThatIsThereNeedsNoMoreThanTheRightToCreateInIt() throws Exception {
        server.run("postgres", "revoke create on database " + COPY + " from " + MASKER);
        server.run(COPY, "create schema dr", "grant usage, create on schema dr to " + MASKER);

        run(order(APPEND));

        assertThat(names()).endsWith("Bob masked");
    }

    @Test
    void aRoleNobodyLetsInFailsAtOnceAndAServerThatIsAwayIsTriedAgain() {
        assertThatThrownBy(() -> MaskingTransaction.run(server.address(COPY, "dr_nobody"), order(APPEND), timeline))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("does not let dr_nobody in");
        DatabaseAddress away = new DatabaseAddress(
                "localhost", 1, COPY, MASKER, new Secret(server.password), new DatabaseAddress.Plain());
        assertThatThrownBy(() -> MaskingTransaction.run(away, order(APPEND), timeline))
                .isInstanceOf(NotReached.class)
                .hasMessageContaining("No connection to localhost:1 came about.")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain(server.password));
    }

    @Test
    void aStatementThatTakesTooLongAndAllOfThem() {
        Order one = new Order(
                "restored-billing-db-1",
                "d1",
                List.of(APPEND, "select pg_sleep(20)"),
                Duration.ofMillis(200),
                Duration.ofMinutes(1));
        assertThatThrownBy(() -> run(one)).hasMessageContaining("Statement 2 of 2 to mask with did not end in time");
        Order all = new Order(
                "restored-billing-db-1",
                "d1",
                List.of("select pg_sleep(0.4)", "select pg_sleep(20)"),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1));
        assertThatThrownBy(() -> run(all)).hasMessageContaining("Statement 2 of 2 to mask with did not end in time");
        assertThat(nothingIsMasked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update public.customers set name = ''; commit",
                "select 1; rollback; begin",
                "update public.customers set name = 'a;b'"
            })
    void severalStatementsInOneAreNotEvenBegun(String hostile) {
        assertThatThrownBy(() -> run(order(APPEND, hostile))).hasMessageContaining("has a semicolon in it");
        assertThat(nothingIsMasked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "rollback", "end", "commit and chain", "/* select */ commit"})
    void whatEndsTheTransactionIsNoticedAndNothingIsCalledMasked(String hostile) {
        assertThatThrownBy(() -> run(order(hostile, APPEND)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Statement 1 of 2 to mask with ended the transaction");
        assertThat(unmarked()).as("no marker says that it is done").isTrue();
    }

    @Test
    void aProcedureThatCommitsIsRefusedByTheServer() throws SQLException {
        server.run(
                COPY,
                "create procedure public.sly() language plpgsql as $$ begin update public.customers set name = 'x'; commit;"
                        + " end $$");

        assertThatThrownBy(() -> run(order("call public.sly()"))).hasMessageContaining("SQLSTATE 2D000");
        assertThat(nothingIsMasked()).isTrue();
    }

    @Test
    void rowsAPolicyHidesAreAnErrorAndNotLeftAsTheyAre() throws SQLException {
        server.run(
                COPY,
                "alter table public.customers enable row level security",
                "create policy a_few on public.customers using (id > 1)");

        assertThatThrownBy(() -> run(order(APPEND))).hasMessageContaining("row-level security");
        assertThat(nothingIsMasked()).isTrue();
    }

    @Test
    void aFunctionThatMasksRowByRowMasksAllOfThem() throws Exception {
        server.run(
                COPY,
                "create function public.mask(of int) returns text language plpgsql as $$ begin"
                        + " update public.customers set name = 'm' where id = of; return 'was masked'; end $$",
                "insert into public.customers select i, 'n' || i, 'm' || i from generate_series(3, 2500) i");

        run(order("select public.mask(id) from public.customers"));

        assertThat(server.ask(COPY, "select count(*) from public.customers where name <> 'm'"))
                .isEqualTo("0");
    }

    @Test
    void bracesAndQuestionMarksAreSql() throws Exception {
        server.run(COPY, "alter table public.customers add column data jsonb default '{\"a\": 1}'");

        run(order("update public.customers set data = '{}'::jsonb where data ? 'a'"));

        assertThat(server.ask(COPY, "select count(*) from public.customers where data = '{}'"))
                .isEqualTo("2");
    }

    @Test
    void anAnswerThatIsLostAfterTheCommitIsAskedForAgainAndNothingRunsTwice() {
        AtomicBoolean lost = new AtomicBoolean();
        Maskings lossy = (copy, password, order) -> {
            Masked masked = run(order);
            if (lost.compareAndSet(false, true)) {
                throw new IOException("connection reset");
            }
            return masked;
        };
        MaskData action = action();
        Aws none = new Aws() {
            @Override
            public <C extends software.amazon.awssdk.core.SdkClient> C client(Class<C> type, String region) {
                throw new AssertionError("nothing of AWS is asked");
            }
        };
        Hands hands = new Hands(none, new Outside((address, json) -> null, reference -> new Secret("x")).with(lossy));
        Inputs inputs = new Inputs(
                Map.of(action.restored(), Facts.of("endpoint", "localhost", "port", server.port())), Facts.NONE);

        assertThatThrownBy(() -> action.start(hands, inputs)).isInstanceOf(SdkClientException.class);
        assertThat(action.observe(null, inputs)).isInstanceOf(Progress.Absent.class);
        Facts accepted = action.start(hands, inputs);

        assertThat(names()).isEqualTo(SECRET_NAME + " masked, Bob masked");
        assertThat(accepted.get("maskedRows")).isEqualTo("2");
        assertThat(accepted.get("maskingDigest")).isEqualTo(MaskData.digest(action.masking()));
        assertThat(action.observe(null, new Inputs(inputs.earlier(), accepted))).isEqualTo(new Progress.Done(accepted));
    }

    private static MaskData action() {
        return new MaskData(
                new ActionId("billing-db/mask"),
                Set.of(),
                new Estimate(Duration.ofMinutes(1), Duration.ofHours(1)),
                "us-west-2",
                new ActionId("billing-db/restore"),
                new OperationId("restored-billing-db-1"),
                "billing-again",
                COPY,
                true,
                Optional.empty(),
                new Masking(
                        MASKER,
                        new SecretReference(SecretReference.Source.ENVIRONMENT, "MASKING"),
                        List.of(APPEND),
                        false,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1)));
    }

    private static Order order(String... statements) {
        return new Order(
                "restored-billing-db-1", "d1", List.of(statements), Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    private static Masked run(Order order) throws IOException {
        Timeline clock = timeline;
        return MaskingTransaction.run(server.address(COPY, MASKER), order, clock);
    }

    private static Masked runUnchecked(Order order) {
        try {
            return run(order);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String names() {
        try {
            return server.ask(COPY, "select string_agg(name, ', ' order by id) from public.customers");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean nothingIsMasked() {
        return names().equals(SECRET_NAME + ", Bob") && unmarked();
    }

    private static boolean unmarked() {
        try {
            return server.ask(COPY, "select to_regclass('dr.masked') is null").equals("t")
                    || server.ask(COPY, "select count(*) from dr.masked").equals("0");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
