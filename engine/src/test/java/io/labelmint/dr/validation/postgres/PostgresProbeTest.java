package io.labelmint.dr.validation.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.DatabaseAddress.Encryption;
import io.labelmint.dr.validation.DatabaseAddress.Tls;
import io.labelmint.dr.validation.DatabaseProbe;
import io.labelmint.dr.validation.TableName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe reads and nothing else, as somebody who may read and nothing else, and lets nothing out that it should not. */
class PostgresProbeTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final TableName ORDERS = TableName.of("public.orders");

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static Certificate certificate;

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-11-22T02:00:00Z"));
    private final PostgresProbes probes = new PostgresProbes(timeline);

    @BeforeAll
    static void source() throws IOException, SQLException, InterruptedException {
        server = PostgresServer.start(folder);
        SourceDatabase.create(server);
        certificate = Certificate.of("localhost", folder);
        server.present(certificate);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private DatabaseProbe probe() {
        return probes.connect(server.address(SourceDatabase.NAME, PostgresServer.PROBE), LIMIT);
    }

    /** The problem {@code call} ends with; whatever it prints, the password is not in it. */
    private static ProblemException problem(ThrowingCallable call) {
        ProblemException e = catchThrowableOfType(ProblemException.class, call);
        assertThat(e).isNotNull();
        StringWriter printed = new StringWriter();
        e.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString() + e.problem().facts()).doesNotContain(server.password);
        return e;
    }

    private static String code(ThrowingCallable call) {
        return problem(call).problem().code();
    }

    @Test
    void nothingCanBeWrittenNotEvenByASuperuser() {
        try (DatabaseProbe probe = probes.connect(server.address(SourceDatabase.NAME, "postgres"), LIMIT)) {
            for (String sql : new String[] {
                "select nextval('public.ticket')",
                "select lo_create(0)",
                "select count(*) from (select set_config('transaction_read_only', 'off', false)) s",
            }) {
                assertThat(problem(() -> probe.ask(sql)).problem().facts())
                        .as(sql)
                        .containsAnyOf(entry("sqlState", "25006"), entry("sqlState", "25001"));
            }
            // PostgreSQL takes a change in a WITH at the top of a statement only.
            assertThat(code(() -> probe.ask("with gone as (delete from orders returning 1) select count(*) from gone")))
                    .isEqualTo("probe.not-answered");
            assertThat(probe.count(ORDERS, Optional.empty()).rows()).isEqualTo(SourceDatabase.ORDERS);
        }
    }

    @Test
    void aQueryIsOneStatementAndOneValue() {
        try (DatabaseProbe probe = probe()) {
            assertThat(probe.ask("select count(*) from orders -- all of them")).contains("20000");
            assertThat(probe.ask("select null")).isEmpty();
            assertThat(probe.ask("select id from orders where id < 0")).isEmpty();
            assertThat(code(() -> probe.ask("select id from orders"))).isEqualTo("probe.not-answered");
            assertThat(code(() -> probe.ask("select 1, 2"))).isEqualTo("probe.not-answered");
            assertThat(probe.ask("select jsonb '{\"paid\": 1}' ? 'paid'")).contains("true");
            assertThat(code(() -> probe.ask("select 1); commit; select (2"))).isEqualTo("probe.two-statements");
        }
    }

    @Test
    void messagesOfTheServerThatRepeatRowsAreNotPassedOn() {
        try (DatabaseProbe probe = probe()) {
            ProblemException e = problem(() -> probe.ask("select customer::int from orders where id = 17"));

            assertThat(e.toString() + e.problem().facts()).contains("22P02").doesNotContain("customer 17");
        }
    }

    @Test
    void anErrorSpoilsOnlyItsOwnQuestion() {
        try (DatabaseProbe probe = probe()) {
            assertThat(code(() -> probe.count(TableName.of("public.nothing"), Optional.empty())))
                    .isEqualTo("probe.not-answered");
            assertThat(probe.count(ORDERS, Optional.of("total")).rows()).isEqualTo(SourceDatabase.ORDERS);
        }
    }

    @Test
    void namesAreNamesWhateverIsInThem() throws SQLException {
        server.run(
                SourceDatabase.NAME,
                "create table public.\"odd \"\" name; drop table orders\" (\"sum\"\")\" int)",
                "insert into public.\"odd \"\" name; drop table orders\" values (41)");
        try (DatabaseProbe probe = probe()) {
            TableName odd = new TableName("public", "odd \" name; drop table orders");

            assertThat(probe.count(odd, Optional.of("sum\")")).sum().orElseThrow())
                    .isEqualByComparingTo("41");
            assertThat(probe.corruptionOfHeap(odd)).isEmpty();
        }
    }

    @Test
    void rowsThatAPolicyHidesAreNotCountedAsMissing() throws SQLException {
        server.run(
                SourceDatabase.NAME,
                "create table public.tenants as select n as id from generate_series(1, 10) n",
                "alter table public.tenants enable row level security",
                "create policy few on public.tenants using (id < 3)");
        try (DatabaseProbe probe = probe()) {
            assertThat(code(() -> probe.count(TableName.of("public.tenants"), Optional.empty())))
                    .isEqualTo("probe.not-permitted");
        }
    }

    @Test
    void whatARoleMayNotAskIsUnknown() throws SQLException {
        server.run(
                SourceDatabase.NAME, "create role nobody login password '" + server.password.replace("'", "''") + "'");
        try (DatabaseProbe probe = probes.connect(server.address(SourceDatabase.NAME, "nobody"), LIMIT)) {
            assertThat(code(() -> probe.count(ORDERS, Optional.empty()))).isEqualTo("probe.not-permitted");
            assertThat(code(() -> probe.corruptionOfHeap(ORDERS))).isEqualTo("probe.not-permitted");
            assertThat(code(() -> probe.corruptionOfIndex(TableName.of("public.orders_pkey"))))
                    .isEqualTo("probe.not-permitted");
        }
    }

    @Test
    void onceTheTimeIsOverNothingIsAskedAnyMore() {
        try (DatabaseProbe probe = probe()) {
            timeline.elapse(LIMIT);

            assertThat(code(() -> probe.ask("select 1"))).isEqualTo("probe.time-limit");
        }
    }

    @Test
    void aQuestionThatTakesTooLongIsCutOff() {
        try (DatabaseProbe probe = probe()) {
            timeline.elapse(LIMIT.minusMillis(200));

            assertThat(code(() -> probe.ask("select pg_sleep(60)"))).isEqualTo("probe.time-limit");
        }
    }

    @Test
    void aWrongPasswordIsNoStatementAboutTheCopy() {
        DatabaseAddress right = server.address(SourceDatabase.NAME, PostgresServer.PROBE);
        DatabaseAddress wrong = new DatabaseAddress(
                right.host(), right.port(), right.database(), right.user(), new Secret("other"), right.encryption());

        assertThat(code(() -> probes.connect(wrong, LIMIT))).isEqualTo("probe.denied");
        assertThat(right.toString()).doesNotContain(server.password);
    }

    @Test
    void thePasswordGoesToNobodyInClearText() {
        DatabaseAddress elsewhere = new DatabaseAddress(
                "192.0.2.1", 5432, "orders", "dr_probe", new Secret("x"), new DatabaseAddress.Plain());

        assertThat(code(() -> probes.connect(elsewhere, LIMIT))).isEqualTo("probe.in-clear");
    }

    @Test
    void aServerProvesWhoItIs() throws IOException, InterruptedException {
        Encryption trusted = new Tls(true, Optional.of(certificate.pem()));
        try (DatabaseProbe probe = probes.connect(address("localhost", trusted), LIMIT)) {
            assertThat(probe.ask("select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
                    .contains("true");
        }
        // By another name than the certificate has, unless that is what was asked for.
        assertThat(code(() -> probes.connect(address("127.0.0.1", trusted), LIMIT)))
                .isEqualTo("probe.not-trusted");
        Encryption byAuthority = new Tls(false, Optional.of(certificate.pem()));
        probes.connect(address("127.0.0.1", byAuthority), LIMIT).close();
        // From an authority nobody named, and from one that Java does not know.
        Certificate other = Certificate.of("localhost", folder.resolve("other"));
        assertThat(code(() -> probes.connect(address("localhost", new Tls(true, Optional.of(other.pem()))), LIMIT)))
                .isEqualTo("probe.not-trusted");
        assertThat(code(() -> probes.connect(address("localhost", new Tls(true, Optional.empty())), LIMIT)))
                .isEqualTo("probe.not-trusted");
        assertThat(code(() -> probes.connect(
                        address("localhost", new Tls(true, Optional.of(folder.resolve("none.pem")))), LIMIT)))
                .isEqualTo("probe.no-ca-bundle");
    }

    private static DatabaseAddress address(String host, Encryption encryption) {
        DatabaseAddress plain = server.address(SourceDatabase.NAME, PostgresServer.PROBE, encryption);
        return new DatabaseAddress(
                host, plain.port(), plain.database(), plain.user(), plain.password(), plain.encryption());
    }
}
