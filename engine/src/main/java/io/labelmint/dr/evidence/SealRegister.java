package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.evidence.ChainVerification.Looked;
import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The seals of an estate as its register keeps them, read from a folder: the one beside the ledgers, or a copy of the
 * objects in the bucket.
 *
 * @param seals by number
 * @param flaws entries that are none
 * @param chain hash of the first seal; empty text if that is not there
 */
record SealRegister(SortedMap<Long, Seal> seals, List<Flaw> flaws, String chain) {
    private static final Pattern ENTRY = Pattern.compile("(\\d{8,18})(?:\\.json)?");

    static SealRegister read(Path folder, Json json) {
        List<Looked> entries = new ArrayList<>();
        List<Flaw> flaws = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = ENTRY.matcher(file.getFileName().toString());
                if (name.matches()) {
                    read(file, Long.parseLong(name.group(1)), json, entries, flaws);
                }
            }
        } catch (IOException e) {
            throw Problem.of(
                            "evidence.unreadable",
                            "The register in " + folder + " cannot be read (" + e + ").",
                            "Name the folder evidence/ESTATE beside the ledgers, or a copy of it.")
                    .with("folder", folder)
                    .asException(e);
        }
        SortedMap<Long, Seal> seals = new TreeMap<>();
        for (Looked entry : Signatures.of(entries)) {
            if (entry.flaws().isEmpty()) {
                seals.put(entry.seal().orElseThrow().sequence(), entry.seal().orElseThrow());
            } else {
                flaws.add(changed(entry.name()));
            }
        }
        return new SealRegister(
                seals,
                flaws,
                seals.values().stream()
                        .findFirst()
                        .map(seal -> seal.chainId(json))
                        .orElse(""));
    }

    private static void read(Path file, long number, Json json, List<Looked> entries, List<Flaw> flaws)
            throws IOException {
        String where = "register/" + file.getFileName();
        String text = Files.readString(file);
        try {
            SealedText entry = json.read(text, SealedText.class);
            Optional<SealReading> reading = Completeness.missing(entry).isEmpty()
                            && json.canonical(entry).equals(text)
                            && entry.seal().sequence() == number
                    ? entry.reading(json).filter(read -> read.flaws().isEmpty())
                    : Optional.empty();
            reading.ifPresentOrElse(
                    read -> entries.add(new Looked(where, read.seal(), read.claim(), false, List.of())),
                    () -> flaws.add(changed(where)));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            flaws.add(new Flaw(where, "", "it cannot be read"));
        }
    }

    private static Flaw changed(String where) {
        return new Flaw(where, "", "it was changed: it is not the entry its signature is of");
    }

    long last() {
        return seals.isEmpty() ? 0 : seals.lastKey();
    }

    Optional<Seal> seal(long number) {
        return Optional.ofNullable(seals.get(number));
    }
}
