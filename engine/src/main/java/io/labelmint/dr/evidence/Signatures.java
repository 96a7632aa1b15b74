package io.labelmint.dr.evidence;

import io.labelmint.dr.evidence.ChainVerification.Looked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds the signatures of the seals of one chain against them, as few as prove all. A seal holds hashes of the seal before
 * and of its signature, which was held against it when the later one was made ({@link Seal#previousSignature}). So whoever
 * signs a seal vouches for the one before, byte for byte, and the last signature for all of them. One that no later seal
 * vouches for is held against its seal here. That takes a millisecond each, where a hash takes one of a thousand.
 */
final class Signatures {
    /** By number: the packs of a chain; the first of those that have the same. */
    private final NavigableMap<Long, Looked> present = new TreeMap<>();

    /** By number: the pack whose seal holds that of a pack it took the place of. */
    private final Map<Long, Long> holder = new HashMap<>();

    /** By number: the seals of packs that a later one took the place of. */
    private final Map<Long, Seal> replaced = new HashMap<>();

    private final Set<Long> proved = new HashSet<>();

    /** {@code looked}, which are all of one chain, with whether they are signed, and with the flaws of those that only say so. */
    static List<Looked> of(List<Looked> looked) {
        Signatures signatures = new Signatures();
        List<Looked> doubles = new ArrayList<>();
        for (Looked pack : looked) {
            long number = pack.seal().orElseThrow().sequence();
            if (signatures.present.putIfAbsent(number, pack) != null) {
                doubles.add(pack);
            }
        }
        List<Looked> result = new ArrayList<>(signatures.all());
        doubles.forEach(
                pack -> result.add(pack.judged(pack.claim().filter(Claim::holds).isPresent())));
        return result;
    }

    private List<Looked> all() {
        present.forEach((number, pack) -> older(number, pack.seal().orElseThrow()));
        Set<Long> alone = present.entrySet().stream()
                .filter(entry -> entry.getValue().claim().isPresent() && !isVouchedFor(entry.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<Long> held = alone.parallelStream().filter(this::holds).collect(Collectors.toSet());
        for (long number : present.descendingKeySet()) {
            boolean signed = alone.contains(number)
                    ? held.contains(number)
                    : present.get(number).claim().isPresent() && (isProved(number + 1) || holds(number));
            if (signed) {
                proved.add(number);
            }
        }
        return present.entrySet().stream()
                .map(entry -> entry.getValue().judged(proved.contains(entry.getKey())))
                .toList();
    }

    private void older(long number, Seal seal) {
        for (Optional<Seal> older = seal.replaces();
                older.isPresent();
                older = older.get().replaces()) {
            replaced.put(older.get().sequence(), older.get());
            holder.put(older.get().sequence(), number);
        }
    }

    /** Whether the seal after {@code number} holds the hashes of this one and of its signature. */
    private boolean isVouchedFor(long number) {
        Claim claim = present.get(number).claim().orElseThrow();
        return Optional.ofNullable(present.get(number + 1))
                .flatMap(Looked::seal)
                .or(() -> Optional.ofNullable(replaced.get(number + 1)))
                .filter(next -> next.previousSignature().equals(Optional.of(claim.hash())))
                .filter(next -> next.previous().equals(Optional.of(claim.sealHash())))
                .isPresent();
    }

    /** A seal that only another one holds is as good as that. */
    private boolean isProved(long number) {
        return proved.contains(present.containsKey(number) ? number : holder.getOrDefault(number, 0L));
    }

    private boolean holds(long number) {
        return present.get(number).claim().filter(Claim::holds).isPresent();
    }
}
