package io.labelmint.dr.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.labelmint.dr.Problem;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes a pack as somebody does who knows the manifest and makes a fitting one afterwards. */
class ForgeryTest {
    private static final OperationId BACKUP = new OperationId("backup-orders-db-20261122");

    private final EvidenceVerification verification = new EvidenceVerification(SampleRun.JSON, SampleRun.VERSION);

    @TempDir
    private Path folder;

    private Path pack;
    private String written;

    @BeforeEach
    void write() throws IOException {
        pack = SampleRun.small(folder.resolve("ledgers")).pack().writeTo(folder.resolve("evidence"));
        written = Files.readString(pack.resolve("evidence.json"));
    }

    @Test
    void aFindingTurnedGreenContradictsTheLedger() throws IOException {
        forge("evidence.json", "\"verdict\":\"FAILED\"", "\"verdict\":\"PASSED\"");

        assertThat(flaws())
                .contains(new Flaw(
                        "evidence.json",
                        "findings/1/verdict",
                        "it says \"PASSED\", but ledgers/" + SampleRun.RUN + ".jsonl says \"FAILED\""));
    }

    @Test
    void aChangedHeadOrResultContradictsTheLedger() throws IOException {
        forge("evidence.json", "\"planDigest\":", "\"problems\":[\"none\"],\"planDigest\":");
        assertThat(flaws()).anyMatch(flaw -> flaw.what().contains("canonical"));

        write("evidence.json", written);
        forge("evidence.json", "\"ledgerHead\":\"", "\"ledgerHead\":\"0");
        assertThat(flaws()).anyMatch(flaw -> flaw.where().equals("operations/0/ledgerHead"));
    }

    @Test
    void aRehearsalCannotBecomeReal() throws IOException {
        pack = SampleRun.empty(folder.resolve("rehearsed"), RunKind.REHEARSAL)
                .store("orders-db", "PostgreSQL", 3600, 14_400)
                .backup("orders-db")
                .finding(SampleRun.age("postgres.backup-age", "orders-db", 60, 3600))
                .pack()
                .writeTo(folder.resolve("rehearsals"));

        forge("evidence.json", "\"kind\":\"REHEARSAL\"", "\"kind\":\"REAL\"");

        assertThat(flaws())
                .filteredOn(flaw -> flaw.where().equals("kind"))
                .extracting(Flaw::what)
                .containsExactly(
                        "it says REAL, but ledgers/" + BACKUP + ".jsonl says REHEARSAL",
                        "it says REAL, but ledgers/" + SampleRun.RUN + ".jsonl says REHEARSAL");
    }

    @Test
    void aLineChangedInALedgerBreaksItsChain() throws IOException {
        forge("ledgers/" + BACKUP + ".jsonl", "\"phase\":\"creating\"", "\"phase\":\"creative\"");

        assertThat(flaws())
                .contains(new Flaw(
                        "ledgers/" + BACKUP + ".jsonl",
                        "line 4",
                        "the chain breaks: its hash does not match its content"));
    }

    @Test
    void aLedgerWithoutItsEndDoesNotReachTheHead() throws IOException {
        Path ledger = pack.resolve("ledgers/" + BACKUP + ".jsonl");
        List<String> lines = Files.readAllLines(ledger);
        write("ledgers/" + BACKUP + ".jsonl", String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");

        assertThat(flaws()).anyMatch(flaw -> flaw.where().equals("operations/0/ledgerHead"));
        assertThat(flaws()).anyMatch(flaw -> flaw.where().equals("operations/0/result"));
    }

    @Test
    void anotherLedgerOfTheSameOperationIsNotTheOneTheRunRecorded() throws IOException {
        String ledger = "ledgers/" + BACKUP + ".jsonl";
        swap(SampleRun.empty(folder.resolve("other"), RunKind.REAL)
                .store("orders-db", "PostgreSQL", 3600, 14_400)
                .failedBackup("orders-db"));

        assertThat(flaws()).anySatisfy(flaw -> {
            assertThat(flaw.file()).isEqualTo(ledger);
            assertThat(flaw.what()).contains("another ledger").contains("line 2 of ledgers/" + SampleRun.RUN);
        });
    }

    @Test
    void anOlderStateOfALedgerIsFoundAndNamedEvenWhenEverythingElseIsMadeToFit() throws IOException {
        String ledger = "ledgers/" + BACKUP + ".jsonl";
        List<String> lines = Files.readAllLines(pack.resolve(ledger));
        String head = lines.get(lines.size() - 1).replaceFirst(".*\"hash\":\"([0-9a-f]+)\".*", "$1");
        String older = lines.get(lines.size() - 2).replaceFirst(".*\"hash\":\"([0-9a-f]+)\".*", "$1");
        Files.writeString(pack.resolve(ledger), String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
        forge("evidence.json", head, older);

        assertThat(flaws()).anySatisfy(flaw -> {
            assertThat(flaw.file()).isEqualTo(ledger);
            assertThat(flaw.what()).contains("older").contains(head);
        });
    }

    @Test
    void anOperationLeftOutOfTheEvidenceIsMissed() throws IOException {
        Files.delete(pack.resolve("ledgers/" + BACKUP + ".jsonl"));
        JsonNode tree = SampleRun.JSON.read(written, JsonNode.class);
        ((ObjectNode) tree).putArray("operations");
        write("evidence.json", SampleRun.JSON.canonical(tree));

        assertThat(flaws())
                .contains(new Flaw(
                        "evidence.json",
                        "operations",
                        "it leaves out " + BACKUP + ", which ran by line 2 of ledgers/" + SampleRun.RUN + ".jsonl"));
    }

    @Test
    void whatTheRunDidNotRunIsNotItsOwn() throws IOException {
        SampleRun more = SampleRun.small(folder.resolve("more")).backup("users-db");
        String foreign = more.evidence().operations().get(1).id().value();
        JsonNode tree = SampleRun.JSON.read(written, JsonNode.class);
        ((ArrayNode) tree.get("operations"))
                .add(SampleRun.JSON.tree(more.evidence().operations().get(1)));
        Files.copy(
                folder.resolve("more").resolve(foreign + ".jsonl"),
                pack.resolve("ledgers").resolve(foreign + ".jsonl"));
        write("evidence.json", SampleRun.JSON.canonical(tree));

        assertThat(flaws())
                .contains(new Flaw(
                        "evidence.json",
                        "operations",
                        "by ledgers/" + SampleRun.RUN + ".jsonl, " + foreign + " did not run"));
    }

    @Test
    void anOperationThatWentOnAfterTheRunIsIntactAndSaidSo() throws IOException {
        SampleRun run = SampleRun.empty(folder.resolve("went-on"), RunKind.REAL)
                .store("orders-db", "PostgreSQL", 3600, 14_400)
                .openBackup("orders-db")
                .finding(SampleRun.age("postgres.backup-age", "orders-db", 60, 3600));
        run.evidence();
        Path wentOn = run.goneOn("orders-db").pack().writeTo(folder.resolve("written-later"));

        var result = verification.verify(wentOn);

        assertThat(result.flaws()).isEmpty();
        assertThat(result.remarks())
                .singleElement()
                .asString()
                .contains(BACKUP + " went on")
                .contains("after line 3");
    }

    @Test
    void aReportThatSaysSomethingElseIsFound() throws IOException {
        forge("report.html", "The copy is not there.", "The copy is there now.");

        assertThat(flaws()).singleElement().satisfies(flaw -> {
            assertThat(flaw.file()).isEqualTo("report.html");
            assertThat(flaw.where()).matches("line \\d+, byte \\d+");
            assertThat(flaw.what()).contains("not what evidence.json renders to");
        });
    }

    @Test
    void aReportOfAnotherVersionIsNotComparedAndThatIsSaid() throws IOException {
        var other = new EvidenceVerification(SampleRun.JSON, "9.9").verify(pack);

        assertThat(other.intact()).isTrue();
        assertThat(other.remarks()).singleElement().asString().contains("9.9").contains(SampleRun.VERSION);
    }

    @Test
    void whatWasGivenUpByItsPlanOrLeftOutByAPersonIsNoFlaw() {
        Problem over = Problem.of("action.budget-over", "It was not done within 60 s.", "Look at it later.");

        assertThat(flawsOf("given-up", step -> List.of(new Fact.Settled(step, false, Facts.NONE, Optional.of(over)))))
                .isEmpty();
        assertThat(flawsOf("left-out", step -> List.of(new Fact.Skipped(step, "ann", "its cables are cut"))))
                .isEmpty();
    }

    @Test
    void whatNeverEndedIsAFlawAlthoughItMightHaveBeenGivenUp() {
        assertThat(flawsOf("never-begun", step -> List.of()))
                .extracting(Flaw::what)
                .containsExactly("it says that the operation succeeded, but not that every action was done");
        assertThat(flawsOf("under-way", step -> List.of(new Fact.Intended(step))))
                .extracting(Flaw::what)
                .containsExactly("it says that the operation succeeded, but not that every action was done");
    }

    private List<Flaw> flawsOf(String name, Function<ActionId, List<Fact>> step) {
        Path place = SampleRun.empty(folder.resolve(name), RunKind.REAL)
                .store("orders-db", "PostgreSQL", 3600, 14_400)
                .withBudget("orders-db", step)
                .pack()
                .writeTo(folder.resolve(name + "-evidence"));
        return verification.verify(place).flaws();
    }

    @Test
    void aLedgerTakenOutOrPutInIsMissed() throws IOException {
        String ledger = "ledgers/" + BACKUP + ".jsonl";
        Path kept = Files.move(pack.resolve(ledger), folder.resolve("kept"));
        remake();
        assertThat(flaws()).contains(new Flaw(ledger, "", "it belongs to the pack and is not listed in the manifest"));

        Files.move(kept, pack.resolve(ledger));
        Files.copy(pack.resolve(ledger), pack.resolve("ledgers/backup-users-db-20261122.jsonl"));
        remake();
        assertThat(flaws())
                .contains(
                        new Flaw("ledgers/backup-users-db-20261122.jsonl", "", "evidence.json knows no such operation"))
                .anyMatch(flaw -> flaw.where().equals("line 1"));
    }

    @Test
    void anotherEstateIsNotTheOneTheRunWasMadeFor() throws IOException {
        forge("estate.yaml", "production", "staging");

        assertThat(flaws()).anyMatch(flaw -> flaw.file().equals("estate.yaml"));
    }

    @Test
    void missingUnknownAndStrangeContentIsFoundAndStopsNothing() throws IOException {
        String evidence = written;
        for (String content : List.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"schema\":\"io.labelmint.dr/evidence/1\"}",
                evidence.replace("\"schema\":\"io.labelmint.dr/evidence/2\"", "\"schema\":\"other/2\""),
                evidence.replaceFirst("\"actor\":\"[^\"]*\",", ""),
                evidence.replaceFirst("\\{", "{\"aa\":1,"),
                evidence.replaceFirst("\"run\":\"[^\"]*\"", "\"run\":\"../x\""),
                evidence + "\n",
                evidence.replace("jenkins", "jenk\u0000ins"))) {
            write("evidence.json", content);
            assertThat(flaws()).as(content).anyMatch(flaw -> flaw.file().equals("evidence.json"));
        }
        write("evidence.json", evidence);
        for (String content : List.of("", "\n", "null\n", "{}\n", "\uFFFD")) {
            write("ledgers/" + BACKUP + ".jsonl", content);
            assertThat(flaws()).as(content).anyMatch(flaw -> flaw.file().equals("ledgers/" + BACKUP + ".jsonl"));
        }
    }

    /** Puts the ledger of another run's backup in the place of the one in the pack. */
    private void swap(SampleRun other) throws IOException {
        write("ledgers/" + BACKUP + ".jsonl", other.ledgers().get(BACKUP));
    }

    private List<Flaw> flaws() {
        return verification.verify(pack).flaws();
    }

    private void forge(String file, String written, String forged) throws IOException {
        String content = Files.readString(pack.resolve(file));
        assertThat(content).contains(written);
        write(file, content.replace(written, forged));
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(pack.resolve(file), content);
        remake();
    }

    /** Makes the manifest that fits what is there, and the seal that fits the manifest; but the key, nobody here has. */
    private void remake() throws IOException {
        Seal seal = SampleRun.JSON.read(Files.readString(pack.resolve(Seal.FILE)), Seal.class);
        Files.delete(pack.resolve(Manifest.FILE));
        for (String file : SealReading.FILES) {
            Files.deleteIfExists(pack.resolve(file));
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(pack)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(pack.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        String manifest = new String(Manifest.of(files).bytes(), StandardCharsets.UTF_8);
        Files.writeString(pack.resolve(Manifest.FILE), manifest);
        Seal forged = new Seal(
                seal.schema(),
                seal.estate(),
                seal.kind(),
                seal.chain(),
                seal.sequence(),
                seal.previous(),
                seal.previousSignature(),
                seal.run(),
                Json.sha256(manifest),
                seal.began(),
                seal.ended(),
                seal.at(),
                Optional.empty(),
                Optional.empty());
        Files.writeString(pack.resolve(Seal.FILE), SampleRun.JSON.canonical(forged));
    }
}
