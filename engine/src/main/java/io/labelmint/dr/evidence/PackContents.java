package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A pack as it lies in a folder, compared with its manifest. Reads nothing outside the folder, whatever lies in it:
 * links are reported and not followed, devices and pipes not opened.
 *
 * @param manifest what should be there
 * @param digest SHA-256 of the manifest; empty if there is none
 * @param files the listed files that are there, by path
 * @param changed those of them that are not as listed
 * @param seal the files of the seal, which names the manifest and therefore is not in it
 * @param flaws everything else that is wrong
 */
record PackContents(
        Manifest manifest,
        Optional<String> digest,
        SortedMap<String, byte[]> files,
        SortedSet<String> changed,
        SortedMap<String, byte[]> seal,
        List<Flaw> flaws) {

    /** Far above any pack; what is larger was not written by this program. */
    private static final long LARGEST_FILE = 256L << 20;

    PackContents {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        changed = Collections.unmodifiableSortedSet(new TreeSet<>(changed));
        seal = Collections.unmodifiableSortedMap(new TreeMap<>(seal));
        flaws = List.copyOf(flaws);
    }

    /** Whether every byte is as listed, and nothing more is there. */
    boolean intact() {
        return flaws.isEmpty() && changed.isEmpty();
    }

    /**
     * Reads {@code folder}.
     *
     * @throws io.labelmint.dr.ProblemException {@code evidence.unreadable} if it is not a folder
     */
    static PackContents read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Problem.of(
                            "evidence.unreadable",
                            folder + " is not a folder that can be read.",
                            "Name the folder of an evidence pack: the one that holds " + Manifest.FILE + ".")
                    .with("folder", folder)
                    .asException();
        }
        Walk walk = new Walk(real(folder));
        walk.run();
        return compare(walk.contents, walk.folders, walk.refused);
    }

    /**
     * Compares what was found with the manifest in it.
     *
     * @param found the content of files, by path
     * @param folders the folders, by path
     * @param refused what was not opened, by path, and why
     */
    static PackContents compare(
            SortedMap<String, byte[]> found, Set<String> folders, SortedMap<String, String> refused) {
        List<Flaw> flaws = new ArrayList<>();
        byte[] list = found.get(Manifest.FILE);
        if (list == null && !refused.containsKey(Manifest.FILE)) {
            flaws.add(new Flaw(Manifest.FILE, "", "it is missing, so nothing here can be checked against it"));
        }
        Manifest manifest = list == null ? new Manifest(new TreeMap<>()) : Manifest.read(list, flaws);
        refused.forEach((path, why) -> flaws.add(new Flaw(path, "", why)));
        SortedMap<String, byte[]> files = new TreeMap<>();
        SortedSet<String> changed = new TreeSet<>();
        manifest.hashes().forEach((path, hash) -> {
            byte[] content = found.get(path);
            if (content != null) {
                files.put(path, content);
                if (!Json.sha256(content).equals(hash)) {
                    changed.add(path);
                }
            } else if (!refused.containsKey(path)) {
                flaws.add(new Flaw(path, "", "it is listed in the manifest and missing"));
            }
        });
        SortedMap<String, byte[]> seal = new TreeMap<>(found);
        seal.keySet().retainAll(SealReading.FILES);
        seal.keySet().removeAll(manifest.hashes().keySet());
        found.keySet().stream()
                .filter(path -> !path.equals(Manifest.FILE)
                        && !seal.containsKey(path)
                        && !manifest.hashes().containsKey(path))
                .forEach(path -> flaws.add(new Flaw(path, "", "it is not listed in the manifest: somebody added it")));
        folders.stream()
                .filter(path -> manifest.hashes().keySet().stream().noneMatch(file -> file.startsWith(path + "/")))
                .forEach(path -> flaws.add(new Flaw(path, "", "no such folder is in the manifest: somebody added it")));
        return new PackContents(manifest, Optional.ofNullable(list).map(Json::sha256), files, changed, seal, flaws);
    }

    /** The folder itself may be reached through a link; nothing in it may be one. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    /** Collects everything below a folder. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final SortedMap<String, byte[]> contents = new TreeMap<>();
        private final SortedSet<String> folders = new TreeSet<>();
        private final SortedMap<String, String> refused = new TreeMap<>();

        Walk(Path root) {
            this.root = root;
        }

        void run() {
            try {
                Files.walkFileTree(root, this);
            } catch (IOException e) {
                refuse("", "it cannot be read (" + e + ")");
            }
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!name(folder).isEmpty()) {
                folders.add(name(folder));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
                refuse(name(file), "it is a symbolic link: a pack has none, and it is not followed");
            } else if (!attributes.isRegularFile()) {
                refuse(name(file), "it is not a file: a pack has nothing but files, and it is not opened");
            } else if (attributes.size() > LARGEST_FILE) {
                refuse(name(file), "it is too large for a file of a pack: " + attributes.size() + " bytes");
            } else {
                try {
                    contents.put(name(file), Files.readAllBytes(file));
                } catch (IOException e) {
                    refuse(name(file), "it cannot be read (" + e + ")");
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            refuse(name(file), "it cannot be read (" + e + ")");
            return FileVisitResult.CONTINUE;
        }

        private void refuse(String path, String why) {
            refused.put(path, why);
        }

        private String name(Path path) {
            Path relative = root.relativize(path);
            return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
        }
    }
}
