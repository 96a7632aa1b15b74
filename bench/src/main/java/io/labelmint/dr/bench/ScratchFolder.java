package io.labelmint.dr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder under {@code bench/target}, on the same disk as the repository, that is removed when it is closed. */
record ScratchFolder(Path path) implements AutoCloseable {

    static ScratchFolder create() throws IOException {
        Path target = Path.of("bench", "target");
        Path parent = Files.isDirectory(target) ? target : Path.of("target");
        return new ScratchFolder(Files.createTempDirectory(parent.toAbsolutePath(), "scratch"));
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(path)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
