package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
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

/** A plan of Terraform is decided, lock first, and what was applied is proved: as a person types it. */
final class ProvisionCommandTest {
    private static final Pattern RUN = Pattern.compile("run (provision-[a-z0-9-]+)");

    @TempDir
    Path folder;

    private Path estate;
    private Path json;
    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void plan() throws IOException {
        estate = folder.resolve("estate.yaml");
        Files.writeString(
                estate,
                resource("estate.yaml")
                        + "approvals:\n  provision: { requesterMayApprove: true }\n  lock: { requesterMayApprove: true }\n");
        json = folder.resolve("plan.json");
        Files.writeString(json, resource("plan.json"));
        file = folder.resolve("plan");
        Files.writeString(file, "what only Terraform reads");
        dr("rehearse", "check");
    }

    @Test
    void aPlanIsApprovedOnlyAfterItsLockAndIsEvidenceWithItsReview() throws IOException {
        refused(
                "The plan engages the lock of vault prov-it, which is for ever, and nobody approved that of this very plan.",
                "provision",
                "submit",
                json.toString(),
                "--file",
                file.toString());

        assertThat(dr("provision", "submit", json.toString(), "--file", file.toString(), "--lock", "prov-it"))
                .as(err.toString())
                .isEqualTo(ExitCode.GREEN);
        assertThat(out.toString())
                .contains("Lock of vault prov-it of prov-it", "lock of prov-it: engaged, and FOR EVER 14 days after")
                .containsPattern("dr resume provision-[a-z0-9-]+ .*--estate " + Pattern.quote(estate.toString()));
        approved("provision.lock-approved");
        assertThat(dr("provision", "submit", json.toString(), "--file", file.toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.GREEN);
        assertThat(out.toString())
                .contains("plan file SHA-256: " + Json.sha256("what only Terraform reads"), "to be created: ")
                .containsPattern("lock of prov-it: .*; approved by .* in run provision-");
        String run = approved("provision.approved");

        String pack = Files.readString(runs().resolve(run).resolve("evidence.json"));
        assertThat(pack)
                .contains("provision.approved", "provision.nothing-lost", "provision.locks-approved", "approvedBy")
                .contains(Json.sha256(Files.readString(json)));
        dr("evidence", "verify", runs().toString());
        assertThat(out.toString()).contains("Nothing is missing");
    }

    /** An approval is of what was read: of another file of the same name it is none. */
    @Test
    void aLockThatWasApprovedOfAnotherPlanIsNotApproved() throws IOException {
        dr("provision", "submit", json.toString(), "--file", file.toString(), "--lock", "prov-it");
        approved("provision.lock-approved");
        Files.writeString(file, "planned once more");

        refused(
                "nobody approved that of this very plan",
                "provision",
                "submit",
                json.toString(),
                "--file",
                file.toString());
    }

    @Test
    void nobodyIsAskedAboutWhatMustNotBeApplied() throws IOException {
        ObjectNode plan = Capabilities.json().read(Files.readString(json), ObjectNode.class);
        for (JsonNode each : plan.path("resource_changes")) {
            if (each.path("type").asText().equals("aws_backup_vault")) {
                ((ObjectNode) each.path("change"))
                        .putArray("actions")
                        .add("delete")
                        .add("create");
            }
        }
        Files.writeString(json, plan.toString());

        refused(
                "nobody is asked about it: 2 findings of its review are red: provision.nothing-lost: ",
                "provision",
                "submit",
                json.toString(),
                "--file",
                file.toString());
        refused("are red", "provision", "submit", json.toString(), "--file", file.toString(), "--lock", "prov-it");
        refused(
                "is not a plan of Terraform as JSON",
                "provision",
                "submit",
                file.toString(),
                "--file",
                file.toString());
    }

    @Test
    void whatWasAppliedIsProvedByAPlanThatHasNothingLeftToDo() throws IOException {
        Path left = Files.writeString(
                folder.resolve("left.json"),
                "{\"format_version\":\"1.2\",\"planned_values\":{},\"resource_changes\":[]}");

        assertThat(dr("provision", "prove", left.toString(), "--out", runs().toString()))
                .as(err + " " + out)
                .isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains("provision.applied", "Terraform has nothing left to do for prov-it.");
        assertThat(dr("provision", "prove", json.toString(), "--out", runs().toString()))
                .isEqualTo(ExitCode.RED);
        assertThat(out.toString()).contains("Terraform has something left to do for prov-it: to be created ");
        refused(
                "In run check-prov-it-1 nobody approved a plan of Terraform",
                "provision",
                "prove",
                left.toString(),
                "--applied",
                "check-prov-it-1",
                "--out",
                runs().toString());
    }

    private void refused(String message, String... arguments) {
        assertThat(dr(arguments)).as(out.toString()).isIn(ExitCode.MISUSED, ExitCode.UNFINISHED, ExitCode.RED);
        assertThat(err + " " + out).contains(message);
    }

    /** What was just planned, approved and run. */
    private String approved(String finding) {
        Matcher run = RUN.matcher(out.toString());
        Matcher digest = Pattern.compile("--digest \"([0-9a-f ]+)\"").matcher(out.toString());
        assertThat(run.find() && digest.find()).as(out.toString()).isTrue();
        assertThat(dr("approve", run.group(1), "--digest", digest.group(1)))
                .as(out + " " + err)
                .isEqualTo(ExitCode.GREEN);
        assertThat(dr("resume", run.group(1), "--out", runs().toString()))
                .as(out + " " + err)
                .isEqualTo(ExitCode.GREEN);
        assertThat(out.toString()).contains(finding);
        return run.group(1);
    }

    private Path runs() {
        return folder.resolve("rehearsal/prov-it/runs");
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

    /** What Terraform printed for an estate of the tests of its review. */
    private static String resource(String name) throws IOException {
        return Files.readString(
                Path.of(System.getProperty("dr.root"), "engine/src/test/resources/io/labelmint/dr/provision", name));
    }
}
