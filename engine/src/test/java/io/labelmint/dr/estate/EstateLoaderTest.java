package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.labelmint.dr.estate.yaml.Mistake;
import io.labelmint.dr.estate.yaml.MistakesException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the file: what is read, what is refused, and where a mistake is placed. */
class EstateLoaderTest {
    @TempDir
    Path folder;

    private Mistake mistakeIn(byte[] bytes) throws IOException {
        return mistakeAt(Files.write(folder.resolve("estate.yaml"), bytes));
    }

    private static Mistake mistakeAt(Path file) {
        MistakesException e = catchThrowableOfType(MistakesException.class, () -> EstateLoader.load(file));
        assertThat(e.mistakes()).hasSize(1);
        assertThat(e.mistakes().get(0).file()).isEqualTo(file.toString());
        return e.mistakes().get(0);
    }

    @Test
    void aFileThatIsNotThereOrIsNoFileIsAMistake() {
        assertThat(mistakeAt(folder.resolve("none.yaml")).code()).isEqualTo("estate.no-file");
        assertThat(mistakeAt(folder).code()).isEqualTo("estate.not-a-file");
    }

    @Test
    void bytesThatAreNotUtf8AreToldAtTheirPlace() throws IOException {
        Mistake mistake = mistakeIn("project: acme\nname: \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mistake.code()).isEqualTo("estate.not-utf-8");
        assertThat(mistake.line()).isEqualTo(2);
        assertThat(mistake.column()).isEqualTo(7);
    }

    @Test
    void aByteOrderMarkIsRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("estate.yaml"), "\uFEFF" + Example.minimal().text());

        assertThat(EstateLoader.load(file).project()).isEqualTo("acme");
    }

    @Test
    void windowsLineEndingsAreReadAndCounted() {
        Example windows = new Example(Example.minimal().text().replace("\n", "\r\n"));

        assertThat(windows.load().project()).isEqualTo("acme");
        Example wrong = windows.with("rpo: 24h", "rpo: soon");
        assertThat(wrong.mistake().line()).isEqualTo(Example.minimal().lineOf("rpo: 24h"));
    }

    @Test
    void aLargeFileIsRefusedBeforeItIsParsed() throws IOException {
        assertThat(mistakeIn(new byte[(1 << 20) + 1]).code()).isEqualTo("estate.too-large");
        assertThat(mistakeIn("\u00e9".repeat((1 << 19) + 1).getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo("estate.too-large");
        assertThat(new Example("#".repeat((1 << 20) + 1)).mistake().code()).isEqualTo("estate.too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing yet\n", "---\n", "\uFEFF"})
    void anEmptyFileSaysHowToStart(String text) {
        Mistake mistake = new Example(text).mistake();

        assertThat(mistake.code()).isEqualTo("estate.empty");
        assertThat(mistake.line()).isEqualTo(1);
        assertThat(mistake.fix()).contains("examples/minimal.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "'a: [b', estate.yaml-syntax",
        "'a: b: c', estate.yaml-syntax",
        "'%YAML 3.0\n---\na: b', estate.yaml-syntax",
        "'a: *b', estate.alias",
        "'a: &x b\nb: *x', estate.alias",
        "'a: !!int 3', estate.tag",
        "'a: !java.net.URL [x]', estate.tag",
        "'a: b\n---\na: b', estate.second-document",
        "'a: \u0000', estate.unprintable",
        "'[a]', estate.wrong-type",
        "'word', estate.wrong-type"
    })
    void whatIsNotPlainYamlIsAMistake(String text, String code) {
        assertThat(new Example(text).codes()).containsOnly(code);
    }

    @Test
    void bombsAreRefusedWithoutExploding() {
        StringBuilder laughs = new StringBuilder("a: &a [lol, lol]\n");
        for (char c = 'b'; c < 'z'; c++) {
            char before = (char) (c - 1);
            laughs.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [*")
                    .append(before)
                    .append(", *")
                    .append(before)
                    .append("]\n");
        }
        assertThat(new Example(laughs.toString()).codes()).containsOnly("estate.alias");
        assertThat(new Example("[".repeat(100_000)).mistakes()).isNotEmpty();
        assertThat(new Example("a: " + "[".repeat(25) + "]".repeat(25)).codes()).containsExactly("estate.too-deep");
        assertThat(new Example("- ".repeat(100_000)).mistakes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hooks.slack.com/x ", "key: x\n", "- ", "? ", "[a, ", "{a: ", "'", "a", "aA1", "x://a:", "\r"})
    void aHostileFileCostsSeconds(String piece) {
        Example hostile = new Example(piece.repeat((1 << 20) / piece.length()));

        assertTimeout(
                Duration.ofSeconds(20), () -> assertThat(hostile.mistakes()).isNotEmpty());
    }

    @Test
    void aFileThatIsWrongInAMillionPlacesIsNotReadToItsEnd() {
        assertThat(Example.minimal()
                        .with("caches:", "buckets: [" + "{},".repeat(50_000) + "]\n\ncaches:")
                        .mistakes())
                .hasSize(1000);
        assertThat(new Example("- &a x\n".repeat(100_000)).mistakes()).hasSize(1000);
    }

    @Test
    void moreValuesThanAnEstateHasAreNotReadEither() {
        assertThat(new Example("project: [" + "a,".repeat(300_000) + "]").codes())
                .containsExactly("estate.too-large");
    }

    @Test
    void tensOfThousandsOfNamesThatLeadNowhereCostSeconds() {
        StringBuilder text = new StringBuilder(
                "project: acme\nenvironment: production\nregions: { primary: us-east-1, dr: us-west-2 }\nbuckets:\n");
        for (int i = 0; i < 3_000; i++) {
            text.append("- {id: aI, bucket: here-I, replica: there-I, objectives: {rpo: 1d, rto: 4h}}\n"
                    .replace("I", String.valueOf(100_000 + i)));
        }
        text.append("services:\n- {id: web, needs: [");
        for (int i = 0; i < 20_000; i++) {
            text.append('b').append(200_000 + i).append(',');
        }
        Example hostile = new Example(text.append("]}\n").toString());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean(); // a busy machine is no slow program

        long before = threads.getCurrentThreadCpuTime();
        assertThat(hostile.mistakes()).hasSize(1000);
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsPlace() {
        Example example = Example.minimal()
                .with("environment: production", "enviroment: production")
                .with("dr: us-west-2", "dr: us-esat-2")
                .with("snapshots: { every: 6h }", "snapshots: { every: 1h }")
                .with("rpo: 1h, rto: 4h", "rpo: 1h, rto: later");

        assertThat(example.mistakes())
                .extracting(Mistake::toString)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("estate.yaml:5:1: The file lacks the key environment.")
                                .contains("Add environment: production."),
                        second -> assertThat(second)
                                .startsWith("estate.yaml:6:1: ")
                                .contains("Did you mean environment?"),
                        third -> assertThat(third)
                                .startsWith("estate.yaml:7:36: ")
                                .contains("did you mean us-east-2?"),
                        fourth -> assertThat(fourth)
                                .startsWith("estate.yaml:13:33: ")
                                .contains("\"later\""),
                        fifth -> assertThat(fifth)
                                .startsWith("estate.yaml:18:25: ")
                                .contains("20 manual ones"));
    }

    @ParameterizedTest
    @CsvSource({
        "instance:, instnace:, instance",
        "replicationGroup:, replication_group:, replicationGroup",
        "replicatedBackups:, replicateBackups:, replicatedBackups",
        "objectives:, Objectives:, objectives"
    })
    void anUnknownKeyNamesTheNearest(String key, String slip, String nearest) {
        assertThat(Example.minimal().with(key, slip).mistakes())
                .filteredOn(mistake -> mistake.code().equals("estate.unknown-key"))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.fix()).isEqualTo("Did you mean " + nearest + "?"));
    }

    @Test
    void aKeyInTheWrongPlaceIsSentHome() {
        assertThat(Example.minimal().plus("rpo: 1h\n").mistake().fix())
                .isEqualTo("It belongs in objectives; look at the indentation.");
        assertThat(Example.minimal().plus("banana: 1\n").mistake().fix())
                .startsWith("Use one of project, environment,");
    }

    @Test
    void aDuplicateKeySaysWhereTheFirstIs() {
        Mistake mistake = Example.minimal().plus("project: other\n").mistake();

        assertThat(mistake.code()).isEqualTo("estate.duplicate-key");
        assertThat(mistake.line()).isEqualTo(20);
        assertThat(mistake.summary()).contains("in line 5");
    }

    @Test
    void aMissingKeySaysWhichAndShowsAValue() {
        Mistake mistake = Example.minimal()
                .without("    instance: acme-production-orders       # the RDS DB instance identifier\n")
                .mistake();

        assertThat(mistake.code()).isEqualTo("estate.missing-key");
        assertThat(mistake.summary()).isEqualTo("databases[0] lacks the key instance.");
        assertThat(mistake.fix()).isEqualTo("Add instance: labelmint-production-orders.");
        assertThat(mistake.problem().facts()).containsEntry("key", "databases[0]");
    }

    @ParameterizedTest
    @CsvSource({
        "pitrDays: 35, pitrDays: '\"35\"', estate.wrong-type",
        "pitrDays: 35, pitrDays: 35.5, estate.wrong-type",
        "pitrDays: 35, pitrDays: 0x23, estate.wrong-type",
        "pitrDays: 35, pitrDays: 99999999999999999999999, estate.out-of-range",
        "pitrDays: 35, pitrDays: , estate.no-value",
        "locked: true, locked: yes, estate.wrong-type",
        "locked: true, locked: '\"true\"', estate.wrong-type",
        "'account: \"123456789012\"', account: 123456789012, estate.needs-quotes",
        "ttl: 60s, ttl: 60, estate.wrong-value",
        "ttl: 60s, ttl: 0s, estate.wrong-value",
        "confirmed: 2026-10-01, confirmed: 2026-02-30, estate.wrong-value",
        "via: rds-snapshot, via: rds-snapshots, estate.wrong-value",
        "slackWebhook: { jenkins: labelmint-slack-webhook }, slackWebhook: {}, estate.not-one-key",
        "slackWebhook: { jenkins: labelmint-slack-webhook }, slackWebhook: SLACK, estate.wrong-type"
    })
    void aValueOfAnotherTypeIsAMistakeAtTheValue(String right, String wrong, String code) {
        Mistake mistake = Example.production().with(right, wrong).mistake();

        assertThat(mistake.code()).isEqualTo(code);
        assertThat(mistake.line()).isEqualTo(Example.production().lineOf(right));
    }

    @Test
    void aSecretIsKeptInOnePlace() {
        Mistake mistake = Example.production()
                .with("{ jenkins: labelmint-slack-webhook }", "{ jenkins: slack, file: /run/secrets/slack }")
                .mistake();

        assertThat(mistake.code()).isEqualTo("estate.not-one-key");
        assertThat(mistake.summary()).contains("exactly one of the keys jenkins, environment, file, not 2");
    }

    @ParameterizedTest
    @CsvSource({"60s,60", "1m,60", "1m30s,90", "2m,120", "PT1M,60", "PT90S,90"})
    void durationsAreReadAsPeopleWriteThem(String written, long seconds) {
        Estate estate = Example.production().with("ttl: 60s", "ttl: " + written).load();

        assertThat(estate.records().get(0).ttl()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theExceptionPrintsAScreenfulAndKeepsAll() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            many.append("key").append(i).append(": x\n");
        }
        MistakesException e =
                catchThrowableOfType(MistakesException.class, () -> EstateLoader.parse(many.toString(), "estate.yaml"));

        assertThat(e.mistakes()).hasSizeGreaterThan(200);
        assertThat(e.getMessage().lines().count()).isEqualTo(51);
        assertThat(e.getMessage()).endsWith(" more mistakes.");
    }
}
