package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** There and back as a person types it. */
final class FailbackCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void thereAndBackIsRehearsedWithTwoCommandsAndLeavesOneReport() throws Exception {
        assertThat(dr("rehearse", "failback")).isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("has not failed over, so there is nothing to lead home");
        assertThat(dr("rehearse", "failover")).as("its fence cannot be proved").isEqualTo(ExitCode.RED);

        assertThat(dr("rehearse", "failback")).as(out + " " + err).isEqualTo(ExitCode.GREEN);

        assertThat(out.toString())
                .contains("The failover is not committed, so that is rehearsed first: --commit.")
                .contains("a failback is refused: Not everything is proved to be in us-east-1 yet.")
                .contains("done     orders-db/rows-agree", "done     users/served-at-home")
                .contains("failback.outage", "checks green.", "skeleton  ");
        Matcher run = Pattern.compile("Failback of labelmint-production, rehearsal (failover-[a-z0-9-]+): all")
                .matcher(out.toString());
        assertThat(run.find()).isTrue();
        Path pack = folder.resolve("rehearsal/labelmint-production/runs").resolve(run.group(1));
        assertThat(pack.resolve("report.html"))
                .content()
                .contains("Failover of labelmint-production to us-west-2", "Failback of labelmint-production");
        assertThat(execute("evidence", "verify", pack.toString())).isEqualTo(ExitCode.GREEN);

        assertThat(dr("postmortem", run.group(1))).as(err.toString()).isEqualTo(ExitCode.GREEN);

        assertThat(out.toString()).isEqualTo(Files.readString(pack.resolve("postmortem.md")));
        assertThat(dr("history")).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString())
                .contains("Real, on AWS: 0 runs", "Rehearsal, on simulated AWS: 3 runs")
                .containsPattern("REHEARSAL .* RED, .* Failover of labelmint-production ")
                .containsPattern("recovered in .* of 4 h 0 min; lost: orders-db about [0-9]+ s")
                .containsPattern("REHEARSAL .* green, .* Failback of labelmint-production ");
        assertThat(dr("postmortem", "failover-nobody-0001")).isEqualTo(ExitCode.MISUSED);
    }

    private int dr(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 4);
        all[arguments.length] = "--estate";
        all[arguments.length + 1] = Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml")
                .toString();
        all[arguments.length + 2] = arguments[0].equals("rehearse") ? "--folder" : "--rehearsal";
        all[arguments.length + 3] = folder.resolve("rehearsal").toString();
        return execute(all);
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = Dr.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
