package io.labelmint.dr.cli;

import io.labelmint.dr.cli.pdf.PdfReport;
import io.labelmint.dr.evidence.StoredReport;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Version;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr evidence pdf}: the report of a run on paper. */
@Command(
        name = "pdf",
        description =
                "Write the report of a run as a PDF, with bookmarks and tagged for screen readers; only if its evidence is"
                        + " intact. Needs neither AWS nor a network.",
        mixinStandardHelpOptions = true)
final class EvidencePdfCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The evidence of one run.")
    Path folder;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to, outside of the evidence.")
    Path file;

    @Override
    public Integer call() {
        EvidenceFile.requireOutside(folder, file);
        StoredReport report = StoredReport.of(folder, Capabilities.json(), Version.CURRENT);
        EvidenceFile.write(file, PdfReport.of(report));
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + ": the report of " + report.page().evidence().run() + ", whose pack has the digest "
                + report.digest() + ".");
        out.flush();
        return ExitCode.GREEN;
    }
}
