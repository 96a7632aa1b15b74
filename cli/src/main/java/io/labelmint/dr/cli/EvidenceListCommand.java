package io.labelmint.dr.cli;

import io.labelmint.dr.evidence.ChainVerification.Witnesses;
import io.labelmint.dr.evidence.IndexedPack;
import io.labelmint.dr.evidence.PackIndex;
import io.labelmint.dr.evidence.PackQuery;
import io.labelmint.dr.evidence.SampleIndex;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.job.Capabilities;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr evidence list}: the packs of a folder, a line each. */
@Command(
        name = "list",
        description =
                "List the packs of a folder, the oldest first. A damaged one is named and red: what it says of itself is"
                        + " worth nothing. Needs neither AWS nor a network.",
        mixinStandardHelpOptions = true)
final class EvidenceListCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "A folder with the evidence of many runs.")
    Path folder;

    @Mixin
    QueryOptions query;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean asJson;

    @Override
    public Integer call() {
        PackIndex index = PackIndex.of(folder, Witnesses.NONE, Capabilities.json());
        PackQuery asked = query.query();
        List<IndexedPack> packs = index.packs().stream().filter(asked::matches).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(Capabilities.json()
                    .canonical(Map.of(
                            "packs",
                            packs.stream().map(SampleIndex::tree).toList(),
                            "damaged",
                            index.damaged().stream().map(SampleIndex::tree).toList())));
        } else {
            out.println(Words.count(packs.size(), "pack") + asked.words() + ", "
                    + packs.stream().filter(pack -> !pack.green()).count() + " of them red.");
            PackTable.print(packs, out);
            index.damaged().forEach(pack -> PackTable.line(out, PackTable.damaged(pack)));
        }
        out.flush();
        return index.damaged().isEmpty() ? ExitCode.GREEN : ExitCode.RED;
    }
}
