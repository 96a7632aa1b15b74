package io.labelmint.dr.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Python virtualenv that holds the emulators, kept under a name that says what is in it.
 *
 * <p>The marker {@code .complete} is written last, so an install that was interrupted is never taken for one that
 * finished: it is removed and begun again. A lock keeps two builds in one working copy from installing over each other.
 */
record Virtualenv(Path directory) {
    /** The interpreter to use instead of the first suitable one on the path. */
    private static final String PYTHON = "dr.python";

    private static final String REQUIREMENTS = "/emulators/requirements.txt";
    private static final String MARKER = ".complete";

    /** Generous: a cold cache, a slow mirror and two busy cores. It takes 20 s on a quiet machine. */
    private static final Duration INSTALL = Duration.ofMinutes(5);

    private static final Duration QUESTION = Duration.ofSeconds(20);

    /** The oldest that every pinned package supports; ensurepip is what Debian leaves out without python3-venv. */
    private static final String SUITABLE =
            "import sys, venv, ensurepip; print(sys.version); sys.exit(sys.version_info < (3, 10))";

    /** Puts into {@code directory} what {@code requirements} says. */
    @FunctionalInterface
    interface Installer {
        void install(Path directory, Path requirements) throws Unavailable;
    }

    /** The virtualenv of the pinned emulators, installed under {@code base} if it is not there yet. */
    static Virtualenv ready(Path base) throws Unavailable {
        try {
            Files.createDirectories(base);
            Path log = base.resolve("python-" + ProcessHandle.current().pid() + ".log"); // forks ask beside each other
            log.toFile().deleteOnExit();
            String python = interpreter(log);
            String version = Files.readString(log, StandardCharsets.UTF_8);
            return ready(base, requirements(), version, (directory, requirements) -> {
                Path installed = base.resolve("install.log");
                Command.of(python, "-m", "venv", directory).run(installed, INSTALL);
                Command.of(python(directory), "-m", "pip", "install")
                        .and("--only-binary", ":all:", "--disable-pip-version-check", "-r", requirements)
                        .run(installed, INSTALL);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Virtualenv ready(Path base, String requirements, String version, Installer installer)
            throws Unavailable, IOException {
        String name = digest(requirements + version);
        Path directory = base.resolve(name).toAbsolutePath();
        try (FileChannel lock =
                FileChannel.open(base.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock(); // until the channel is closed
            if (!Files.exists(directory.resolve(MARKER))) {
                delete(directory);
                Path pinned = Files.writeString(base.resolve(name + ".txt"), requirements);
                installer.install(directory, pinned);
                Files.writeString(directory.resolve(MARKER), version);
            }
        }
        return new Virtualenv(directory);
    }

    Path python() {
        return python(directory);
    }

    private static Path python(Path directory) {
        Path windows = directory.resolve("Scripts/python.exe");
        return Files.exists(windows) ? windows : directory.resolve("bin/python");
    }

    private static String interpreter(Path log) throws Unavailable {
        List<String> reasons = new ArrayList<>();
        String chosen = System.getProperty(PYTHON, "");
        for (String name : chosen.isBlank() ? List.of("python3", "python") : List.of(chosen)) {
            try {
                Command.of(name, "-c", SUITABLE).run(log, QUESTION);
                return name;
            } catch (Unavailable e) {
                reasons.add(e.getMessage());
            }
        }
        throw new Unavailable("no Python 3.10 or newer with venv was found: " + String.join("; ", reasons));
    }

    private static String requirements() throws IOException {
        try (InputStream in = Virtualenv.class.getResourceAsStream(REQUIREMENTS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
