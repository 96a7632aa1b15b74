package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A failover that was begun in one process and killed there is finished by {@code dr resume} in another one, from another
 * folder, which has the estate file and the bucket in the DR region and nothing else. AWS, with that bucket, is simulated;
 * processes, files and the kill are real.
 */
final class FailoverElsewhereTest {
    private static final String NAME = "labelmint-production";
    private static final Path ESTATE = Path.of(System.getProperty("dr.root"), "examples", NAME + ".yaml");

    @TempDir
    Path folder;

    @Test
    void whatOneProcessBeganAnotherEndsWithTheEstateFileAndTheBucket() throws Exception {
        Path there = folder.resolve("there");
        String run = killedOnceThePromotionIsAccepted(there);
        Path here = Files.createDirectories(folder.resolve("here"));
        copy(there.resolve(NAME).resolve("world"), here.resolve(NAME).resolve("world"));
        Path estate = Files.copy(ESTATE, here.resolve("estate.yaml"));
        StringWriter out = new StringWriter();

        assertThat(dr(out, "status", "--rehearsal", here, "--estate", estate)).isEqualTo(ExitCode.RED);
        assertThat(out.toString()).contains("OPEN ", run);
        int code = dr(
                out,
                "resume",
                run,
                "--take-over",
                "--rehearsal",
                here,
                "--estate",
                estate,
                "--out",
                here.resolve("runs"));

        // Of the region that hangs no fence could be proved: that stays red, and is all that is.
        assertThat(code).as(out.toString()).isEqualTo(ExitCode.RED);
        assertThat(out.toString())
                .contains("done     users/served", "ok       " + NAME + "  failover.completed")
                .doesNotContain("start    orders-db/promote");
        assertThat(out.toString().lines().filter(line -> line.contains("  RED  ")))
                .allMatch(line -> line.contains("failover.fenced"));
        assertThat(dr(out, "evidence", "verify", here.resolve("runs").resolve(run)))
                .isEqualTo(ExitCode.GREEN);
        assertThat(accepted(here.resolve(NAME).resolve("ledgers"), "orders-db/promote"))
                .hasSize(1);
        try (Rehearsal rehearsal = Rehearsal.open(here.resolve(NAME).resolve("world"), EstateLoader.load(estate))) {
            assertThat(rehearsal.isLost("us-east-1")).isTrue();
        }
    }

    /** The run of a failover whose process is no more; its replica is being promoted. */
    private String killedOnceThePromotionIsAccepted(Path there) throws Exception {
        Path output = folder.resolve("child.txt");
        // A pace at which the failover takes some seconds, so that the kill meets it on its way.
        Child child =
                Child.start(output, Dr.class, "rehearse", "failover", "-e", ESTATE, "--folder", there, "--pace", "100");
        try {
            while (accepted(there.resolve(NAME).resolve("ledgers"), "orders-db/promote")
                    .isEmpty()) {
                assertThat(child.process().isAlive()).as(child.printed()).isTrue();
                Thread.sleep(20);
            }
        } finally {
            child.process().destroyForcibly().waitFor();
        }
        assertThat(child.printed()).doesNotContain("done     users/served");
        Matcher run = Pattern.compile("run (failover-[a-z0-9-]+)").matcher(child.printed());
        assertThat(run.find()).as(child.printed()).isTrue();
        return run.group(1);
    }

    /** The entries of the ledgers of moves in {@code ledgers} that say that {@code action} was accepted. */
    private static List<String> accepted(Path ledgers, String action) throws IOException {
        if (!Files.isDirectory(ledgers)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(ledgers)) {
            return files.filter(file -> file.getFileName().toString().matches("move-failover-.*jsonl"))
                    .flatMap(FailoverElsewhereTest::lines)
                    .filter(line -> line.contains("\"what\":\"accepted\"") && line.contains("\"" + action + "\""))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file).lines();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
    }

    private static int dr(StringWriter out, Object... words) {
        out.getBuffer().setLength(0);
        return Dr.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }
}
