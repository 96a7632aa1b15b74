package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.evidence.PackReading;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The evidence packs in the folder of a build, read when somebody looks and remembered as long as there is memory for it
 * and no file of them has another size or time. A pack that cannot be read is shown with one sentence of why.
 */
final class KeptPacks {
    /** Above any pack a person would want to see on a page. */
    static final long MOST_BYTES = 64L << 20;

    static final Json JSON = Capabilities.json();

    private static final Logger LOG = Logger.getLogger(KeptPacks.class.getName());

    private final Path parent;
    private final Map<String, SoftReference<Seen>> seen = new ConcurrentHashMap<>();

    KeptPacks(Path parent) {
        this.parent = parent;
    }

    /** The folder of the pack of {@code run}. */
    Path folder(String run) {
        return parent.resolve(run);
    }

    /** The pack of {@code run}, for a page. */
    RunView view(String run, String recorded) {
        String state = folderState(folder(run));
        SoftReference<Seen> reference = seen.get(run);
        Seen last = reference == null ? null : reference.get();
        if (last == null || !last.state().equals(state)) {
            last = new Seen(state, read(run, recorded));
            seen.put(run, new SoftReference<>(last));
        }
        return last.view();
    }

    private RunView read(String run, String recorded) {
        Path folder = folder(run);
        if (!Files.isDirectory(folder)) {
            return RunView.of(
                    run,
                    Problem.of(
                            "evidence.missing",
                            "The evidence of run " + run + " is no longer in the folder of this build.",
                            "Find out who removed it; the ledger in JENKINS_HOME/disaster-recovery tells the same."));
        }
        try {
            return RunView.of(run, PackReading.of(folder, JSON, MOST_BYTES), recorded);
        } catch (ProblemException e) {
            return RunView.of(run, e.problem());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the evidence in " + folder + " cannot be shown", e);
            return RunView.of(
                    run,
                    Problem.of(
                            "evidence.damaged",
                            "The evidence of run " + run + " cannot be shown.",
                            "See the log of the controller for the reason, and verify the pack with"
                                    + " `dr evidence verify`."));
        }
    }

    /** Sizes and times of all files: whoever changes one and hides it is found by verifying. */
    private static String folderState(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().map(KeptPacks::fileState).collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException e) {
            return "unreadable: " + e;
        }
    }

    private static String fileState(Path file) {
        try {
            BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
            return file + " " + known.size() + " " + known.lastModifiedTime();
        } catch (IOException e) {
            return file + " " + e;
        }
    }

    /**
     * A pack that was read.
     *
     * @param state of its files
     * @param view what it showed
     */
    private record Seen(String state, RunView view) {}
}
