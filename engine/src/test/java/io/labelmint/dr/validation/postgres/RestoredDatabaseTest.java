package io.labelmint.dr.validation.postgres;

import static io.labelmint.dr.validation.postgres.CopyTrial.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.validation.Known;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies of a real database, each ruined in one way that restores are ruined in: the right level is red, and it says what
 * is wrong; a sound copy is green on every level.
 */
class RestoredDatabaseTest {
    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static CopyTrial trial;

    @BeforeAll
    static void source() throws IOException, SQLException {
        server = PostgresServer.start(folder);
        trial = new CopyTrial(server);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static String copy() throws SQLException {
        return trial.copy();
    }

    private static List<Finding> validate(String copy) {
        return trial.validate(copy, beat().plusSeconds(60), Known.NOTHING);
    }

    private static Instant beat() {
        return trial.beat();
    }

    @Test
    void aSoundCopyIsGreenOnEveryLevel() throws SQLException {
        List<Finding> findings = validate(copy());

        assertThat(findings)
                .allSatisfy(finding ->
                        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.PASSED));
        assertThat(findings)
                .extracting(Finding::check)
                .containsExactly(
                        "restore.connects",
                        "restore.identity",
                        "restore.schema",
                        "restore.rows",
                        "restore.freshness",
                        "restore.integrity",
                        "restore.queries",
                        "restore.roles");
        assertThat(findings.get(3).facts())
                .containsEntry("rows.public.orders", "20000")
                .containsEntry("sum.public.orders", "990000.00")
                .containsKeys("readMs", "readBytes", "ms.public.orders");
    }

    @Test
    void aTruncatedTable() throws SQLException {
        String copy = copy();
        server.run(copy, "truncate public.order_lines");

        failed(validate(copy), "restore.rows", "The row count of public.order_lines is 0");
    }

    @Test
    void aTableThatLostATwentieth() throws SQLException {
        String copy = copy();
        server.run(copy, "delete from public.order_lines where order_id % 20 = 0");

        failed(validate(copy), "restore.rows", "is 19000, but its source counted 20000");
    }

    @Test
    void aSumThatDiffers() throws SQLException {
        String copy = copy();
        server.run(copy, "update public.orders set total = total + 1");

        failed(validate(copy), "restore.rows", "The sum of total of public.orders is 1010000.00");
    }

    @Test
    void whatChangedWithinTheToleranceIsNoLoss() throws SQLException {
        String copy = copy();
        server.run(copy, "delete from public.order_lines where order_id <= 150");

        assertThat(validate(copy)).allMatch(Finding::green);
    }

    @Test
    void fewerRowsThanDeclaredHoweverFewTheSourceCounted() throws SQLException {
        String copy = copy();
        server.run(
                copy,
                "truncate public.orders cascade",
                "update dr.census set row_count = 0, total = 0 where table_name = 'orders'",
                "update dr.census set row_count = 0 where table_name = 'order_lines'");

        failed(validate(copy), "restore.rows", "has 0 rows, but at least 1000 are declared");
    }

    @Test
    void aMissingIndex() throws SQLException {
        String copy = copy();
        server.run(copy, "drop index public.orders_customer");

        failed(validate(copy), "restore.schema", "index public.orders_customer");
    }

    @Test
    void aMissingColumn() throws SQLException {
        String copy = copy();
        server.run(copy, "alter table public.orders drop column note");

        failed(validate(copy), "restore.schema", "column public.orders.note");
    }

    @Test
    void aMissingTable() throws SQLException {
        String copy = copy();
        server.run(copy, "drop table public.order_lines");

        List<Finding> findings = validate(copy);

        assertThat(findings)
                .filteredOn(finding -> !finding.green())
                .extracting(Finding::check)
                .containsExactly("restore.schema", "restore.rows");
        assertThat(findings.get(2).summary()).contains("lacks the declared table public.order_lines");
    }

    @Test
    void anIndexThatAFailedConcurrentBuildLeft() throws SQLException {
        String copy = copy();
        server.run(copy, "update public.orders set customer = 'twice' where id <= 2");
        assertThatThrownBy(() -> server.run(
                        copy, "create unique index concurrently orders_customer_once on public.orders (customer)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));

        failed(validate(copy), "restore.schema", "Not usable");
    }

    @Test
    void aConstraintThatIsNoLongerProven() throws SQLException {
        String copy = copy();
        server.run(
                copy,
                "alter table public.order_lines drop constraint order_lines_order_id_fkey",
                "alter table public.order_lines add constraint order_lines_order_id_fkey foreign key (order_id)"
                        + " references public.orders (id) not valid");

        failed(validate(copy), "restore.schema", "constraint public.order_lines.order_lines_order_id_fkey");
    }

    @Test
    void anIndexThatLacksRows() throws SQLException {
        String copy = copy();
        String index = "indexrelid = 'public.orders_customer'::regclass";
        server.run(
                copy,
                "update pg_index set indisready = false, indisvalid = false where " + index,
                "insert into public.orders select n, 'unseen', 0 from generate_series(20001, 20005) n",
                "update pg_index set indisready = true, indisvalid = true where " + index);

        failed(validate(copy), "restore.integrity", "index public.orders_customer");
    }

    @Test
    void anIndexWithADamagedPage() throws SQLException, IOException {
        String copy = copy();
        server.damage(copy, "public.orders_customer", 3 * 8192 + 24, 4096);

        failed(validate(copy), "restore.integrity", "index public.orders_customer");
    }

    @Test
    void aTableWithADamagedRow() throws SQLException, IOException {
        String copy = copy();
        server.damage(copy, "public.order_lines", 8192 + 8192 - 64, 40);

        List<Finding> findings = validate(copy);

        assertThat(findings.get(5).verdict()).as(findings.get(5).toString()).isEqualTo(Verdict.FAILED);
        assertThat(findings.get(5).summary()).contains("table public.order_lines");
    }

    @Test
    void aTableWithADamagedPageHeader() throws SQLException, IOException {
        String copy = copy();
        server.damage(copy, "public.order_lines", 8192, 24);

        List<Finding> findings = validate(copy);

        assertThat(findings.get(3).verdict()).as(findings.get(3).toString()).isEqualTo(Verdict.FAILED);
        assertThat(findings.get(3).summary()).contains("damaged data").contains("public.order_lines");
        assertThat(findings.get(5).verdict()).as(findings.get(5).toString()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aStaleCopy() throws SQLException {
        String copy = copy();

        failed(
                trial.validate(copy, beat().plus(Duration.ofHours(3)), Known.NOTHING),
                "restore.freshness",
                "is 3 h 0 min older than the moment that was asked for");
    }

    @Test
    void aCopyOlderThanWhatWasSeenOfItsSource() throws SQLException {
        String copy = copy();
        Known known = new Known(Optional.of(beat().plusSeconds(30)), Optional.empty(), List.of());

        failed(trial.validate(copy, beat().plusSeconds(60), known), "restore.freshness", "that the copy lacks");
    }

    @Test
    void aCopyThatGoesOnBeatingByItself() throws SQLException {
        String copy = copy();
        server.run(copy, "select dr.beat('labelmint-production', 'orders-db')");

        failed(
                trial.validate(copy, beat().minus(Duration.ofMinutes(20)), Known.NOTHING).stream()
                        .filter(finding -> !finding.check().equals("restore.rows"))
                        .toList(),
                "restore.freshness",
                "later than the moment that was asked for");
    }

    @Test
    void theWrongDatabase() throws SQLException {
        String copy = copy();
        server.run(copy, "update dr.heartbeat set estate = 'labelmint-staging'");

        List<Finding> findings = validate(copy);

        assertThat(findings)
                .filteredOn(finding -> !finding.green())
                .extracting(Finding::check)
                .containsExactly("restore.identity", "restore.freshness");
        assertThat(findings.get(1).summary()).contains("of orders-db of labelmint-staging, and not of");
    }

    @Test
    void anotherClusterThatSaysItIsThisOne() throws SQLException {
        String copy = copy();
        Known known = new Known(Optional.empty(), Optional.of("7000000000000000001"), List.of());

        failed(
                trial.validate(copy, beat().plusSeconds(60), known),
                "restore.identity",
                "another system identifier than the source");
    }

    @Test
    void aDatabaseThatWasNeverWritten() throws SQLException {
        String copy = copy();
        server.run(copy, "drop schema dr cascade");

        List<Finding> findings = validate(copy);

        assertThat(findings)
                .filteredOn(finding -> !finding.green())
                .extracting(Finding::check, Finding::verdict)
                .containsExactly(
                        tuple("restore.identity", Verdict.FAILED),
                        tuple("restore.schema", Verdict.NOT_TESTED),
                        tuple("restore.rows", Verdict.NOT_TESTED),
                        tuple("restore.freshness", Verdict.FAILED));
    }

    @Test
    void aMissingRole() throws SQLException {
        String copy = copy();
        server.run("postgres", "drop role reporting");
        try {
            failed(validate(copy), "restore.roles", "lacks the role reporting");
        } finally {
            server.run("postgres", "create role reporting");
        }
    }

    @Test
    void aDeclaredAnswerThatDiffersIsToldByItsHashOnly() throws SQLException {
        String copy = copy();
        server.run(
                copy,
                "update public.orders set total = -7 where id = 8",
                "update public.orders set total = 15" + " where id = 9");

        List<Finding> findings = validate(copy);

        failed(findings, "restore.queries", "no-negative-totals was not answered with \"0\"");
        assertThat(findings.get(6).facts().get("query.no-negative-totals")).startsWith("SHA-256 6b86b273ff34fce1");
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        List<Finding> findings = trial.validate("none", beat(), Known.NOTHING);

        assertThat(findings.get(0).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(findings.get(0).summary()).contains("has no database none");
        assertThat(findings).hasSize(8).noneMatch(Finding::green);
    }
}
