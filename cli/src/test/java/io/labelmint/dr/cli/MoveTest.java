package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.rehearsal.Rehearsal;
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

/** A failover as a person types it, on a rehearsal: what if, plan, approve, skip what does not get through, resume. */
final class MoveTest {
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
    void whatWouldBeDoneIsPrintedWithEveryCallAndStoredNowhere() {
        assertThat(dr("failover", "--what-if", "--calls", "--accept-unfenced")).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString())
                .contains(
                        "What would be lost:",
                        "Every call:",
                        "    rds:PromoteReadReplica in us-west-2",
                        "= labelmint-production-orders-replica",
                        "Nothing was changed, and nothing was stored.")
                .doesNotContain("waits for its approval");

        assertThat(dr("failover", "--what-if", "--accept-unfenced")).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).doesNotContain("Every call:");
        assertThat(dr("status")).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).doesNotContain("failover-");
    }

    @Test
    void aSwitchoverIsACommandOfItsOwnAndIsNoFailover() {
        assertThat(dr("switchover", "--what-if")).as(err.toString()).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains("Switchover of labelmint-production to us-west-2");
        assertThat(dr("switchover", "--accept-unfenced")).isEqualTo(ExitCode.MISUSED);
    }

    @Test
    void whatIsLeftOutIsInTheEvidenceWithWhoAndWhy() throws Exception {
        primaryIsLost();
        assertThat(dr("failover")).isEqualTo(ExitCode.GREEN);
        String run = printed("dr resume ([a-z0-9-]+)");
        String brief = printed("--digest \"([0-9a-f ]{14})\"");
        assertThat(dr("skip", run, "orders-db/prove-fence", "--reason", "early"))
                .isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("was not begun, and what was approved is all of it.");
        assertThat(dr("approve", run, "--digest", brief, "--as", "ann")).isEqualTo(ExitCode.GREEN);

        assertThat(dr("resume", run)).as(out.toString()).isEqualTo(ExitCode.RED);
        assertThat(out.toString()).contains("OPEN ").doesNotContain("done     orders-db/promote");
        assertThat(dr("skip", run, "orders-db/promote-it", "--reason", "no such"))
                .isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("orders-db/promote-it is no action of", "Name one of: ");
        assertThat(dr("skip", run, "Web!", "--reason", "no name")).isEqualTo(ExitCode.UNFINISHED);
        assertThat(dr("skip", run, "sessions/promote", "--reason", "late")).isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("sessions/promote is done already.");
        assertThat(dr("skip", run, "orders-db/prove-fence", "--reason", " ")).isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("No reason is given");
        for (String action : List.of(
                "web/stop-old",
                "worker/stop-old",
                "orders-db/isolate-old",
                "orders-db/prove-fence",
                "billing-db/isolate-old",
                "billing-db/prove-fence")) {
            assertThat(dr("skip", run, action, "--reason", "its cables are cut"))
                    .as(err.toString())
                    .isEqualTo(ExitCode.GREEN);
            assertThat(out.toString()).contains("is left out by", "its cables are cut\nGo on: dr resume " + run);
        }
        assertThat(dr("resume", run)).as("what was not proved stays red").isEqualTo(ExitCode.RED);

        assertThat(out.toString())
                .contains("done     orders-db/promote", "done     users/served", "was NOT proved fenced");
        Path pack = folder.resolve("runs").resolve(run);
        assertThat(pack.resolve("evidence.json")).content().contains("SKIPPED", "its cables are cut", "skippedBy");
        assertThat(pack.resolve("report.html")).content().contains("left out", "its cables are cut");
        assertThat(pack.resolve("junit.xml")).content().contains("skipped=\"6\"", "<skipped message=\"Left out by ");
        assertThat(dr("skip", run, "web/scale", "--reason", "too late")).isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("has nothing left to do.");
    }

    @Test
    void nothingIsLeftOutOfWhatHasNoPlan() {
        assertThat(dr("rehearse", "heartbeat")).isEqualTo(ExitCode.GREEN);
        String run = printed("(heartbeat-labelmint-production-[a-z0-9-]+)");

        assertThat(dr("skip", run, "orders-db/beat", "--reason", "why not")).isEqualTo(ExitCode.UNFINISHED);

        assertThat(err.toString()).contains("is a heartbeat, which has no plan anybody could leave something out of.");
    }

    /** A heartbeat tells where to try whether a fence holds; then the region hangs. */
    private void primaryIsLost() {
        assertThat(dr("rehearse", "heartbeat")).isEqualTo(ExitCode.GREEN);
        Path world = folder.resolve("rehearsal/labelmint-production/world");
        try (Rehearsal rehearsal = Rehearsal.open(world, EstateLoader.load(estate))) {
            rehearsal.lose("us-east-1");
        }
    }

    private int dr(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--estate",
                estate.toString(),
                arguments[0].equals("rehearse") ? "--folder" : "--rehearsal",
                folder.resolve("rehearsal").toString()));
        if (arguments[0].equals("resume")) {
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
