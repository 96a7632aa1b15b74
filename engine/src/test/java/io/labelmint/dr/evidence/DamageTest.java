package io.labelmint.dr.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.evidence.EvidenceVerification.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a pack in every way there is, and expects each to be found and to be told where it is. */
class DamageTest {
    /** Fixed, so that a failure can be had again; which bit of a byte is flipped is all that hangs on it. */
    private static final long SEED = 20_261_122L;

    private final EvidenceVerification verification = new EvidenceVerification(SampleRun.JSON, SampleRun.VERSION);
    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    private Path pack;
    private List<Path> files;
    private final SortedMap<String, byte[]> contents = new TreeMap<>();

    @BeforeEach
    void write() throws IOException {
        pack = SampleRun.small(folder.resolve("ledgers")).pack().writeTo(folder.resolve("evidence"));
        try (Stream<Path> all = Files.walk(pack)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            contents.put(pack.relativize(file).toString(), Files.readAllBytes(file));
        }
    }

    /** Whatever a test did, it undid: otherwise it proved less than it says. */
    @AfterEach
    void intactAgain() {
        assertThat(verification.verify(pack).flaws()).isEmpty();
        assertThat(verification.verify(inMemory()).flaws()).isEmpty();
    }

    @Test
    void everyFlippedByteIsFound() {
        System.out.println("DamageTest: seed " + SEED);
        for (String name : contents.keySet()) {
            byte[] content = contents.get(name);
            for (int i = 0; i < content.length; i++) {
                byte kept = content[i];
                content[i] ^= (byte) (1 << random.nextInt(8));
                assertFoundInMemory(name, "byte " + i);
                content[i] = kept;
            }
        }
    }

    @Test
    void everyDeletedDuplicatedAndSwappedLineIsFound() {
        for (String name : List.copyOf(contents.keySet())) {
            List<byte[]> lines = lines(contents.get(name));
            for (int i = 0; i < lines.size(); i++) {
                List<byte[]> deleted = new ArrayList<>(lines);
                deleted.remove(i);
                damage(name, join(deleted), "line " + i + " deleted");
                List<byte[]> duplicated = new ArrayList<>(lines);
                duplicated.add(i, lines.get(i));
                damage(name, join(duplicated), "line " + i + " duplicated");
                if (i > 0) {
                    List<byte[]> swapped = new ArrayList<>(lines);
                    Collections.swap(swapped, i - 1, i);
                    damage(name, join(swapped), "line " + i + " swapped");
                }
            }
        }
    }

    @Test
    void everyTruncationAndAdditionIsFound() {
        for (String name : List.copyOf(contents.keySet())) {
            byte[] content = contents.get(name);
            for (int length = 0; length < content.length; length += 1 + random.nextInt(60)) {
                damage(name, Arrays.copyOf(content, length), "cut to " + length);
            }
            for (byte more : new byte[] {'\n', ' ', 0, 'x'}) {
                byte[] longer = Arrays.copyOf(content, content.length + 1);
                longer[content.length] = more;
                damage(name, longer, "byte " + more + " added");
            }
        }
    }

    @Test
    void everyRemovedAndRenamedFileIsFound() throws IOException {
        for (Path file : files) {
            Path elsewhere = folder.resolve("elsewhere");
            Files.move(file, elsewhere);
            assertFound(file, "removed");
            Files.move(elsewhere, file);
            Path renamed = file.resolveSibling(file.getFileName() + "x");
            Files.move(file, renamed);
            assertFound(file, "renamed");
            assertFound(renamed, "renamed");
            Files.move(renamed, file);
        }
    }

    @Test
    void everyPairOfExchangedFilesIsFound() throws IOException {
        for (Path one : files) {
            for (Path other : files) {
                if (one.compareTo(other) < 0) {
                    exchange(one, other);
                    assertThat(verification.verify(pack).intact())
                            .as("%s and %s exchanged", one, other)
                            .isFalse();
                    exchange(one, other);
                }
            }
        }
    }

    @Test
    void everyAddedFileFolderAndLinkIsFound() throws IOException {
        List<Path> added = List.of(
                pack.resolve("notes.txt"),
                pack.resolve(".hidden"),
                pack.resolve("ledgers/backup-users-db-20261122.jsonl"),
                pack.resolve("ledgers/.x"),
                pack.resolve("a line\nfeed"));
        for (Path file : added) {
            Files.writeString(file, "");
            assertThat(verification.verify(pack).flaws()).as("added %s", file).hasSize(1);
            Files.delete(file);
        }
        Path empty = Files.createDirectories(pack.resolve("empty"));
        assertFound(empty, "an empty folder");
        Path deep = Files.writeString(empty.resolve("deep"), "");
        assertFound(deep, "a file in a folder that is not listed");
        Files.delete(deep);
        Files.delete(empty);
        Path link = Files.createSymbolicLink(pack.resolve("link"), folder);
        assertFound(link, "a link");
        Files.delete(link);
    }

    @Test
    void aLinkInThePlaceOfAFileIsRefusedThoughItLeadsToTheSameBytes() throws IOException {
        Path report = pack.resolve("report.html");
        Path elsewhere = Files.move(report, folder.resolve("elsewhere.html"));
        Files.createSymbolicLink(report, elsewhere);
        assertThat(verification.verify(pack).flaws())
                .containsExactly(
                        new Flaw("report.html", "", "it is a symbolic link: a pack has none, and it is not followed"));
        Files.move(elsewhere, report, StandardCopyOption.REPLACE_EXISTING);

        Path ledgers = pack.resolve("ledgers");
        Path moved = Files.move(ledgers, folder.resolve("moved"));
        Files.createSymbolicLink(ledgers, moved);
        assertFound(ledgers, "a linked folder");
        Files.delete(ledgers);
        Files.move(moved, ledgers);
    }

    /** In memory, because there are tens of thousands; what only a disk can do to a pack is done on the disk. */
    private PackContents inMemory() {
        return PackContents.compare(contents, Set.of("ledgers"), new TreeMap<>());
    }

    /**
     * Every damage is found by its hash, and a sample of them is verified to the end: of what is read there more than of
     * what is rendered, which is only compared.
     */
    private void assertFoundInMemory(String name, String how) {
        PackContents damaged = inMemory();
        boolean seal = SealReading.FILES.contains(name);
        if (damaged.intact() && !seal) {
            throw new AssertionError(name + ", " + how + ": not found");
        }
        // SealTest tries every byte of the seal.
        if (random.nextInt(rendered(name) ? 32 : 4) == 0) {
            assertFound(name, verification.verify(damaged), how);
        }
    }

    private static boolean rendered(String name) {
        return name.endsWith(".svg") || name.endsWith(".css") || name.endsWith(".html") || name.endsWith(".xml");
    }

    private void damage(String name, byte[] damaged, String how) {
        byte[] content = contents.get(name);
        if (!Arrays.equals(damaged, content)) {
            contents.put(name, damaged);
            assertFoundInMemory(name, how);
            contents.put(name, content);
        }
    }

    /** Found, and told to be in {@code file}; only the manifest can shift the suspicion to what it lists. */
    private void assertFound(Path file, String how) {
        assertFound(pack.relativize(file).toString(), verification.verify(pack), how);
    }

    private static void assertFound(String name, Verification result, String how) {
        boolean found = name.equals(Manifest.FILE)
                ? !result.intact()
                : result.flaws().stream().anyMatch(flaw -> flaw.file().equals(name));
        if (!found) {
            throw new AssertionError(name + ", " + how + ": found only " + result.flaws());
        }
    }

    private static void exchange(Path one, Path other) throws IOException {
        byte[] first = Files.readAllBytes(one);
        Files.write(one, Files.readAllBytes(other));
        Files.write(other, first);
    }

    private static List<byte[]> lines(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n' || i == content.length - 1) {
                lines.add(Arrays.copyOfRange(content, from, i + 1));
                from = i + 1;
            }
        }
        return lines;
    }

    private static byte[] join(List<byte[]> lines) {
        int length = lines.stream().mapToInt(line -> line.length).sum();
        byte[] joined = new byte[length];
        int to = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, joined, to, line.length);
            to += line.length;
        }
        return joined;
    }
}
