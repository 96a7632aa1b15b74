package io.labelmint.dr.evidence;

import io.labelmint.dr.evidence.report.Postmortem;
import io.labelmint.dr.evidence.report.Report;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Chain;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The folder one run leaves to auditors: everything it knows, the ledgers it knows it from, and a report for people.
 *
 * <ul>
 *   <li>{@code evidence.json}: the {@link Evidence}, canonical; everything below is derived from it or it from them
 *   <li>{@code ledgers/OPERATION.jsonl}: the ledgers of the run and of its operations, byte for byte
 *   <li>{@code estate.yaml}: what had to survive, as declared
 *   <li>{@code report.html} with {@code report.css} and pictures, {@code junit.xml}: for people and for Jenkins
 *   <li>{@code postmortem.md}, of a failback: the skeleton of a post-mortem of there and back
 *   <li>{@code manifest.sha256}: the SHA-256 of every file above; {@code sha256sum -c} reads it
 *   <li>{@code seal.json}: the {@link Seal}, which names the manifest and the pack before; with {@code seal.sig} and
 *       {@code seal.pem} where the estate declares a key
 * </ul>
 *
 * <p>The same run always gives the same bytes, but for the seal, which says when it came to be and after what. The
 * {@linkplain #digest() digest} names them all: it belongs where nobody who can write to the folder can change it.
 */
public final class EvidencePack {
    static final String EVIDENCE = "evidence.json";
    static final String ESTATE = "estate.yaml";

    private static final String LEDGERS = "ledgers/";
    private static final String LEDGER = ".jsonl";

    private final OperationId run;
    private final SortedMap<String, byte[]> files;
    private final byte[] manifest;
    private final SortedMap<String, byte[]> seal;

    private EvidencePack(OperationId run, SortedMap<String, byte[]> files, SortedMap<String, byte[]> seal) {
        this.run = run;
        this.files = files;
        this.manifest = Manifest.of(files).bytes();
        this.seal = seal;
    }

    /**
     * The pack of {@code evidence}.
     *
     * @param ledgers the stored texts of at least the ledgers of the run and of every operation in the evidence
     * @param estate the text of the estate's declaration
     * @throws IllegalArgumentException if a ledger is not there
     * @throws io.labelmint.dr.ProblemException {@code ledger.broken} if one is broken
     */
    public static EvidencePack of(Evidence evidence, Map<OperationId, String> ledgers, String estate, Json json) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        SortedMap<OperationId, History> histories = new TreeMap<>();
        for (OperationId operation : operations(evidence)) {
            String text = ledgers.get(operation);
            if (text == null) {
                throw new IllegalArgumentException("no ledger of operation " + operation);
            }
            files.put(ledger(operation), utf8(text));
            histories.put(operation, Chain.read(operation, text, json));
        }
        files.put(ESTATE, utf8(estate));
        byte[] stored = utf8(json.canonical(evidence));
        files.put(EVIDENCE, stored);
        // From what is stored, not from what is in memory: whoever renders it again must get the same bytes.
        Evidence read = json.read(new String(stored, StandardCharsets.UTF_8), Evidence.class);
        files.putAll(rendered(read, histories));
        return new EvidencePack(evidence.run(), files, new TreeMap<>());
    }

    /**
     * The same pack with its seal.
     *
     * @throws IllegalArgumentException if it is the seal of another one
     */
    public EvidencePack with(SealedText sealed, Json json) {
        if (!sealed.seal().pack().equals(digest())) {
            throw new IllegalArgumentException("the seal of another pack: " + sealed.seal());
        }
        return new EvidencePack(run, files, sealed.files(json));
    }

    /**
     * Writes the folder {@code parent/RUN}, whole or not at all. An older pack of the same run is replaced if it is
     * intact; anything else there is left alone.
     *
     * @return the folder
     * @throws io.labelmint.dr.ProblemException {@code evidence.unwritable}, {@code evidence.disk-full} or
     *     {@code evidence.in-the-way}
     */
    public Path writeTo(Path parent) {
        return new PackFolder(parent, run).write(all());
    }

    /** Every file of it, by path. */
    public SortedMap<String, byte[]> all() {
        SortedMap<String, byte[]> all = new TreeMap<>(files);
        all.put(Manifest.FILE, manifest);
        all.putAll(seal);
        return all;
    }

    /** SHA-256 of the manifest, lower-case hex. */
    public String digest() {
        return Json.sha256(manifest);
    }

    /** What is made of {@code evidence} and the ledgers beside it, by name. */
    static SortedMap<String, byte[]> rendered(Evidence evidence, SortedMap<OperationId, History> histories) {
        SortedMap<OperationId, String> heads = new TreeMap<>();
        histories.forEach((operation, history) -> heads.put(operation, history.head()));
        SortedMap<String, byte[]> rendered = new TreeMap<>(Report.files(evidence, heads));
        if (histories.containsKey(evidence.run()) && Postmortem.belongsTo(histories.get(evidence.run()))) {
            Postmortem.of(evidence, histories).ifPresent(text -> rendered.put(Postmortem.FILE, utf8(text)));
        }
        return rendered;
    }

    static String ledger(OperationId operation) {
        return LEDGERS + operation + LEDGER;
    }

    /** Whose ledger lies at {@code path}, if one does. */
    static Optional<OperationId> operation(String path) {
        if (!path.startsWith(LEDGERS) || !path.endsWith(LEDGER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OperationId(path.substring(LEDGERS.length(), path.length() - LEDGER.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whose ledgers belong to the pack of {@code evidence}. */
    static SortedSet<OperationId> operations(Evidence evidence) {
        SortedSet<OperationId> operations = new TreeSet<>(List.of(evidence.run()));
        evidence.operations().forEach(operation -> operations.add(operation.id()));
        return operations;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
