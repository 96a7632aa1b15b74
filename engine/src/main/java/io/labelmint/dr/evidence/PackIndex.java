package io.labelmint.dr.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.evidence.ChainVerification.Looked;
import io.labelmint.dr.evidence.ChainVerification.Witnesses;
import io.labelmint.dr.json.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All the packs below a folder, a line each, and whether the chains they stand in are whole.
 *
 * <p>Each pack is read once, compared with its manifest and its seal, and forgotten but for its line: a year of a watch that
 * runs every quarter of an hour is some 35,000 lines, and never more packs in memory than there are processors. A pack
 * that is not as it was written has no line, because what it says of itself is worth nothing; it is among the damaged ones.
 *
 * @param packs those that are intact, by the time they began
 * @param damaged those that are not
 * @param chains how they stand together
 */
public record PackIndex(List<IndexedPack> packs, List<Damaged> damaged, ChainVerification.Result chains) {

    /**
     * A pack that is not as it was written.
     *
     * @param folder where it lies, below the folder that was indexed
     * @param claim which run its seal names, and its number; empty if it has no seal that can be read
     * @param flaws what is wrong with it
     */
    public record Damaged(String folder, Optional<String> claim, List<Flaw> flaws) {}

    /** What is kept of a pack: its place in a chain, and its line if it is intact. */
    private record Read(Looked looked, Optional<IndexedPack> line) {}

    public PackIndex {
        packs = List.copyOf(packs);
        damaged = List.copyOf(damaged);
    }

    /**
     * Reads every pack below {@code folder}.
     *
     * @throws io.labelmint.dr.ProblemException {@code evidence.not-a-pack} if there is none
     */
    public static PackIndex of(Path folder, Witnesses witnesses, Json json) {
        ChainVerification verification = new ChainVerification(json);
        List<Read> read = ChainVerification.packs(folder).parallelStream()
                .map(pack -> read(ChainVerification.name(folder, pack), pack, witnesses, verification, json))
                .toList();
        List<Looked> looked =
                verification.signatures(read.stream().map(Read::looked).toList());
        Map<String, IndexedPack> lines = read.stream()
                .flatMap(pack -> pack.line().stream())
                .collect(Collectors.toMap(IndexedPack::folder, Function.identity()));
        looked.stream().filter(pack -> !pack.flaws().isEmpty()).forEach(pack -> lines.remove(pack.name()));
        return new PackIndex(
                lines.values().stream()
                        .sorted(Comparator.comparing(IndexedPack::began)
                                .thenComparing(IndexedPack::run)
                                .thenComparing(IndexedPack::folder))
                        .toList(),
                looked.stream()
                        .filter(pack -> !lines.containsKey(pack.name()))
                        .map(PackIndex::damaged)
                        .toList(),
                verification.join(looked, witnesses));
    }

    private static Read read(String name, Path pack, Witnesses witnesses, ChainVerification verification, Json json) {
        PackContents contents = PackContents.read(pack);
        Looked looked = verification.look(name, contents, witnesses.publicKey());
        if (!looked.flaws().isEmpty()) {
            return new Read(looked, Optional.empty());
        }
        Seal seal = looked.seal().orElseThrow();
        List<Flaw> flaws = new ArrayList<>();
        Optional<IndexedPack> line = new StoredEvidence(json)
                .read(contents, flaws)
                .filter(evidence -> flaws.isEmpty())
                .map(evidence -> line(name, evidence, seal, job(contents, evidence, json), json));
        if (line.isPresent() && !seal.run().equals(line.get().run())) {
            flaws.add(new Flaw(
                    Seal.FILE,
                    "run",
                    "it is the seal of run " + seal.run() + ", and evidence.json is of "
                            + line.get().run()));
        }
        if (flaws.isEmpty()) {
            return new Read(looked, line);
        }
        List<Flaw> named = flaws.stream()
                .map(flaw -> new Flaw(name + "/" + flaw.file(), flaw.where(), flaw.what()))
                .toList();
        return new Read(new Looked(name, looked.seal(), looked.claim(), false, named), Optional.empty());
    }

    private static IndexedPack line(String name, Evidence evidence, Seal seal, String job, Json json) {
        int replaced = 0;
        for (Optional<Seal> older = seal.replaces();
                older.isPresent();
                older = older.get().replaces()) {
            replaced++;
        }
        return new IndexedPack(
                name,
                evidence.run(),
                evidence.estate(),
                job,
                evidence.kind(),
                evidence.title(),
                evidence.started(),
                evidence.green(),
                seal.chainId(json),
                seal.sequence(),
                replaced,
                seal.pack());
    }

    /** What was asked for, as the first line of the run's own ledger has it. */
    private static String job(PackContents contents, Evidence evidence, Json json) {
        byte[] ledger = contents.files().get(EvidencePack.ledger(evidence.run()));
        if (ledger == null) {
            return "";
        }
        String first =
                new String(ledger, StandardCharsets.UTF_8).lines().findFirst().orElse("{}");
        try {
            return json.read(first, JsonNode.class)
                    .path("fact")
                    .path("request")
                    .path("job")
                    .asText();
        } catch (UncheckedIOException e) {
            return "";
        }
    }

    private static Damaged damaged(Looked pack) {
        return new Damaged(
                pack.name(),
                pack.seal().map(seal -> "number " + seal.sequence() + ", run " + seal.run()),
                pack.flaws());
    }
}
