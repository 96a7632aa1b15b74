package io.labelmint.dr.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link SimulatedEndpoint} while somebody calls it; it ends when this is closed. */
final class EndpointProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final URI url;

    private EndpointProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.url = URI.create(line());
    }

    /** Starts one with {@code regions}. */
    static EndpointProcess start(List<String> regions) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                // Surefire names its class path differently from everybody else.
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SimulatedEndpoint.class.getName()));
        command.addAll(regions);
        return new EndpointProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Where it listens. */
    URI url() {
        return url;
    }

    /** What it was asked for so far. */
    SimulatedEndpoint.Calls calls() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return SimulatedEndpoint.Calls.of(line());
    }

    private String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the simulated endpoint has ended; it says why above");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
