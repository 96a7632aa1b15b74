package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Validation.Heartbeat;
import io.labelmint.dr.estate.Validation.Probe;
import io.labelmint.dr.estate.Validation.Query;
import io.labelmint.dr.estate.Validation.Table;
import io.labelmint.dr.estate.Validation.Tls;
import io.labelmint.dr.estate.yaml.Choice;
import io.labelmint.dr.estate.yaml.Flag;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Share;
import io.labelmint.dr.estate.yaml.Span;
import io.labelmint.dr.estate.yaml.WholeNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** The keys of the validation of a restored database. */
final class ValidationKeys {
    static final Key<Probe> PROBE = Key.defaulted(
            "probe", Choice.of(Probe.class), Probe.DIRECT, "From where the copy is asked: from here, or by a task.");
    static final Key<String> DATABASE =
            Key.required("database", SqlWords.NAME.like("orders"), "Name of the database to connect to.");
    static final Key<String> USER =
            Key.required("user", SqlWords.NAME.like("dr_probe"), "Role that asks; it only needs to read.");
    static final Key<Section> PASSWORD = Key.required(
            "password",
            SecretKeys.reference("labelmint-dr-probe", "DR_PROBE_PASSWORD", "/run/secrets/dr-probe"),
            "Where its password is kept; never the password itself.");
    static final Key<Tls> TLS = Key.defaulted(
            "tls",
            Choice.of(Tls.class),
            Tls.VERIFY_FULL,
            "How the server proves who it is: by name, or by authority only where a tunnel changes the name.");
    static final Key<String> CA_BUNDLE = Key.optional(
            "caBundle",
            Words.SECRET_FILE.like("/etc/ssl/certs/rds-global-bundle.pem"),
            "File with the certificate authorities of RDS; no Java trusts them by itself.");

    static final Key<String> TABLE = Key.required("name", SqlWords.TABLE, "Schema and table.");
    static final Key<Integer> MIN_ROWS = Key.optional(
            "minRows",
            WholeNumber.between(0, Integer.MAX_VALUE),
            "The least rows it must have, whatever the source says.");
    static final Key<BigDecimal> TOLERANCE = Key.defaulted(
            "tolerance",
            Share.SHARE,
            new BigDecimal("0.01"),
            "Share by which rows and sum may differ from what the source counted last.");
    static final Key<String> SUM = Key.optional("sum", SqlWords.NAME.like("total"), "A numeric column to add up.");
    static final Key<List<Listed<Section>>> TABLES = Key.list(
            "tables", Mapping.of(TABLE, MIN_ROWS, TOLERANCE, SUM), "Tables that are read in full and counted.");

    static final Key<List<Listed<String>>> ROLES =
            Key.list("roles", SqlWords.NAME.like("orders_app"), "Roles that must exist.");
    static final Key<List<Listed<String>>> EXTENSIONS =
            Key.list("extensions", SqlWords.NAME.like("pgcrypto"), "Extensions that must be installed.");
    static final Key<Boolean> AMCHECK = Key.defaulted(
            "amcheck", new Flag(), true, "Whether the extension amcheck reads and checks heaps and indexes.");

    static final Key<Duration> MAX_AGE = Key.defaulted(
            "maxAge",
            Span.SPAN,
            Duration.ofMinutes(5),
            "How far the last beat in the copy may lie before the moment it was restored to.");
    static final Key<Section> WRITER = Key.optional(
            "writer",
            Mapping.of(
                    USER.like(SqlWords.NAME.like("dr_heartbeat")),
                    PASSWORD.like(SecretKeys.reference(
                            "labelmint-dr-heartbeat", "DR_HEARTBEAT_PASSWORD", "/run/secrets/dr-heartbeat"))),
            "The role a watch has it written as; leave it out where pg_cron writes it.");
    static final Key<Section> HEARTBEAT = Key.optional(
            "heartbeat",
            Mapping.of(MAX_AGE, WRITER),
            "The heartbeat the source writes into itself. Write {} for the defaults.");

    static final Key<String> QUERY_NAME =
            Key.required("name", Words.ID.like("no-negative-totals"), "What reports call it.");
    static final Key<String> SQL = Key.required("sql", SqlWords.SELECT, "One SELECT of one value.");
    static final Key<String> EXPECT = Key.required("expect", SqlWords.VALUE, "The value as text; it may be reported.");
    static final Key<List<Listed<Section>>> QUERIES = Key.list(
            "queries", Mapping.of(QUERY_NAME, SQL, EXPECT), "Questions with known answers, asked of every copy.");

    static final Key<Duration> TIME_LIMIT =
            Key.defaulted("timeLimit", Span.SPAN, Duration.ofMinutes(10), "The longest all of it may take.");

    static final Key<Section> VALIDATION = Key.optional(
            "validation",
            Mapping.of(
                    PROBE,
                    DATABASE,
                    USER,
                    PASSWORD,
                    TLS,
                    CA_BUNDLE,
                    TABLES,
                    ROLES,
                    EXTENSIONS,
                    AMCHECK,
                    HEARTBEAT,
                    QUERIES,
                    TIME_LIMIT,
                    TaskKeys.TASK),
            "What must be true inside a restored copy; without it a restore proves only that it starts.");

    private ValidationKeys() {}

    static Validation build(Section validation) {
        return new Validation(
                validation.require(PROBE),
                validation.require(DATABASE),
                validation.require(USER),
                SecretKeys.build(validation.require(PASSWORD)).orElseThrow(),
                validation.require(TLS),
                validation.get(CA_BUNDLE),
                validation.items(TABLES).stream()
                        .map(table -> new Table(
                                table.require(TABLE),
                                table.get(MIN_ROWS).map(Integer::longValue),
                                table.require(TOLERANCE),
                                table.get(SUM)))
                        .toList(),
                validation.items(ROLES),
                validation.items(EXTENSIONS),
                validation.require(AMCHECK),
                validation
                        .get(HEARTBEAT)
                        .map(heartbeat -> new Heartbeat(
                                heartbeat.require(MAX_AGE),
                                heartbeat
                                        .get(WRITER)
                                        .map(writer -> new Validation.Writer(
                                                writer.require(USER),
                                                SecretKeys.build(writer.require(PASSWORD))
                                                        .orElseThrow())))),
                validation.items(QUERIES).stream()
                        .map(query -> new Query(query.require(QUERY_NAME), query.require(SQL), query.require(EXPECT)))
                        .toList(),
                validation.require(TIME_LIMIT),
                validation.get(TaskKeys.TASK).map(TaskKeys::build));
    }
}
