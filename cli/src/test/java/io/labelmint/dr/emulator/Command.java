package io.labelmint.dr.emulator;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command that is run to its end, or to a deadline; what it prints goes to a file, so that nothing blocks. */
record Command(List<String> words) {

    static Command of(Object... words) {
        return new Command(Stream.of(words).map(Object::toString).toList());
    }

    Command and(Object... more) {
        return new Command(Stream.concat(words.stream(), Stream.of(more).map(Object::toString))
                .toList());
    }

    /** Throws with the end of the output unless the command exits with 0 in time. */
    void run(Path log, Duration deadline) throws Unavailable {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .start();
            try {
                if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
                    throw new Unavailable(this + " did not end within " + deadline.toSeconds() + " s: " + end(log));
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new Unavailable(this + " failed: " + end(log));
            }
        } catch (IOException e) {
            throw new Unavailable(this + " does not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(this + " was interrupted");
        }
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    /** The last lines of a log, on one line. */
    static String end(Path log) {
        try {
            List<String> lines =
                    Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "(no output)";
        }
    }

    /** Enough of it to know which command it was, without a script it may carry. */
    @Override
    public String toString() {
        return words.stream().takeWhile(word -> !word.equals("-c")).limit(4).collect(Collectors.joining(" "));
    }
}
