package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of the same operation at once: one works, the other says who holds it and where. */
class HeldTest {
    private static final Path ESTATE = Path.of(System.getProperty("dr.root"), "examples", "minimal.yaml");

    @TempDir
    Path folder;

    @Test
    void theSecondRunNamesTheHolderAndDoesNothing() {
        Estate estate = EstateLoader.load(ESTATE);
        Instant firstNight = Instant.parse("2026-01-07T02:00:00Z");
        VirtualTimeline timeline = new VirtualTimeline(firstNight);
        FileLedgers ledgers =
                new FileLedgers(folder.resolve(estate.name()).resolve("ledgers"), timeline, Capabilities.json());
        var operation = Job.of(Job.Type.DAILY).operation(estate, firstNight);
        StringWriter err = new StringWriter();

        try (Ledger held = ledgers.open(operation, "build 42 of job nightly on jenkins.example")) {
            assertThat(held.history().entries()).isEmpty();
            int code = Dr.commandLine()
                    .setErr(new PrintWriter(err, true))
                    .execute("rehearse", "daily", "-e", ESTATE.toString(), "--folder", folder.toString());

            assertThat(code).isEqualTo(ExitCode.HELD);
            assertThat(err.toString())
                    .contains(operation.value())
                    .contains("build 42 of job nightly on jenkins.example")
                    .doesNotContain("Exception");
            assertThat(held.history().entries()).isEmpty();
        }
    }
}
