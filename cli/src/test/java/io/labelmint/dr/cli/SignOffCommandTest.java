package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/** A sign-off, and what becomes of the corrective actions it records, as a person types it. */
final class SignOffCommandTest {
    private static final Pattern RUN = Pattern.compile("run (sign-off-[a-z0-9-]+)");

    @TempDir
    Path folder;

    private Path estate;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** One whose sign-offs a person who is alone may sign. */
    @BeforeEach
    void declare() throws IOException {
        Path example = Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml");
        estate = folder.resolve("estate.yaml");
        Files.writeString(
                estate,
                Files.readString(example)
                        .replace("signOff: { needed: 1 }", "signOff: { needed: 1, requesterMayApprove: true }"));
    }

    @Test
    void whatIsSignedIsEvidenceAndItsActionsAreOpenUntilTheyAreSignedAsDone() {
        dr("rehearse", "readiness");
        Matcher readiness =
                Pattern.compile("readiness-labelmint-production-[a-z0-9-]+").matcher(out.toString());
        assertThat(readiness.find()).as(out.toString()).isTrue();
        assertThat(dr("actions")).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).isEqualTo("No corrective action of labelmint-production is open.\n");

        assertThat(dr(
                        "sign-off",
                        readiness.group(),
                        "--words",
                        "Seen on the call of Monday.",
                        "--action",
                        "Rehearse the failover; at night; ann; 2020-02-29"))
                .as(err.toString())
                .isEqualTo(ExitCode.GREEN);
        assertThat(out.toString())
                .contains("Sign-off of one run of labelmint-production", "Seen on the call of Monday.")
                .contains(readiness.group() + ": Rehearsal: Readiness of labelmint-production, ended")
                .contains("checks RED, ledger ", "    RED ")
                .contains("action 1: Rehearse the failover; at night, by ann until 2020-02-29");
        String first = signed();
        assertThat(dr("actions")).isEqualTo(ExitCode.RED);
        assertThat(out.toString())
                .isEqualTo("OVERDUE  Rehearse the failover; at night, by ann until 2020-02-29 (" + first + ".1)\n");
        dr("score", "--marks");
        assertThat(out.toString()).contains("RED  open work").contains("open.1");

        assertThat(dr("sign-off", "--done", first + ".2=it is"))
                .as("nothing of that name is open")
                .isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString())
                .contains("No corrective action " + first + ".2")
                .contains("dr actions");
        assertThat(dr("sign-off", "--done", first + ".1=rehearsed twice")).isEqualTo(ExitCode.GREEN);
        signed();
        assertThat(dr("actions")).isEqualTo(ExitCode.GREEN);
        dr("evidence", "verify", runs().toString());
        assertThat(out.toString()).contains("Nothing is missing");
    }

    @Test
    void whatPeopleDidAgainIsSignedWithoutARun() {
        dr("rehearse", "check");

        assertThat(dr("sign-off", "--of", "training")).as(err.toString()).isEqualTo(ExitCode.GREEN);

        assertThat(out.toString())
                .contains("Sign-off of the training of those who act of labelmint-production")
                .contains("training: Those who act were trained.");
        signed();
        refused("Nothing people do again and again is called 'singing'", "sign-off", "--of", "singing");
        assertThat(err.toString()).contains("Give one of: training, documents.");
    }

    @Test
    void whatCannotBeSignedIsSaid() {
        dr("rehearse", "check");

        refused("is no run of labelmint-production", "sign-off", "check-labelmint-production-2020-1a2b3c4d");
        refused("There is nothing to sign off", "sign-off");
        refused("'Do it; ann' is no corrective action", "sign-off", "--action", "Do it; ann");
        refused("is no corrective action", "sign-off", "--action", "Do it; ann; tomorrow");
    }

    private void refused(String message, String... arguments) {
        assertThat(dr(arguments)).as(out.toString()).isIn(ExitCode.MISUSED, ExitCode.UNFINISHED);
        assertThat(err.toString()).contains(message);
    }

    /** What was just planned, approved and run. */
    private String signed() {
        Matcher run = RUN.matcher(out.toString());
        Matcher digest = Pattern.compile("--digest \"([0-9a-f ]+)\"").matcher(out.toString());
        assertThat(run.find() && digest.find()).as(out.toString()).isTrue();
        assertThat(dr("approve", run.group(1), "--digest", digest.group(1)))
                .as(out + " " + err)
                .isEqualTo(ExitCode.GREEN);
        assertThat(dr("resume", run.group(1), "--out", runs().toString())).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains("sign-off.given").contains("the one check green.");
        return run.group(1);
    }

    private Path runs() {
        return folder.resolve("rehearsal/labelmint-production/runs");
    }

    private int dr(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!arguments[0].equals("evidence")) {
            all.add("--estate");
            all.add(estate.toString());
            all.add(arguments[0].equals("rehearse") ? "--folder" : "--rehearsal");
            all.add(folder.resolve("rehearsal").toString());
        }
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Dr.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }
}
