package io.labelmint.dr.cli;

import io.labelmint.dr.evidence.ChainVerification;
import io.labelmint.dr.evidence.ChainVerification.Witnesses;
import io.labelmint.dr.evidence.EvidenceVerification;
import io.labelmint.dr.evidence.Flaw;
import io.labelmint.dr.evidence.OscalResults;
import io.labelmint.dr.evidence.PackReading;
import io.labelmint.dr.evidence.StoredReport;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr evidence}: works on the evidence of runs. */
@Command(
        name = "evidence",
        description = "Work on the evidence of runs.",
        subcommands = {EvidenceListCommand.class, EvidenceSampleCommand.class, EvidencePdfCommand.class},
        mixinStandardHelpOptions = true)
final class EvidenceCommand {
    /** More than a screen of flaws has one cause. */
    private static final int SHOWN = 40;

    /** Far above any pack, in bytes. */
    private static final long LARGEST = 1L << 30;

    @Spec
    CommandSpec spec;

    @Command(
            name = "verify",
            description = {
                "Prove that the evidence of a run is as it was written, or that of many runs: then also that none is"
                        + " missing between the first and the last.",
                "Needs neither AWS nor a network."
            },
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(paramLabel = "FOLDER", description = "The evidence of one run, or a folder with that of many.")
                    Path folder,
            @Mixin WitnessOptions witnesses) {
        boolean one = Stream.of("manifest.sha256", "evidence.json", "seal.json")
                .anyMatch(file -> Files.exists(folder.resolve(file)));
        if (one && witnesses.head.isEmpty() && witnesses.register.isEmpty()) {
            return one(folder, witnesses.publicKey());
        }
        return many(folder, witnesses.witnesses());
    }

    @Command(
            name = "oscal",
            description = "Write the evidence of a run as NIST OSCAL assessment results; only if it is intact.",
            mixinStandardHelpOptions = true)
    int oscal(
            @Parameters(paramLabel = "FOLDER", description = "The evidence of one run.") Path folder,
            @Option(names = "--out", paramLabel = "FILE", description = "Where to; standard output without it.")
                    Optional<Path> file) {
        PackReading pack = PackReading.of(folder, Capabilities.json(), LARGEST);
        if (pack.evidence().isEmpty() || !pack.flaws().isEmpty()) {
            throw StoredReport.damaged(folder);
        }
        String text = Capabilities.json()
                .pretty(OscalResults.of(pack.evidence().get(), pack.digest().orElseThrow()));
        if (file.isEmpty()) {
            spec.commandLine().getOut().println(text);
            spec.commandLine().getOut().flush();
            return ExitCode.GREEN;
        }
        EvidenceFile.write(file.get(), (text + "\n").getBytes(StandardCharsets.UTF_8));
        return ExitCode.GREEN;
    }

    private int one(Path folder, Optional<byte[]> publicKey) {
        EvidenceVerification verification = new EvidenceVerification(Capabilities.json(), Version.CURRENT);
        EvidenceVerification.Verification result = publicKey
                .map(pinned -> verification.verify(folder, pinned))
                .orElseGet(() -> verification.verify(folder));
        PrintWriter out = spec.commandLine().getOut();
        out.println(folder + ": " + result.conclusion() + ".");
        result.digest()
                .ifPresent(digest ->
                        out.println("  digest " + digest + ": compare it with the one in the log of the run"));
        result.seal()
                .ifPresent(seal ->
                        out.println("  seal   " + seal.sequence() + " of the chain of " + seal.estate() + ", of "
                                + seal.at()
                                + seal.key()
                                        .map(signed -> ", key " + signed.name() + " (" + signed.fingerprint() + ")")
                                        .orElse("")));
        flaws(out, result.flaws());
        if (result.signed() && !result.pinned()) {
            out.println("  Whoever made the pack can have brought that key along: name the estate's own with --key.");
        }
        result.remarks().forEach(remark -> out.println("  " + remark));
        out.flush();
        return result.intact() ? ExitCode.GREEN : ExitCode.RED;
    }

    private int many(Path folder, Witnesses witnesses) {
        ChainVerification.Result result = new ChainVerification(Capabilities.json()).verify(folder, witnesses);
        PrintWriter out = spec.commandLine().getOut();
        for (ChainVerification.Row row : result.rows()) {
            String signed = row.signed() == row.packs()
                    ? witnesses.publicKey().isPresent()
                            ? "all signed with the key given"
                            : "all signed with the keys they bring along"
                    : row.signed() + " of " + row.packs() + " signed";
            out.println(row.estate() + ", " + row.kind().name().toLowerCase(Locale.ROOT) + ": " + row.packs()
                    + " packs, "
                    + row.first() + " to " + row.last() + " of the chain, from " + row.from() + " to " + row.to() + ", "
                    + signed + ".");
            if (row.replaced() > 0) {
                out.println("  " + row.replaced() + " more were replaced by a later pack of the same run.");
            }
            out.println("  last seal " + row.head());
        }
        out.println(
                result.intact()
                        ? "Nothing is missing, and no other run left evidence between any two of them."
                        : "Not intact:");
        flaws(out, result.flaws());
        result.remarks().forEach(remark -> out.println("  " + remark));
        out.flush();
        return result.intact() ? ExitCode.GREEN : ExitCode.RED;
    }

    private static void flaws(PrintWriter out, List<Flaw> flaws) {
        flaws.stream().limit(SHOWN).forEach(flaw -> out.println("  " + flaw));
        if (flaws.size() > SHOWN) {
            out.println("  ... and " + (flaws.size() - SHOWN) + " more");
        }
    }
}
