package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.RunKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Some of the packs somebody asks for, chosen so that nobody can choose them and everybody can choose them again.
 *
 * <p>The runs are put in the order of the SHA-256 of the seed, a line feed and the run's id, and the first ones are taken. By
 * default the seed is the hash of the last seal of the chain, which is settled before anybody asks. Who can still seal
 * another pack can change it; a seed that the auditor says once the last seal is known is in nobody's hand.
 *
 * <p>The population is every intact pack that was asked for, green or red alike, each run once: by its last pack. What could
 * not be counted is told, because it may be what somebody does not want to be chosen: damaged packs, packs that are missing
 * in the chain, packs that a later one of the same run replaced, and rehearsals where nobody asked for them.
 *
 * @param query what was asked for
 * @param asked how many
 * @param seed what the order was made from
 * @param fromSeals whether the seed is the hash of the last seal
 * @param population all that were asked for, by run
 * @param chosen the sample, in the order it was chosen
 * @param older packs of runs of which a later pack lies there as well
 * @param rehearsals how many were left out because they were rehearsed
 * @param flaws what is wrong with packs of the sample beyond their bytes; empty until it was {@linkplain #proved looked}
 * @param index what it was chosen from
 */
public record PackSample(
        PackQuery query,
        int asked,
        String seed,
        boolean fromSeals,
        List<IndexedPack> population,
        List<Chosen> chosen,
        List<IndexedPack> older,
        int rehearsals,
        List<Flaw> flaws,
        PackIndex index) {

    /**
     * A pack of the sample.
     *
     * @param rank SHA-256 of the seed, a line feed and the run, lower-case hex
     * @param pack which
     */
    public record Chosen(String rank, IndexedPack pack) {}

    /**
     * Chooses {@code count} packs, or all there are.
     *
     * @param seed what the order is made from; empty for the hash of the last seal, or of the last ones of all chains that
     *     hold any of the population, sorted and with a space between them
     * @throws ProblemException {@code evidence.none-chosen} if there is none to choose from
     */
    public static PackSample of(PackIndex index, PackQuery query, int count, Optional<String> seed) {
        List<IndexedPack> matching =
                index.packs().stream().filter(query::matches).toList();
        List<IndexedPack> counted = matching.stream()
                .filter(pack -> query.kind().isPresent() || pack.kind() != RunKind.REHEARSAL)
                .toList();
        if (counted.isEmpty()) {
            throw none(index, query, matching.size());
        }
        Map<String, IndexedPack> last = new TreeMap<>();
        List<IndexedPack> older = new ArrayList<>();
        for (IndexedPack pack : counted) {
            IndexedPack other = last.putIfAbsent(key(pack), pack);
            if (other != null) {
                boolean later = pack.sequence() > other.sequence();
                last.put(key(pack), later ? pack : other);
                older.add(later ? other : pack);
            }
        }
        List<IndexedPack> population = List.copyOf(last.values());
        String from = seed.orElseGet(() -> heads(index, population));
        List<Chosen> chosen = population.stream()
                .map(pack -> new Chosen(rank(from, pack), pack))
                .sorted(Comparator.comparing(Chosen::rank))
                .limit(count)
                .toList();
        return new PackSample(
                query,
                count,
                from,
                seed.isEmpty(),
                population,
                chosen,
                older,
                matching.size() - counted.size(),
                List.of(),
                index);
    }

    /** The same sample, once what each pack of it says of itself was proved as well; {@code from} was indexed. */
    public PackSample proved(Path from, EvidenceVerification verification, Optional<byte[]> publicKey) {
        List<Flaw> found = new ArrayList<>();
        for (Chosen some : chosen) {
            PackContents contents = PackContents.read(some.pack().in(from));
            verification.verify(contents, publicKey).flaws().stream()
                    .map(flaw -> new Flaw(some.pack().folder() + "/" + flaw.file(), flaw.where(), flaw.what()))
                    .forEach(found::add);
        }
        return new PackSample(
                query, asked, seed, fromSeals, population, chosen, older, rehearsals, List.copyOf(found), index);
    }

    /** Where {@code pack} stands in the order that {@code seed} makes. */
    static String rank(String seed, IndexedPack pack) {
        return Json.sha256(seed + "\n" + pack.run());
    }

    /** Whether it can be believed: no pack is damaged, none is missing in a chain, and what was chosen is what it says. */
    public boolean complete() {
        return flaws.isEmpty() && index.damaged().isEmpty() && index.chains().intact();
    }

    /** How many of the population are red. */
    public long redInPopulation() {
        return population.stream().filter(pack -> !pack.green()).count();
    }

    /** How many of the sample are red. */
    public long redInSample() {
        return chosen.stream().filter(some -> !some.pack().green()).count();
    }

    /** How many packs were replaced by later ones of the same runs, all of them runs of the population. */
    public int replaced() {
        return population.stream().mapToInt(IndexedPack::replaced).sum();
    }

    private static String key(IndexedPack pack) {
        return pack.run() + " " + pack.estate() + " " + pack.kind().chain();
    }

    private static String heads(PackIndex index, List<IndexedPack> population) {
        List<String> chains =
                population.stream().map(IndexedPack::chain).distinct().toList();
        return index.chains().rows().stream()
                .filter(row -> chains.contains(row.id()))
                .map(ChainVerification.Row::head)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static ProblemException none(PackIndex index, PackQuery query, int rehearsals) {
        String remedy = rehearsals > 0
                ? "There are " + rehearsals + " rehearsals, which prove nothing about AWS: ask for them with --kind"
                        + " rehearsal if you want them."
                : index.packs().isEmpty()
                        ? "Every pack there is damaged: see `dr evidence verify`."
                        : "Ask for what is there: " + what(index) + ".";
        return Problem.of("evidence.none-chosen", "There are no intact packs" + query.words() + ".", remedy)
                .with("packs", index.packs().size())
                .with("damaged", index.damaged().size())
                .asException();
    }

    /** For example {@code 2025: check 12; 2026: check 300, restore-test 12}. */
    private static String what(PackIndex index) {
        Map<Integer, Map<String, Long>> years = new TreeMap<>();
        for (IndexedPack pack : index.packs()) {
            String kind = pack.kind() == RunKind.REHEARSAL ? "rehearsal of " : "";
            years.computeIfAbsent(PackQuery.yearOf(pack), any -> new TreeMap<>())
                    .merge(kind + (pack.job().isEmpty() ? "no job" : pack.job()), 1L, Long::sum);
        }
        return years.entrySet().stream()
                .map(year -> year.getKey() + ": "
                        + year.getValue().entrySet().stream()
                                .map(job -> job.getKey() + " " + job.getValue())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }
}
