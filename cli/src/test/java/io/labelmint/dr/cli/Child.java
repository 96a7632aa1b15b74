package io.labelmint.dr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that runs a class of this test's class path. */
record Child(Process process, Path output) {

    static Child start(Path output, Class<?> main, Object... args) throws IOException {
        return start(output, Map.of(), main, args);
    }

    /** With more in its environment than this process has. */
    static Child start(Path output, Map<String, String> environment, Class<?> main, Object... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new Child(process, output);
    }

    /** Waits for its end; the result is its exit code. */
    int join() throws InterruptedException {
        return process.waitFor();
    }

    /** What it printed so far. */
    String printed() throws IOException {
        return Files.readString(output);
    }
}
