package io.labelmint.dr.cli;

import io.labelmint.dr.diff.Difference;
import io.labelmint.dr.diff.Effect;
import io.labelmint.dr.diff.EstateDiff;
import io.labelmint.dr.diff.TestCost;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.job.Capabilities;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr diff}: what a change of the estate file does to what the estate promises. */
@Command(
        name = "diff",
        description =
                "Say what a change of the estate file does to RPO, RTO, coverage, retention, approvals and the cost of"
                        + " tests, what gets weaker first, as Markdown for a pull request; reads no AWS. Exit code 1 when something gets"
                        + " weaker.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "BASE",
            description = "The estate file as it was, for example from: git show main:estate.yaml > base.yaml")
    Path base;

    @Mixin
    EstateOptions estateOptions;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    boolean json;

    @Option(names = "--debug", description = "Print stack traces.")
    boolean debug;

    @Override
    public Integer call() {
        Estate before = EstateLoader.load(base);
        Estate after = estateOptions.load();
        EstateDiff diff = EstateDiff.of(before, after);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Capabilities.json().canonical(asMap(before, after, diff)));
        } else {
            print(after, diff, out);
        }
        out.flush();
        return diff.with(Effect.WEAKER).isEmpty() ? ExitCode.GREEN : ExitCode.RED;
    }

    private static Map<String, Object> asMap(Estate before, Estate after, EstateDiff diff) {
        Map<String, Object> map = new TreeMap<>();
        map.put("estate", after.name());
        map.put("before", before.digest());
        map.put("after", after.digest());
        map.put("weaker", !diff.with(Effect.WEAKER).isEmpty());
        map.put(
                "differences",
                diff.differences().stream().map(Difference::asMap).toList());
        map.put("testCosts", diff.costs().stream().map(TestCost::asMap).toList());
        return map;
    }

    private static void print(Estate after, EstateDiff diff, PrintWriter out) {
        List<Difference> weaker = diff.with(Effect.WEAKER);
        List<Difference> stronger = diff.with(Effect.STRONGER);
        List<Difference> changed = diff.with(Effect.CHANGED);
        if (diff.differences().isEmpty() && diff.costs().isEmpty()) {
            out.println("Nothing that estate " + after.name() + " declares differs.");
            return;
        }
        out.println("## Estate " + after.name() + ": " + weaker.size() + " weaker, " + stronger.size() + " stronger, "
                + changed.size() + " changed");
        section("Weaker", weaker, out);
        section("Stronger", stronger, out);
        section("Changed, for people to judge", changed, out);
        out.println();
        out.println("### Cost of restore tests");
        out.println();
        diff.costs()
                .forEach(cost -> out.println("- " + code(cost.store()) + ": " + cost.before() + " → " + cost.after()));
        if (diff.costs().isEmpty()) {
            out.println("- the same");
        }
        out.println("- " + TestCost.NOT_ESTIMATED);
    }

    private static void section(String title, List<Difference> differences, PrintWriter out) {
        if (!differences.isEmpty()) {
            out.println();
            out.println("### " + title);
            out.println();
            differences.forEach(each -> out.println("- **" + each.topic().words() + "** " + code(each.subject()) + " "
                    + each.what() + ": " + code(each.before()) + " → " + code(each.after())));
        }
    }

    /** As code, so that nothing somebody wrote into the file becomes markup of the review. */
    private static String code(String text) {
        return "`" + VisibleText.line(text).replace('`', '\'') + "`";
    }
}
