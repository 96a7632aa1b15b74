package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.RunKind;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Checks all the packs in a folder against one another, offline: that each is as it was written, and that none is missing,
 * there twice, exchanged or out of its place.
 *
 * <p>Of each pack every byte is compared with the manifest, the manifest with the seal, each seal and its signature with what the
 * next seal holds of them, and what no later one vouches for with its signature ({@link Signatures}). What a pack says about itself is not read again, because that cannot have changed when
 * its bytes have not; {@link EvidenceVerification} does it for one pack.
 *
 * <p><b>What this cannot prove.</b> That the last packs were removed shows only against something that was not: the hash
 * of the last seal, which a run prints when it ends, or the register in the bucket of the ledgers.
 */
public final class ChainVerification {
    private final Json json;

    public ChainVerification(Json json) {
        this.json = json;
    }

    /**
     * What the packs are held against.
     *
     * @param publicKey the key (DER) each must be signed with
     * @param head hash of the last seal
     * @param register folder of the estate's register, as it lies beside the ledgers or was copied from the bucket
     */
    public record Witnesses(Optional<byte[]> publicKey, Optional<String> head, Optional<Path> register) {
        /** Nothing but the packs. */
        public static final Witnesses NONE = new Witnesses(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Packs that follow one another.
     *
     * @param estate name of the estate
     * @param kind rehearsal or real
     * @param id hash of the first seal
     * @param packs how many are there
     * @param replaced how many seals are of packs that a later one of the same run replaced
     * @param first number of the first
     * @param last number of the last
     * @param from when the first run began
     * @param to when the last one was sealed
     * @param head hash of the last seal
     * @param signed how many are signed
     */
    public record Row(
            String estate,
            RunKind kind,
            String id,
            int packs,
            int replaced,
            long first,
            long last,
            Instant from,
            Instant to,
            String head,
            int signed) {}

    /**
     * What was found.
     *
     * @param rows a row of packs each, of every estate and kind
     * @param flaws everything that is wrong
     * @param remarks what was not proved, and why
     */
    public record Result(List<Row> rows, List<Flaw> flaws, List<String> remarks) {
        public boolean intact() {
            return flaws.isEmpty();
        }
    }

    /**
     * A pack that was looked at.
     *
     * @param name where it lies
     * @param seal its seal
     * @param claim its signature
     * @param signed whether it is signed
     * @param flaws what is wrong with it alone
     */
    record Looked(String name, Optional<Seal> seal, Optional<Claim> claim, boolean signed, List<Flaw> flaws) {
        /** The same when it is known whether its signature holds. */
        Looked judged(boolean holds) {
            List<Flaw> all = new ArrayList<>(flaws);
            if (claim.isPresent() && !holds) {
                all.addAll(named(name, SealReading.notSigned()));
            }
            return new Looked(name, seal, claim, holds && all.isEmpty(), List.copyOf(all));
        }

        private static List<Flaw> named(String name, List<Flaw> flaws) {
            return flaws.stream()
                    .map(flaw -> new Flaw(name + "/" + flaw.file(), flaw.where(), flaw.what()))
                    .toList();
        }
    }

    /**
     * Verifies every pack below {@code folder}.
     *
     * @throws io.labelmint.dr.ProblemException {@code evidence.not-a-pack} if there is none
     */
    public Result verify(Path folder, Witnesses witnesses) {
        List<Looked> looked = packs(folder).parallelStream()
                .map(pack -> look(name(folder, pack), PackContents.read(pack), witnesses.publicKey()))
                .toList();
        return join(signatures(looked), witnesses);
    }

    /** Holds the signatures of {@code looked} against their seals, chain by chain. */
    List<Looked> signatures(List<Looked> looked) {
        List<Looked> judged = new ArrayList<>(
                looked.stream().filter(pack -> pack.seal().isEmpty()).toList());
        chains(looked).values().forEach(chain -> judged.addAll(Signatures.of(chain)));
        judged.sort(Comparator.comparing(Looked::name));
        return judged;
    }

    private Map<String, List<Looked>> chains(List<Looked> looked) {
        Map<String, List<Looked>> chains = new TreeMap<>();
        for (Looked pack : looked) {
            pack.seal()
                    .ifPresent(seal -> chains.computeIfAbsent(
                                    seal.estate() + " " + seal.kind() + " " + seal.chainId(json),
                                    any -> new ArrayList<>())
                            .add(pack));
        }
        return chains;
    }

    /** Holds what was looked at together, and against the witnesses. */
    Result join(List<Looked> looked, Witnesses witnesses) {
        Optional<SealRegister> register = witnesses.register().map(from -> SealRegister.read(from, json));
        return join(looked, register, witnesses.head());
    }

    private Result join(List<Looked> looked, Optional<SealRegister> register, Optional<String> head) {
        List<Flaw> flaws = new ArrayList<>();
        looked.forEach(pack -> flaws.addAll(pack.flaws()));
        List<Row> rows = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (List<Looked> chain : chains(looked).values()) {
            chain.sort(
                    Comparator.comparingLong(pack -> pack.seal().orElseThrow().sequence()));
            Optional<SealRegister> own = register.filter(some ->
                    some.chain().equals(chain.get(0).seal().orElseThrow().chainId(json)));
            ChainLinks links = new ChainLinks(json, chain, own);
            flaws.addAll(links.flaws());
            remarks.addAll(links.remarks());
            rows.add(links.row());
        }
        register.filter(some -> rows.stream().noneMatch(row -> row.id().equals(some.chain())))
                .ifPresent(some -> flaws.add(new Flaw("register", "", "no pack here is of its chain")));
        register.ifPresent(some -> flaws.addAll(some.flaws()));
        head.filter(hash -> rows.stream().noneMatch(row -> row.head().equals(hash)))
                .ifPresent(hash -> flaws.add(new Flaw(
                        Seal.FILE,
                        "",
                        "no chain here ends with the seal " + hash + ": later packs were removed, or added")));
        if (head.isEmpty() && register.isEmpty()) {
            remarks.add("That packs after the last one were removed would show only against the seal that the last run"
                    + " printed (--head), or the register beside the ledgers (--register).");
        }
        return new Result(rows, List.copyOf(flaws), List.copyOf(remarks));
    }

    /** Looks at the pack {@code contents} that is called {@code name}, alone; its signature is left to {@link #signatures}. */
    Looked look(String name, PackContents contents, Optional<byte[]> publicKey) {
        List<Flaw> flaws = new ArrayList<>(contents.flaws());
        contents.changed()
                .forEach(file -> flaws.add(new Flaw(file, "", "it was changed: it is not what the manifest lists")));
        SealReading seal = SealReading.claimed(contents.seal(), contents.digest(), publicKey, json);
        flaws.addAll(seal.flaws());
        if (seal.seal().isEmpty() && seal.flaws().isEmpty()) {
            flaws.add(new Flaw(Seal.FILE, "", "it is missing, so the pack stands in no chain"));
        }
        return new Looked(name, seal.seal(), seal.claim(), false, Looked.named(name, flaws));
    }

    /** What {@code pack} is called below {@code folder}; the folder's own name if it is the pack. */
    static String name(Path folder, Path pack) {
        return pack.equals(folder)
                ? String.valueOf(folder.getFileName())
                : folder.relativize(pack).toString();
    }

    /**
     * The folders below {@code folder}, or itself, in which there is anything of a pack, at least one; hidden ones are
     * none.
     *
     * @throws io.labelmint.dr.ProblemException {@code evidence.not-a-pack} if there is none
     */
    static List<Path> packs(Path folder) {
        List<Path> packs = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                    if (!path.equals(folder) && path.getFileName().toString().startsWith(".")) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    boolean pack = Stream.of(Manifest.FILE, Seal.FILE, EvidencePack.EVIDENCE)
                            .anyMatch(file -> Files.exists(path.resolve(file)));
                    if (pack) {
                        packs.add(path);
                    }
                    return pack ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw Problem.of(
                            "evidence.unreadable",
                            folder + " cannot be read (" + e + ").",
                            "Give this user the right to read all of it: what was not read is not verified.")
                    .with("folder", folder)
                    .asException(e);
        }
        if (packs.isEmpty()) {
            throw Problem.of(
                            "evidence.not-a-pack",
                            "There is no evidence of a run in " + folder + ".",
                            "Name the folder that holds the folders of runs, dr-runs unless told otherwise.")
                    .with("folder", folder)
                    .asException();
        }
        packs.sort(Comparator.naturalOrder());
        return packs;
    }
}
