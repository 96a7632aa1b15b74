package io.labelmint.dr.cli;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.ProvisionRequest;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.provision.ImportBlocks;
import io.labelmint.dr.provision.ReviewedPlan;
import io.labelmint.dr.provision.TerraformPlan;
import io.labelmint.dr.provision.TerraformReview;
import io.labelmint.dr.provision.TerraformVariables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr provision}: what goes around Terraform when it creates what an estate declares. */
@Command(
        name = "provision",
        description =
                "Variables, imports, and the review and the approval of a plan for the Terraform module in terraform/.",
        mixinStandardHelpOptions = true)
final class ProvisionCommand {
    @Spec
    CommandSpec spec;

    @Command(
            name = "variables",
            description = "Print the module's variables, made from the estate file; reads no AWS.",
            mixinStandardHelpOptions = true)
    int variables(@Mixin EstateOptions estate) {
        print(Capabilities.json().pretty(TerraformVariables.of(estate.load())));
        return ExitCode.GREEN;
    }

    @Command(
            name = "imports",
            description = "Print import blocks for what is there already, so that it is adopted; changes nothing.",
            mixinStandardHelpOptions = true)
    int imports(@Mixin EstateOptions options, @Mixin AwsOptions aws, @Mixin StateOptions state) {
        Estate estate = options.load();
        try (Session session = Session.of(estate, aws, state.state, "dr-provision")) {
            print(ImportBlocks.of(estate, session.engine().observatory()).text());
        } catch (Unanswered e) {
            throw e.problem().asException(e);
        }
        return ExitCode.GREEN;
    }

    @Command(
            name = "check",
            description = "Say what must not be applied of a plan, as `terraform show -json` prints it; reads no AWS.",
            mixinStandardHelpOptions = true)
    int check(
            @Mixin EstateOptions estate,
            @Parameters(paramLabel = "PLAN", description = "The plan as JSON.") Path plan,
            @Option(
                            names = "--approve-lock",
                            paramLabel = "VAULT",
                            description = "A vault whose lock may be engaged; once for each.")
                    List<String> approved,
            @Option(names = "--json", description = "Print the findings as JSON, and nothing else.") boolean json) {
        Set<String> locks = approved == null ? Set.of() : new TreeSet<>(approved);
        List<Finding> findings =
                new TerraformReview(estate.load(), locks).of(TerraformPlan.read(plan, Capabilities.json()));
        if (json) {
            print(Capabilities.json().pretty(findings));
        } else {
            findings.forEach(this::tell);
        }
        return findings.stream().allMatch(Finding::green) ? ExitCode.GREEN : ExitCode.RED;
    }

    @Command(
            name = "submit",
            description =
                    "Have a plan decided that the review is green for: those who approve it (approvals.provision in the"
                            + " estate file) say that it may be applied, and the run is the evidence of it. A lock in it is decided"
                            + " before and on its own (approvals.lock). Applies nothing; see `dr approve`.",
            mixinStandardHelpOptions = true)
    int submit(
            @Mixin EstateOptions options,
            @Mixin AwsOptions aws,
            @Mixin StateOptions state,
            @Parameters(paramLabel = "PLAN", description = "The plan as JSON, by `terraform show -json`.") Path plan,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            required = true,
                            description = "The plan as `terraform plan -out` wrote it, which is what will be applied.")
                    Path file,
            @Option(
                            names = "--lock",
                            paramLabel = "VAULT",
                            description = "Have only this decided: that the plan may engage the lock of this vault.")
                    Optional<String> lock,
            @Option(names = "--json", description = "Print the plan as one JSON object.") boolean json) {
        Estate estate = options.load();
        ReviewedPlan reviewed = reviewed(plan, Json.sha256(TerraformPlan.bytes(file)), estate);
        ProvisionRequest request = lock.map(vault -> ProvisionRequest.locking(reviewed, vault))
                .orElseGet(() -> ProvisionRequest.applying(reviewed));
        // That of the command itself, whose options the next commands need as well.
        CommandSpec own = spec.commandLine().getSubcommands().get("submit").getCommandSpec();
        return Preparation.of(own, Job.provisioning(request), estate, aws, state, json);
    }

    @Command(
            name = "prove",
            description =
                    "Leave evidence that everything was applied: of a plan made afterwards, which has nothing left to do.",
            mixinStandardHelpOptions = true)
    int prove(
            @Mixin EstateOptions options,
            @Mixin AwsOptions aws,
            @Mixin StateOptions state,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "PLAN", description = "The plan made afterwards, as JSON.") Path plan,
            @Option(
                            names = "--applied",
                            paramLabel = "RUN",
                            description = "The run in which what was applied was approved; its evidence comes along.")
                    Optional<String> applied) {
        Estate estate = options.load();
        ProvisionRequest request = ProvisionRequest.proving(reviewed(plan, "", estate), applied.map(Ids::parse));
        Job job = Job.provisioning(request).requestedAs(UUID.randomUUID().toString());
        try (Session session = Session.of(estate, aws, state.state, "dr-provision")) {
            return new JobExecution(spec.commandLine(), session, estate, output.out, output.json)
                    .run(run -> run.start(job));
        }
    }

    private static ReviewedPlan reviewed(Path plan, String file, Estate estate) {
        return ReviewedPlan.of(TerraformPlan.bytes(plan), plan.toString(), file, estate, Capabilities.json());
    }

    private void tell(Finding finding) {
        String mark = finding.verdict() == Verdict.PASSED ? "ok  " : "RED ";
        print(mark + finding.check() + " " + finding.subject() + ": " + finding.summary());
        finding.remedy().ifPresent(remedy -> print("    " + remedy));
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
