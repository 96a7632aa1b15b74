package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Puts a pack into its place, whole or not at all.
 *
 * <p>Everything is written into a hidden sibling folder and forced to the disk; only then is that folder renamed. A
 * folder cannot be renamed over another one that has content, so an older pack is first renamed to
 * {@code .RUN.replaced}. A process that dies between the two renames leaves the older pack whole under that name, and
 * the next writing begins by renaming it back. Hidden folders are never packs; the next writing of the same run removes
 * what an earlier one left of them.
 */
final class PackFolder {
    private static final String PARTIAL = ".partial";

    private final Path parent;
    private final OperationId run;
    private final Path target;
    private final Path replaced;

    PackFolder(Path parent, OperationId run) {
        this.parent = parent;
        this.run = run;
        this.target = parent.resolve(run.value());
        this.replaced = parent.resolve("." + run + ".replaced");
    }

    /** Writes {@code files}, by path. */
    Path write(SortedMap<String, byte[]> files) {
        // Unlike a temporary folder of the JDK, one that is made like this can be read by whom the umask lets.
        Path partial = parent.resolve("." + run + "." + UUID.randomUUID() + PARTIAL);
        try {
            Files.createDirectories(parent);
            recover();
            refuseToReplaceAnythingElse();
            fill(partial, files);
            putInPlace(partial);
            return target;
        } catch (IOException e) {
            discard(partial);
            throw problem(e);
        }
    }

    /** Finishes or undoes what a process that died left behind. */
    private void recover() throws IOException {
        if (exists(replaced) && !exists(target)) {
            rename(replaced, target);
        }
        delete(replaced);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, "." + run + ".*" + PARTIAL)) {
            for (Path leftover : leftovers) {
                delete(leftover);
            }
        }
    }

    /** A pack that was changed is evidence of that, and any other folder is none of our business. */
    private void refuseToReplaceAnythingElse() throws IOException {
        if (!exists(target)) {
            return;
        }
        boolean ours = Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
        if (ours && !empty(target)) {
            PackContents older = PackContents.read(target);
            ours = older.intact() && older.files().containsKey(EvidencePack.ledger(run));
        }
        if (!ours) {
            throw Problem.of(
                            "evidence.in-the-way",
                            target + " is there already and is not an intact evidence pack of run " + run + ".",
                            "Find out who put it there or changed it, move it to a safe place, and run the same command"
                                    + " again.")
                    .with("folder", target)
                    .with("run", run)
                    .asException();
        }
    }

    private static void fill(Path folder, SortedMap<String, byte[]> files) throws IOException {
        Files.createDirectory(folder);
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            try (FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer content = ByteBuffer.wrap(file.getValue());
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isDirectory).toList()) {
                force(path);
            }
        }
    }

    private void putInPlace(Path partial) throws IOException {
        boolean replacing = exists(target);
        if (replacing) {
            rename(target, replaced);
        }
        try {
            rename(partial, target);
        } catch (IOException e) {
            if (replacing) {
                rename(replaced, target);
            }
            throw e;
        }
        force(parent);
        delete(replaced);
    }

    ProblemException problem(IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
        boolean full = reason.toLowerCase(Locale.ROOT).matches(".*(no space left|quota exceeded|not enough space).*");
        Problem problem = full
                ? Problem.of(
                        "evidence.disk-full",
                        "The evidence of run " + run + " does not fit on the disk of " + parent + ".",
                        "Make room there, or name another folder, and run the same command again: nothing of the run"
                                + " is lost, its ledgers hold it.")
                : Problem.of(
                        "evidence.unwritable",
                        "The evidence of run " + run + " cannot be written to " + parent + " (" + reason + ").",
                        "Give this user the right to write there, or name another folder, and run the same command"
                                + " again: nothing of the run is lost, its ledgers hold it.");
        return problem.with("folder", parent).with("run", run).with("cause", e).asException(e);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean empty(Path folder) throws IOException {
        try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
            return !content.iterator().hasNext();
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows does not open folders; it does not need this either.
            return;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!exists(folder)) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(paths::add);
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    private static void discard(Path partial) {
        try {
            delete(partial);
        } catch (IOException e) {
            // What stopped the writing stops this too; the next writing removes it.
            return;
        }
    }
}
