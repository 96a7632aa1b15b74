package io.labelmint.dr.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The time from starting a program to its first byte of output: dr beside a bare JVM and the AWS CLI. */
final class StartupComparison {
    private static final int RUNS = 20;
    private static final String ESTATE = "examples/labelmint-production.yaml";

    private StartupComparison() {}

    static void print(PrintStream out, String aws) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Map<String, List<String>> programs = new LinkedHashMap<>();
        programs.put("./dr estate validate", List.of("./dr", "estate", "validate", ESTATE));
        programs.put(
                "java -jar dr.jar estate validate",
                List.of(java, "-jar", "cli/target/dr.jar", "estate", "validate", ESTATE));
        programs.put("java -version", List.of(java, "-version"));
        programs.put(aws + " --version", List.of(aws, "--version"));

        Map<String, List<Duration>> times = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> program : programs.entrySet()) {
            // Once without counting: the launcher may have to build, and the disk caches are warm for all.
            if (firstByte(program.getValue()).isPresent()) {
                times.put(program.getKey(), new ArrayList<>());
            } else {
                out.println("not here, or failed: " + program.getKey());
            }
        }
        // In turns, so that whatever else the machine does hits all of them.
        for (int i = 0; i < RUNS; i++) {
            for (Map.Entry<String, List<Duration>> each : times.entrySet()) {
                each.getValue().add(firstByte(programs.get(each.getKey())).orElseThrow());
            }
        }
        report(out, times);
    }

    private static void report(PrintStream out, Map<String, List<Duration>> times) {
        Duration dr = new Quantiles(times.get("./dr estate validate")).median();
        out.printf("First byte of output, ms, %d runs in turns; ratio of the medians%n%n", RUNS);
        out.printf("%-36s %8s %8s %8s %8s %10s%n", "", "least", "median", "p95", "most", "dr/this");
        times.forEach((program, all) -> {
            Quantiles quantiles = new Quantiles(all);
            out.printf(
                    "%-36s %8d %8d %8d %8d %10.2f%n",
                    program,
                    quantiles.at(0).toMillis(),
                    quantiles.median().toMillis(),
                    quantiles.at(95).toMillis(),
                    quantiles.max().toMillis(),
                    dr.toNanos() / (double) quantiles.median().toNanos());
        });
    }

    private static Optional<Duration> firstByte(List<String> command) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.empty(); // there is no such program
        }
        try (InputStream output = process.getInputStream()) {
            int first = output.read();
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            output.readAllBytes();
            return process.waitFor() == 0 && first >= 0 ? Optional.of(time) : Optional.empty();
        }
    }
}
