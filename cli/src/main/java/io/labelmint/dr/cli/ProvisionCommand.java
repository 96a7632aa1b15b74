package io.labelmint.dr.cli;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.provision.ImportBlocks;
import io.labelmint.dr.provision.TerraformPlan;
import io.labelmint.dr.provision.TerraformReview;
import io.labelmint.dr.provision.TerraformVariables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr provision}: what goes around Terraform when it creates what an estate declares. */
@Command(
        name = "provision",
        description = "Variables, imports and the review of a plan for the Terraform module in terraform/.",
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
