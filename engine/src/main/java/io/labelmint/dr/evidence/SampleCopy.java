package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies a sample to a folder that can be handed over: each pack whole and compared once more, {@code index.json} and
 * {@code index.md} that say how it was chosen and from what, and {@code population.txt}, the runs it was chosen from, a line
 * each.
 */
public final class SampleCopy {
    private final Path from;
    private final Path to;

    /**
     * A copy.
     *
     * @param from the folder that was indexed
     * @param to where to; nothing may be there, and it may not be in {@code from}, where its packs would be counted again
     */
    public SampleCopy(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Refuses a place that cannot be written to without mixing packs.
     *
     * @throws ProblemException {@code evidence.in-the-way}
     */
    public void requireRoom() {
        boolean inside = real(to).startsWith(real(from)) || real(from).startsWith(real(to));
        if (inside || taken()) {
            throw Problem.of(
                            "evidence.in-the-way",
                            inside
                                    ? to + " and " + from + " are in each other: packs would be counted twice."
                                    : "Something is in " + to + " already.",
                            "Name a folder that is not there yet, in another place than the packs.")
                    .with("folder", to)
                    .asException();
        }
    }

    /**
     * Writes {@code sample}.
     *
     * @throws ProblemException {@code evidence.in-the-way} if there is no room for it, {@code evidence.changed} if a pack is
     *     not what it was any more, {@code evidence.unwritable} or {@code evidence.disk-full}
     */
    public void write(PackSample sample, Json json) {
        requireRoom();
        for (PackSample.Chosen some : sample.chosen()) {
            copy(some.pack());
        }
        SampleIndex index = new SampleIndex(sample);
        try {
            Files.writeString(
                    to.resolve("population.txt"),
                    sample.population().stream().map(pack -> pack.run() + "\n").collect(Collectors.joining()));
            Files.writeString(to.resolve("index.json"), json.pretty(index.tree()) + "\n");
            Files.writeString(to.resolve("index.md"), index.markdown());
        } catch (IOException e) {
            throw Problem.of(
                            "evidence.unwritable",
                            "The index of the sample cannot be written to " + to + " (" + e + ").",
                            "Make room there and give this user the right to write, remove what was written, and run the"
                                    + " same command again.")
                    .with("folder", to)
                    .asException(e);
        }
    }

    private void copy(IndexedPack pack) {
        PackContents contents = PackContents.read(pack.in(from));
        if (!contents.intact() || !contents.digest().orElse("").equals(pack.digest())) {
            throw Problem.of(
                            "evidence.changed",
                            "The pack " + pack.folder() + " is not any more what it was a moment ago.",
                            "Find out what writes to " + from + ", remove " + to + ", and run the same command again.")
                    .with("folder", pack.in(from))
                    .asException();
        }
        SortedMap<String, byte[]> files = new TreeMap<>(contents.files());
        files.putAll(contents.seal());
        files.put(Manifest.FILE, contents.manifest().bytes());
        new PackFolder(to, pack.run()).write(files);
    }

    private boolean taken() {
        try (Stream<Path> content = Files.list(to)) {
            return content.findAny().isPresent();
        } catch (IOException e) {
            return Files.exists(to); // a file, for one
        }
    }

    /** The folder itself may not be there yet; what it will lie in is. */
    private static Path real(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path there = absolute;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().resolve(there.relativize(absolute)).normalize();
        } catch (IOException e) {
            return absolute; // writing tells what is wrong
        }
    }
}
