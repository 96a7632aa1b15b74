package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A register as files of a folder, {@code 00000001.json} and so on.
 *
 * <p>An entry is written under another name, forced to the disk, and only then given its own, by a link: that is one step
 * of the file system, which fails if the name is taken. So of two processes of this machine one is told that it came
 * second, and neither can leave half an entry. What is left of one that died is hidden, and read by nobody.
 *
 * @param folder the folder
 */
record FolderRegister(Path folder) implements Register {
    private static final Pattern ENTRY = Pattern.compile("(\\d{8,18})\\.json");

    @Override
    public String where() {
        return folder.toString();
    }

    @Override
    public long last() {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> ENTRY.matcher(file.getFileName().toString()))
                    .filter(java.util.regex.Matcher::matches)
                    .mapToLong(name -> Long.parseLong(name.group(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw problem("register.unreadable", e);
        }
    }

    @Override
    public String read(long number) {
        try {
            return new String(PlainFile.read(file(number)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw problem("register.unreadable", e);
        }
    }

    @Override
    public boolean enter(long number, String text) {
        Path draft = folder.resolve("." + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            boolean first = named(draft, file(number));
            Files.deleteIfExists(draft);
            FileLedgers.force(folder);
            return first;
        } catch (IOException e) {
            throw problem("register.unwritable", e);
        }
    }

    private static boolean named(Path draft, Path entry) throws IOException {
        try {
            Files.createLink(entry, draft);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            // A file system without links: a name that is taken is refused too, but not in one step.
            try {
                Files.move(draft, entry);
                return true;
            } catch (FileAlreadyExistsException taken) {
                return false;
            }
        }
    }

    private Path file(long number) {
        return folder.resolve("%08d.json".formatted(number));
    }

    private ProblemException problem(String code, IOException e) {
        return Problem.of(
                        code,
                        "The register in " + folder + " cannot be read or written (" + e + ").",
                        "Make room and give this user the right to write there, then run the same command again.")
                .with("folder", folder)
                .asException(e);
    }
}
