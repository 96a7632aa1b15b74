package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.EstateLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does who has just got the program: has the estate file written, looks at it, changes it. */
class FirstFiveMinutesTest {
    private static final Path EXAMPLE = Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRehearsedDiscoveryWritesAFileThatIsValidAndNeverOverwritesOne() throws IOException {
        int code = dr("rehearse", "discover", "-e", EXAMPLE.toString(), "--folder", folder.toString());

        Path file = folder.resolve("labelmint-production").resolve("discovered.yaml");
        assertThat(code).as(err.toString()).isEqualTo(ExitCode.RED);
        assertThat(out.toString())
                .contains("databases  billing, orders", "checks red", "next: dr estate validate " + file)
                .contains("→");
        assertThat(out.toString().lines().filter(line -> line.startsWith("  RED") || line.contains("→")))
                .as("ten lines are read, a hundred are not")
                .hasSizeLessThanOrEqualTo(10);
        assertThat(dr("estate", "validate", file.toString())).isEqualTo(ExitCode.GREEN);

        String before = Files.readString(file);
        assertThat(dr("rehearse", "discover", "-e", EXAMPLE.toString(), "--folder", folder.toString()))
                .isEqualTo(ExitCode.MISUSED);
        assertThat(err.toString()).contains("is there already, and is not overwritten.");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void mistakesOfTheCommandLineAreSaidBeforeAnythingIsAsked() {
        Path file = folder.resolve("estate.yaml");

        assertThat(dr("discover", "--region", "us-east-1", "--name", "acme-production"))
                .isEqualTo(ExitCode.MISUSED);
        assertThat(discover(file, "us-esat-1", "us-west-2", "acme-production")).isEqualTo(ExitCode.MISUSED);
        assertThat(discover(file, "us-east-1", "us-east-1", "acme-production")).isEqualTo(ExitCode.MISUSED);
        assertThat(discover(file, "us-east-1", "us-west-2", "Acme!")).isEqualTo(ExitCode.MISUSED);

        assertThat(err.toString())
                .contains("--dr-region", "did you mean us-east-1?", "losing it loses everything", "--name Acme!")
                .doesNotContain("Exception");
        assertThat(file).doesNotExist();
    }

    @Test
    void aPullRequestThatWeakensTheEstateIsRedAndOneThatDoesNotIsGreen() throws IOException {
        Path changed = folder.resolve("estate.yaml");
        Files.writeString(changed, Files.readString(EXAMPLE).replaceFirst("rpo: 1h", "rpo: 6h"));

        assertThat(dr("diff", EXAMPLE.toString(), "--estate", changed.toString()))
                .isEqualTo(ExitCode.RED);
        assertThat(out.toString())
                .contains("## Estate labelmint-production: 1 weaker, 0 stronger, 0 changed")
                .contains("- **RPO** `orders-db` objectives.rpo: `1h` → `6h`");
        assertThat(dr("diff", changed.toString(), "--estate", EXAMPLE.toString()))
                .isEqualTo(ExitCode.GREEN);
        assertThat(dr("diff", EXAMPLE.toString(), "--estate", EXAMPLE.toString()))
                .isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains("Nothing that estate labelmint-production declares differs.");
        assertThat(EstateLoader.load(changed).databases()).hasSize(2);
    }

    @Test
    void programsReadTheDifferencesAsOneObject() throws IOException {
        Path changed = folder.resolve("estate.yaml");
        Files.writeString(changed, Files.readString(EXAMPLE).replaceFirst("rpo: 1h", "rpo: 6h"));

        dr("diff", EXAMPLE.toString(), "--estate", changed.toString(), "--json");

        assertThat(out.toString())
                .startsWith("{")
                .contains("\"weaker\":true", "\"topic\":\"RPO\"", "\"after\":\"6h\"", "\"effect\":\"weaker\"");
    }

    private int discover(Path file, String region, String dr, String name) {
        return dr("discover", "--region", region, "--dr-region", dr, "--name", name, "--out", file.toString());
    }

    private int dr(String... args) {
        return Dr.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
