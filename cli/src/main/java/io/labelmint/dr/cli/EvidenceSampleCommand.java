package io.labelmint.dr.cli;

import io.labelmint.dr.evidence.EvidenceVerification;
import io.labelmint.dr.evidence.PackIndex;
import io.labelmint.dr.evidence.PackSample;
import io.labelmint.dr.evidence.SampleCopy;
import io.labelmint.dr.evidence.SampleIndex;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Version;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr evidence sample}: some packs of many, chosen by nobody. */
@Command(
        name = "sample",
        description = {
            "Choose some packs of all that are asked for, failures included, so that nobody can choose which: the runs are"
                    + " put in the order of SHA-256 of the seed, a line feed and the run, and the first ones are taken.",
            "Says how many there are, how many of them and of the sample are red, and what could not be counted. Needs"
                    + " neither AWS nor a network."
        },
        mixinStandardHelpOptions = true)
final class EvidenceSampleCommand implements Callable<Integer> {
    private static final String COUNT = "--count";

    /** More than a screen of flaws has one cause; with --out all of them are in the index. */
    private static final int SHOWN = 40;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The folder with the evidence of all runs.")
    Path folder;

    @Option(names = COUNT, paramLabel = "N", required = true, description = "How many.")
    int count;

    @Mixin
    QueryOptions query;

    @Option(
            names = "--seed",
            paramLabel = "TEXT",
            description =
                    "What the order is made from (default: the hash of the last seal, which was there before anybody"
                            + " asked).")
    Optional<String> seed = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Copy the sample there, with index.md, index.json and the runs it was chosen from.")
    Optional<Path> out = Optional.empty();

    @Mixin
    WitnessOptions witnesses;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean asJson;

    @Override
    public Integer call() {
        if (count < 1) {
            throw new ParameterException(
                    spec.commandLine(), "With " + COUNT + " " + count + " nothing would be chosen: name at least 1.");
        }
        Optional<SampleCopy> copy = out.map(to -> new SampleCopy(folder, to));
        copy.ifPresent(SampleCopy::requireRoom);
        PackIndex index = PackIndex.of(folder, witnesses.witnesses(), Capabilities.json());
        PackSample sample = PackSample.of(index, query.query(), count, seed)
                .proved(folder, new EvidenceVerification(Capabilities.json(), Version.CURRENT), witnesses.publicKey());
        copy.ifPresent(to -> to.write(sample, Capabilities.json()));
        PrintWriter printer = spec.commandLine().getOut();
        if (asJson) {
            printer.println(Capabilities.json().canonical(new SampleIndex(sample).tree()));
        } else {
            print(sample, printer);
        }
        printer.flush();
        return sample.complete() ? ExitCode.GREEN : ExitCode.RED;
    }

    private void print(PackSample sample, PrintWriter printer) {
        SampleIndex index = new SampleIndex(sample);
        index.summary().forEach(line -> PackTable.line(printer, line));
        PackTable.print(sample.chosen().stream().map(PackSample.Chosen::pack).toList(), printer);
        List<String> doubts = index.doubts();
        doubts.stream().limit(SHOWN).forEach(line -> PackTable.line(printer, line));
        if (doubts.size() > SHOWN) {
            printer.println("... and " + (doubts.size() - SHOWN) + " more");
        }
        index.remarks().forEach(line -> PackTable.line(printer, line));
        out.ifPresent(to -> PackTable.line(printer, "Copied to " + to + "; begin with index.md."));
    }
}
