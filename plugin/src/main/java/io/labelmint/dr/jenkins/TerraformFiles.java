package io.labelmint.dr.jenkins;

import hudson.FilePath;
import hudson.model.TaskListener;
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
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A plan of Terraform in the workspace of a build. It is read from the agent by the controller, which makes its digests: what
 * a pipeline says of a file is not asked.
 */
final class TerraformFiles {
    private final StepContext context;
    private final Estate estate;

    /**
     * Those in the workspace of the step at {@code context}, of a plan for {@code estate}; the workspace is looked for when
     * something in it is asked for, because no other step needs its agent.
     */
    TerraformFiles(StepContext context, Estate estate) {
        this.context = context;
        this.estate = estate;
    }

    /**
     * The plan that is in {@code name} as JSON, with what its review found.
     *
     * @param file SHA-256 of the plan as Terraform keeps it
     * @throws io.labelmint.dr.ProblemException if it is none, or cannot be read
     */
    ReviewedPlan plan(String name, String file) throws IOException, InterruptedException {
        ReviewedPlan plan = ReviewedPlan.of(bytes(name), name, file, estate, Capabilities.json());
        PrintStream log = context.get(TaskListener.class).getLogger();
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
    String digest(String name) throws IOException, InterruptedException {
        return Json.sha256(bytes(name));
    }

    private byte[] bytes(String name) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw Problem.of(
                            "provision.no-workspace",
                            "There is no workspace to read " + name + " in.",
                            "Call drTerraform inside node { }, where Terraform has planned.")
                    .asException();
        }
        FilePath file = WorkspaceFolder.file(workspace, name);
        try (InputStream bytes = file.read()) {
            return TerraformPlan.bytes(bytes, name);
        } catch (IOException e) {
            throw Problem.of(
                            "provision.unreadable",
                            name + " cannot be read in the workspace (" + e.getMessage() + ").",
                            "Name the file that `terraform plan -out=plan` or `terraform show -json plan` wrote.")
                    .asException(e);
        }
    }
}
