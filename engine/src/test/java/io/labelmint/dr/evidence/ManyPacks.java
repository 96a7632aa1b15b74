package io.labelmint.dr.evidence;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.evidence.Evidence.Subject;
import io.labelmint.dr.job.Version;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Packs of runs of an estate over the years, each with a ledger, a report and a seal of its own, for who looks through many. */
public final class ManyPacks {
    private static final String ESTATE = "acme-production";
    private static final String DECLARED = "estate: acme\nenvironment: production\n";
    private static final DateTimeFormatter SLOT =
            DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Json json;
    private final Signer key;
    private final Map<RunKind, Seal> last = new EnumMap<>(RunKind.class);
    private final Map<RunKind, String> signatures = new EnumMap<>(RunKind.class);
    private final Map<OperationId, Seal> ofRun = new TreeMap<>();

    /** None yet, in {@code folder}. */
    public ManyPacks(Path folder, Json json) {
        this.folder = folder;
        this.json = json;
        this.key = new SampleKey(SigningAlgorithm.ECDSA_SHA_256);
    }

    /** One more run of {@code job}; its folder. The same job at the same minute is the same run again. */
    public Path run(String job, Instant began, RunKind kind, boolean green) throws IOException {
        OperationId run = OperationId.scheduled(ESTATE, job, ESTATE, SLOT.format(began));
        VirtualTimeline timeline = new VirtualTimeline(began);
        MemoryLedgers ledgers = new MemoryLedgers(timeline, json);
        History history;
        Finding finding = finding(green);
        try (Ledger ledger = ledgers.open(run, "a test")) {
            ledger.append(new Fact.Opened(
                    kind,
                    job + " of acme",
                    ESTATE,
                    Json.sha256(DECLARED),
                    "a test",
                    new TreeMap<>(Map.of("job", job)),
                    Optional.empty(),
                    Optional.empty()));
            ledger.append(new Fact.Found(List.of(finding)));
            ledger.append(new Fact.Closed(green));
            history = ledger.history();
        }
        Evidence evidence = new Evidence(
                Evidence.SCHEMA,
                run,
                kind,
                job + " of acme",
                ESTATE,
                Json.sha256(DECLARED),
                new Regions("us-east-1", "us-west-2"),
                "a test",
                Version.CURRENT,
                history.begin(),
                history.end(),
                List.of(new Subject("orders-db", "PostgreSQL", 3600, 14400)),
                List.of(),
                List.of(finding));
        EvidencePack pack =
                EvidencePack.of(evidence, Map.of(run, ledgers.text(run).orElseThrow()), DECLARED, json);
        return write(run, pack.with(seal(evidence, pack), json));
    }

    /** Hash of the last seal of real runs. */
    public String head() {
        return last.get(RunKind.REAL).hash(json);
    }

    private SealedText seal(Evidence evidence, EvidencePack pack) {
        RunKind chain = evidence.kind().chain();
        Optional<Seal> before = Optional.ofNullable(last.get(chain));
        Seal seal = new Seal(
                Seal.SCHEMA,
                ESTATE,
                chain,
                before.map(some -> some.chainId(json)),
                before.map(Seal::sequence).orElse(0L) + 1,
                before.map(some -> some.hash(json)),
                Optional.ofNullable(signatures.get(chain)),
                evidence.run(),
                pack.digest(),
                evidence.started(),
                evidence.ended(),
                evidence.ended(),
                Optional.of(key.key()),
                Optional.ofNullable(ofRun.get(evidence.run())).filter(older -> older.kind() == chain));
        last.put(chain, seal);
        ofRun.put(evidence.run(), seal);
        byte[] text = json.canonical(seal).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        SealedText entry = new SealedText(seal, Optional.of(SealedText.Signed.of(key.publicKey(), key.sign(text))));
        signatures.put(chain, entry.signatureHash().orElseThrow());
        return entry;
    }

    /** Not forced to the disk, as a real pack is: there may be tens of thousands. */
    private Path write(OperationId run, EvidencePack pack) throws IOException {
        Path place = folder.resolve(run.value());
        for (Map.Entry<String, byte[]> file : pack.all().entrySet()) {
            Path path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return place;
    }

    private static Finding finding(boolean green) {
        return new Finding(
                "restore.rows",
                "orders-db",
                green ? Verdict.PASSED : Verdict.FAILED,
                green ? "All 12 tables have their rows." : "Table orders has 3 rows of 1,000.",
                new TreeMap<>(Map.of("tables", "12")),
                "RPO 1 h",
                List.of("SOC 2 A1.2"),
                green ? Optional.empty() : Optional.of("Find out when the rows went, and restore to before that."));
    }
}
