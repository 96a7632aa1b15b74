package io.labelmint.dr.jenkins.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a pack as one file, for people to take away. The same pack always gives the same bytes. */
final class PackZip {
    /** The earliest time the format knows; when the run was is in the pack. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private PackZip() {}

    /** The zip beside {@code folder}. */
    static Path of(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".zip");
    }

    /** Writes it, whole or not at all. */
    static void write(Path folder) throws IOException {
        Path partial = folder.resolveSibling("." + folder.getFileName() + ".zip.partial");
        try (OutputStream out = Files.newOutputStream(partial);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            for (Path file : files) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                ZipEntry entry = new ZipEntry(folder.getFileName() + "/" + name);
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        Files.move(partial, of(folder), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
