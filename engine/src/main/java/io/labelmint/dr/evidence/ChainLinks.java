package io.labelmint.dr.evidence;

import io.labelmint.dr.evidence.ChainVerification.Looked;
import io.labelmint.dr.evidence.ChainVerification.Row;
import io.labelmint.dr.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds the seals of one chain against one another: numbers, hashes, and what replaced what. */
final class ChainLinks {
    private final Json json;
    private final List<Looked> packs;
    private final Optional<SealRegister> register;

    /** By number: the seals of packs that are here. */
    private final SortedMap<Long, Looked> present = new TreeMap<>();

    /** By number: the seals of packs that a later one of the same run replaced, as that one tells them. */
    private final SortedMap<Long, Seal> replaced = new TreeMap<>();

    private final List<Flaw> flaws = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * The links of {@code packs}.
     *
     * @param packs all of one chain, by number; at least one
     * @param register what the estate's own register says, if it is at hand
     */
    ChainLinks(Json json, List<Looked> packs, Optional<SealRegister> register) {
        this.json = json;
        this.packs = packs;
        this.register = register;
        packs.forEach(this::take);
        long last = Math.max(present.lastKey(), register.map(SealRegister::last).orElse(0L));
        gaps(last);
        for (long number = 1; number <= last; number++) {
            link(number);
        }
    }

    List<Flaw> flaws() {
        return flaws;
    }

    List<String> remarks() {
        return remarks;
    }

    Row row() {
        Seal first = seal(present.get(present.firstKey()));
        Seal last = seal(present.get(present.lastKey()));
        return new Row(
                first.estate(),
                first.kind(),
                first.chainId(json),
                packs.size(),
                replaced.size(),
                first.sequence(),
                last.sequence(),
                first.began(),
                last.at(),
                last.hash(json),
                (int) packs.stream().filter(Looked::signed).count());
    }

    private void take(Looked pack) {
        Seal seal = seal(pack);
        Looked other = present.putIfAbsent(seal.sequence(), pack);
        if (other != null) {
            boolean copy = seal(other).equals(seal);
            flaws.add(flaw(
                    pack,
                    "sequence",
                    copy
                            ? "it is there twice: " + other.name() + " is the same pack"
                            : other.name() + " has the number " + seal.sequence()
                                    + " too: the chain forks, and at most one" + " of the two is the estate's"));
        }
        for (Optional<Seal> older = seal.replaces();
                older.isPresent();
                older = older.get().replaces()) {
            if (!older.get().run().equals(seal.run())
                    || !older.get().chainId(json).equals(seal.chainId(json))
                    || older.get().sequence() >= seal.sequence()) {
                flaws.add(flaw(pack, "replaces", "it is not an earlier seal of this run in this chain"));
            } else {
                replaced.put(older.get().sequence(), older.get());
            }
        }
    }

    private void gaps(long last) {
        for (long number = 1; number <= last; number++) {
            if (known(number).isPresent()) {
                continue;
            }
            long from = number;
            while (number < last && known(number + 1).isEmpty()) {
                number++;
            }
            flaws.add(new Flaw(chain(), range(from, number), missing(from, number)));
        }
    }

    private String missing(long from, long to) {
        String what = to > from ? "their packs are missing" : "its pack is missing";
        String run = register.flatMap(some -> some.seal(from))
                .map(seal -> " (run " + seal.run() + ")")
                .orElse("");
        String before = present.containsKey(from - 1)
                ? " after " + present.get(from - 1).name()
                : " from the beginning";
        String after =
                present.containsKey(to + 1) ? ", before " + present.get(to + 1).name() : "";
        return what + run + before + after;
    }

    private static String range(long from, long to) {
        return to > from ? "numbers " + from + " to " + to : "number " + from;
    }

    /** The seal {@code number} holds the hash of the one before, and the register says the same. */
    private void link(long number) {
        Optional<Seal> seal = known(number);
        if (seal.isEmpty()) {
            return;
        }
        String name = present.containsKey(number) ? present.get(number).name() + "/" + Seal.FILE : chain();
        boolean first = number == 1;
        if (first != seal.get().previous().isEmpty()
                || first != seal.get().chain().isEmpty()) {
            flaws.add(new Flaw(name, "previous", "only the first seal of a chain follows none"));
        } else if (!first) {
            known(number - 1)
                    .map(before -> before.hash(json))
                    .filter(hash -> !seal.get().previous().equals(Optional.of(hash)))
                    .ifPresent(hash -> flaws.add(new Flaw(
                            name,
                            "previous",
                            "it does not follow the seal " + (number - 1) + " that is here: one of the two"
                                    + " is another one than was written")));
            Optional.ofNullable(present.get(number - 1))
                    .flatMap(Looked::claim)
                    .filter(claim -> seal.get()
                            .previousSignature()
                            .filter(hash -> !hash.equals(claim.hash()))
                            .isPresent())
                    .ifPresent(claim -> flaws.add(new Flaw(
                            present.get(number - 1).name() + "/" + Seal.SIGNATURE,
                            "",
                            "it is not the signature that seal " + number + " was made after")));
            known(number - 1)
                    .filter(before -> seal.get().at().isBefore(before.at()))
                    .ifPresent(before ->
                            remarks.add("Seal " + number + " is older than the one before it by its own time: the"
                                    + " clocks of two machines differ."));
        }
        register.ifPresent(some -> {
            if (!some.seal(number).equals(seal)) {
                flaws.add(new Flaw(name, "", "the register has another seal " + number + ", or none"));
            }
        });
    }

    private Optional<Seal> known(long number) {
        return Optional.ofNullable(present.get(number))
                .map(ChainLinks::seal)
                .or(() -> Optional.ofNullable(replaced.get(number)));
    }

    private String chain() {
        Seal first = seal(packs.get(0));
        return "chain of " + first.estate();
    }

    private static Flaw flaw(Looked pack, String where, String what) {
        return new Flaw(pack.name() + "/" + Seal.FILE, where, what);
    }

    private static Seal seal(Looked pack) {
        return pack.seal().orElseThrow();
    }
}
