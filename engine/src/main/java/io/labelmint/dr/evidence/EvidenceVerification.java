package io.labelmint.dr.evidence;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Chain;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks an evidence pack with nothing but the pack: no AWS, no network, no key.
 *
 * <p>In this order, and every flaw is told, not only the first:
 *
 * <ol>
 *   <li>the manifest has the one form it can have;
 *   <li>every file in it is there, with the bytes it lists, and nothing else is there;
 *   <li>the chain of every ledger is whole;
 *   <li>the ledger of every operation has the last hash that the ledger of the run recorded of it;
 *   <li>{@code evidence.json} is canonical, of a known form, and says what the ledgers say: kind, results, steps, times,
 *       heads, findings;
 *   <li>the report, the pictures and the JUnit file are what {@code evidence.json} renders to;
 *   <li>the {@link Seal} names this manifest and this run, and its signature, if it has one, is one over the seal.
 * </ol>
 *
 * <p><b>What this cannot prove.</b> Somebody who can write to the folder and runs this program can make another pack that
 * is just as consistent, with other ledgers, another report, another manifest, and a key of their own. Only something
 * kept out of that person's reach tells the two apart: the estate's public key, which is demanded where it is given, or
 * the {@linkplain Verification#digest() digest} that was printed when the run ended. So without the key the best this
 * says is <i>signed with the key it brings along</i>, and of a pack that has no signature <i>intact, unsigned</i>. That
 * no pack is missing shows only in the chain of all ({@link ChainVerification}). Nor can a pack prove that the run itself
 * looked at everything: what was not tested is listed in the report.
 */
public final class EvidenceVerification {
    private final Json json;
    private final String version;

    /**
     * A verification by this version of the program.
     *
     * @param json knows the actions that may be in a ledger
     * @param version version of this program, as it goes into {@link Evidence#version()}; reports are compared only
     *     with what their own version renders
     */
    public EvidenceVerification(Json json, String version) {
        this.json = json;
        this.version = version;
    }

    /**
     * Verifies the pack in {@code folder}.
     *
     * @throws ProblemException {@code evidence.unreadable} if that is not a folder
     */
    public Verification verify(Path folder) {
        return verify(PackContents.read(folder), Optional.empty());
    }

    /**
     * The same, and demands that the pack is signed with {@code publicKey} (DER, SubjectPublicKeyInfo).
     *
     * @throws ProblemException {@code evidence.unreadable} if that is not a folder
     */
    public Verification verify(Path folder, byte[] publicKey) {
        return verify(PackContents.read(folder), Optional.of(publicKey));
    }

    Verification verify(PackContents pack) {
        return verify(pack, Optional.empty());
    }

    Verification verify(PackContents pack, Optional<byte[]> publicKey) {
        List<Flaw> flaws = new ArrayList<>(pack.flaws());
        List<String> remarks = new ArrayList<>();
        Optional<Evidence> evidence = new StoredEvidence(json).read(pack, flaws);
        SealReading seal = SealReading.of(pack.seal(), pack.digest(), publicKey, json);
        flaws.addAll(seal.flaws());
        evidence.ifPresent(told -> flaws.addAll(sealOf(told, seal.seal(), pack)));
        SortedMap<OperationId, History> histories = histories(pack, flaws);
        SortedMap<String, byte[]> rendered = new TreeMap<>();
        if (evidence.isPresent()) {
            flaws.addAll(new EvidenceComparison(evidence.get(), json, version).with(pack, histories, remarks));
            if (evidence.get().version().equals(version)) {
                // From changed sources it would render to something else, which says nothing about the report.
                if (sourcesUnchanged(pack, histories)) {
                    rendered.putAll(EvidencePack.rendered(evidence.get(), histories));
                }
            } else {
                remarks.add("The report was made by version " + evidence.get().version() + " and this is version "
                        + version + ", so the report was compared with the manifest, but not with evidence.json.");
            }
        }
        flaws.addAll(RenderedFiles.compare(pack, rendered));
        Set<Flaw> sorted = new LinkedHashSet<>();
        flaws.stream().sorted(Comparator.comparing(Flaw::file)).forEach(sorted::add);
        return new Verification(pack.digest(), seal.seal(), seal.signed(), seal.pinned(), List.copyOf(sorted), remarks);
    }

    /** Whether the seal is there, and of the run whose evidence this is. */
    private static List<Flaw> sealOf(Evidence evidence, Optional<Seal> seal, PackContents pack) {
        if (seal.isEmpty()) {
            boolean expected = !evidence.schema().equals(Evidence.BEFORE_SEALS)
                    && !pack.seal().containsKey(Seal.FILE);
            return expected
                    ? List.of(new Flaw(
                            Seal.FILE,
                            "",
                            "it is missing: it was taken away, or the run could not be sealed when it ended; run the"
                                    + " same job again, or resume it, to have it sealed"))
                    : List.of();
        }
        Seal told = seal.get();
        boolean same = told.run().equals(evidence.run())
                && told.estate().equals(evidence.estate())
                && told.kind() == evidence.kind().chain()
                && told.began().equals(evidence.started())
                && told.ended().equals(evidence.ended());
        return same
                ? List.of()
                : List.of(new Flaw(
                        Seal.FILE, "", "it does not say of run, estate, kind and times what evidence.json says"));
    }

    /** The histories of the ledgers whose chain is whole; the flaws of the others go to {@code flaws}. */
    private SortedMap<OperationId, History> histories(PackContents pack, List<Flaw> flaws) {
        SortedMap<OperationId, History> histories = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : pack.files().entrySet()) {
            String path = file.getKey();
            Optional<OperationId> operation = EvidencePack.operation(path);
            Optional<String> text = operation.flatMap(id -> StrictText.read(path, file.getValue(), flaws));
            if (text.isPresent()) {
                try {
                    History history = Chain.read(operation.get(), text.get(), json);
                    List<Flaw> gaps = gaps(path, history);
                    flaws.addAll(gaps);
                    if (gaps.isEmpty()) {
                        histories.put(operation.get(), history);
                    }
                } catch (ProblemException e) {
                    String line = e.problem().facts().getOrDefault("line", "?");
                    String why =
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
                    flaws.add(new Flaw(path, "line " + line, "the chain breaks: " + why));
                }
            }
        }
        return histories;
    }

    /** What keeps a ledger with a whole chain from being one: only somebody who made the chain anew can do that. */
    private static List<Flaw> gaps(String path, History history) {
        List<Flaw> gaps = new ArrayList<>();
        if (history.entries().isEmpty()) {
            gaps.add(new Flaw(path, "", "it is empty"));
        } else if (!(history.entries().get(0).fact() instanceof Fact.Opened)) {
            gaps.add(new Flaw(path, "line 1", "it does not begin with the opening of an operation"));
        }
        Completeness.missing(history).forEach(field -> gaps.add(new Flaw(path, field, "it has no value")));
        return gaps;
    }

    private static boolean sourcesUnchanged(PackContents pack, Map<OperationId, History> histories) {
        return !pack.changed().contains(EvidencePack.EVIDENCE)
                && pack.manifest().hashes().keySet().stream()
                        .flatMap(path -> EvidencePack.operation(path).stream())
                        .allMatch(histories::containsKey);
    }

    /**
     * What a verification found.
     *
     * @param digest SHA-256 of the manifest, to be compared with the one that was printed; empty if there is no manifest
     * @param seal its seal; empty if there is none that can be relied on
     * @param signed whether the seal is signed with the key it names
     * @param pinned whether that key was demanded by who verifies
     * @param flaws everything that is wrong; empty if nothing is
     * @param remarks what was left out of the verification, and why
     */
    public record Verification(
            Optional<String> digest,
            Optional<Seal> seal,
            boolean signed,
            boolean pinned,
            List<Flaw> flaws,
            List<String> remarks) {
        public Verification {
            flaws = List.copyOf(flaws);
            remarks = List.copyOf(remarks);
        }

        public boolean intact() {
            return flaws.isEmpty();
        }

        /** The outcome in a word or two; never more than was shown. */
        public String conclusion() {
            if (!intact()) {
                return "not intact";
            }
            if (!signed) {
                return "intact, unsigned";
            }
            return pinned ? "intact, signed" : "intact, signed with the key it brings along";
        }
    }
}
