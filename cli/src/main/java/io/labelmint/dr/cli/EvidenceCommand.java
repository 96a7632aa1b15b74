package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.evidence.EvidenceVerification;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Version;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr evidence}: works on the evidence of runs. */
@Command(name = "evidence", description = "Work on the evidence of runs.", mixinStandardHelpOptions = true)
final class EvidenceCommand {
    /** More than a screen of flaws has one cause. */
    private static final int SHOWN = 40;

    @Spec
    CommandSpec spec;

    @Command(
            name = "verify",
            description = "Prove that the evidence of a run is as it was written; needs neither AWS nor a network.",
            mixinStandardHelpOptions = true)
    int verify(@Parameters(paramLabel = "FOLDER", description = "The evidence of one run.") Path folder) {
        if (!Files.exists(folder.resolve("manifest.sha256")) && !Files.exists(folder.resolve("evidence.json"))) {
            throw Problem.of(
                            "evidence.not-a-pack",
                            folder + " is not the evidence of a run: it has neither a manifest nor evidence.json.",
                            "Name the folder that was printed when the run ended, under dr-runs unless told otherwise.")
                    .asException();
        }
        EvidenceVerification.Verification result =
                new EvidenceVerification(Capabilities.json(), Version.CURRENT).verify(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println(folder + ": " + result.conclusion() + ".");
        result.digest()
                .ifPresent(digest ->
                        out.println("  digest " + digest + ": compare it with the one in the log of the run"));
        result.flaws().stream().limit(SHOWN).forEach(flaw -> out.println("  " + flaw));
        if (result.flaws().size() > SHOWN) {
            out.println("  ... and " + (result.flaws().size() - SHOWN) + " more");
        }
        result.remarks().forEach(remark -> out.println("  " + remark));
        out.flush();
        return result.intact() ? ExitCode.GREEN : ExitCode.RED;
    }
}
