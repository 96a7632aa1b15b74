package io.labelmint.dr.jenkins;

import hudson.FilePath;
import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.provision.ReviewedPlan;
import io.labelmint.dr.provision.TerraformPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * A plan of Terraform in the workspace of a build. It is read from the agent by the controller, which makes its digests: what
 * a pipeline says of a file is not asked.
 */
final class TerraformFiles {
    private final FilePath workspace;
    private final Estate estate;
    private final PrintStream log;

    /**
     * Those in {@code workspace}, of a plan for {@code estate}; what is found in them is told in {@code log}.
     *
     * @param workspace null where there is none
     */
    TerraformFiles(FilePath workspace, Estate estate, PrintStream log) {
        this.workspace = workspace;
        this.estate = estate;
        this.log = log;
    }

    /**
     * The plan that is in {@code name} as JSON, with what its review found.
     *
     * @param file SHA-256 of the plan as Terraform keeps it
     * @throws io.labelmint.dr.ProblemException if it is none, or cannot be read
     */
    ReviewedPlan plan(String name, String file) {
        ReviewedPlan plan = ReviewedPlan.of(bytes(name), name, file, estate, Capabilities.json());
        for (Finding finding : plan.findings()) {
            boolean passed = finding.verdict() == Verdict.PASSED;
            log.println((passed ? "ok  " : "RED ")
                    + VisibleText.line(finding.check() + " " + finding.subject() + ": " + finding.summary()));
            finding.remedy().ifPresent(remedy -> log.println("    " + VisibleText.line(remedy)));
        }
        return plan;
    }

    /**
     * SHA-256 of the file {@code name}.
     *
     * @throws io.labelmint.dr.ProblemException if it cannot be read
     */
    String digest(String name) {
        return Json.sha256(bytes(name));
    }

    private byte[] bytes(String name) {
        if (workspace == null) {
            throw Problem.of(
                            "provision.no-workspace",
                            "There is no workspace to read " + name + " in.",
                            "Call drTerraform inside node { }, where Terraform has planned.")
                    .asException();
        }
        try (InputStream bytes = WorkspaceFolder.file(workspace, name).read()) {
            return TerraformPlan.bytes(bytes, name);
        } catch (IOException e) {
            throw Problem.of(
                            "provision.unreadable",
                            name + " cannot be read in the workspace (" + e.getMessage() + ").",
                            "Name the file that `terraform plan -out=plan` or `terraform show -json plan` wrote.")
                    .asException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
