package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Prepare, approve, resume and cut over, as a person types it, on a rehearsal. */
final class ApproveTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path estate;

    @BeforeEach
    void anEstate() throws Exception {
        estate = folder.resolve("estate.yaml");
        Files.copy(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"), estate);
    }

    @Test
    void aRestoreIsPreparedApprovedAndRunAndItsNameIsTakenOver() {
        assertThat(dr("restore", "orders-db", "--as", "orders-again", "--region", "primary", "--prepare"))
                .isEqualTo(ExitCode.GREEN);
        String run = printed("dr resume ([a-z0-9-]+)");
        String brief = printed("--digest \"([0-9a-f ]{14})\"");
        assertThat(out.toString()).contains("Rehearsal: Restore of orders-db", "Nothing was changed. To have it done:");

        assertThat(dr("status")).as("nothing is open").isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains("PREPARED  " + run);
        assertThat(dr("resume", run)).isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("is not approved, so nothing of it was begun");
        assertThat(dr("approve", run, "--digest", "0000 0000 0000")).isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("what was approved is 0000 0000 0000");
        assertThat(dr("approve", run)).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains("Plan " + brief);
        assertThat(dr("approve", run, "--digest", brief)).isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("asked for this plan, so their approval of it does not count");
        assertThat(dr("approve", run, "--digest", brief, "--as", "ann")).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains("is approved by ann. Run it: dr resume " + run);
        assertThat(dr("resume", run)).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains(" checks green.");

        assertThat(dr("cut-over", "orders-db", "--from", "labelmint-production-billing"))
                .isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("is not what a restore of orders-db brought about");
    }

    @Test
    void whatIsWithdrawnCannotBeApprovedAnyMore() {
        assertThat(dr("restore", "orders-db", "--as", "orders-again", "--prepare"))
                .isEqualTo(ExitCode.GREEN);
        String run = printed("dr resume ([a-z0-9-]+)");
        String brief = printed("--digest \"([0-9a-f ]{14})\"");

        assertThat(dr("approve", run, "--withdraw")).isEqualTo(ExitCode.GREEN);

        assertThat(dr("approve", run, "--digest", brief)).isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("has ended at");
    }

    @Test
    void glassIsBrokenForANamedPlanAndWithAReasonOnly() {
        assertThat(dr("restore", "orders-db", "--as", "orders-again", "--prepare"))
                .isEqualTo(ExitCode.GREEN);
        String run = printed("dr resume ([a-z0-9-]+)");
        String brief = printed("--digest \"([0-9a-f ]{14})\"");

        assertThat(dr("approve", run, "--digest", brief, "--break-glass")).isNotEqualTo(ExitCode.GREEN);
        assertThat(err.toString()).contains("--break-glass needs --reason");
        assertThat(dr("approve", run, "--digest", brief, "--break-glass", "--reason", "nobody is there"))
                .isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains("GLASS BROKEN by");

        assertThat(dr("resume", run)).as("done, and red").isEqualTo(ExitCode.RED);
        assertThat(out.toString()).contains("nobody is there");
    }

    private int dr(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--estate",
                estate.toString(),
                "--rehearsal",
                folder.resolve("rehearsal").toString()));
        if (!List.of("status", "approve", "cut-over").contains(arguments[0])) {
            all.addAll(List.of("--out", folder.resolve("runs").toString()));
        }
        CommandLine command = Dr.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    private String printed(String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(out.toString());
        assertThat(found.find()).as(out.toString()).isTrue();
        return found.group(1);
    }
}
