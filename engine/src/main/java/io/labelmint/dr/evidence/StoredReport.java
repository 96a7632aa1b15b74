package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.evidence.report.Page;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Chain;
import io.labelmint.dr.plan.OperationId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The report of a pack that lies in a folder, for who shows it in another form. It is made again from what the pack tells,
 * and only if the pack is intact; the page that lies in the pack is not read, because any page could lie there.
 *
 * @param page what the report shows
 * @param digest SHA-256 of the manifest
 */
public record StoredReport(Page page, String digest) {

    /**
     * Reads the pack in {@code folder} and proves it.
     *
     * @param version version of this program
     * @throws ProblemException {@code evidence.damaged} if it is not as it was written, {@code evidence.unreadable} if it is
     *     no folder
     */
    public static StoredReport of(Path folder, Json json, String version) {
        PackContents pack = PackContents.read(folder);
        List<Flaw> flaws = new ArrayList<>(
                new EvidenceVerification(json, version).verify(pack).flaws());
        Evidence evidence = new StoredEvidence(json)
                .read(pack, flaws)
                .filter(some -> flaws.isEmpty())
                .orElseThrow(() -> damaged(folder));
        SortedMap<OperationId, String> heads = new TreeMap<>();
        pack.files()
                .forEach((path, content) -> EvidencePack.operation(path)
                        .ifPresent(id -> heads.put(
                                id,
                                Chain.read(id, new String(content, StandardCharsets.UTF_8), json)
                                        .head())));
        return new StoredReport(Page.of(evidence, heads), pack.digest().orElseThrow());
    }

    /** That the pack in {@code folder} is not as it was written, so nothing is made from it. */
    public static ProblemException damaged(Path folder) {
        return Problem.of(
                        "evidence.damaged",
                        "The evidence in " + folder + " is not as it was written.",
                        "See `dr evidence verify " + folder + "`; nothing is exported from it.")
                .with("folder", folder)
                .asException();
    }
}
