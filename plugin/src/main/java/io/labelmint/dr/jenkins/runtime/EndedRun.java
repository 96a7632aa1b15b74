package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.EvidencePack;
import io.labelmint.dr.job.News;
import io.labelmint.dr.job.OpenOperations;
import io.labelmint.dr.job.RunResult;
import io.labelmint.dr.job.Sealing;
import io.labelmint.dr.job.Sealing.Sealed;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Engine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run that has come to its end.
 *
 * @param evidence what it leaves
 * @param sealed the same, as a folder that can be written, and how it was sealed
 * @param news what it found that the run before it did not
 * @param open the operations of the estate nobody works on
 */
public record EndedRun(Evidence evidence, Sealed sealed, News news, List<OpenOperations.Open> open) {

    /** The end of a run, as its ledgers tell it; {@code live} are the runs this controller works on. */
    static EndedRun of(Engine engine, Evidence evidence, Estate estate, Set<OperationId> live) {
        Ledgers ledgers = engine.ledgers();
        Map<OperationId, String> texts = new TreeMap<>();
        texts.put(evidence.run(), ledgers.text(evidence.run()).orElseThrow());
        evidence.operations()
                .forEach(operation ->
                        texts.put(operation.id(), ledgers.text(operation.id()).orElseThrow()));
        Instant now = engine.timeline().now();
        return new EndedRun(
                evidence,
                new Sealing(engine, estate)
                        .seal(evidence, EvidencePack.of(evidence, texts, estate.source(), engine.json())),
                News.of(ledgers, ledgers.read(evidence.run()).orElseThrow()),
                OpenOperations.of(ledgers, now).stream()
                        .filter(operation -> !live.contains(operation.id()))
                        .toList());
    }

    /** The pack, with its seal if it has one. */
    public EvidencePack pack() {
        return sealed.pack();
    }

    /** For the pipeline; the pack lies in {@code folder}. */
    public RunResult result(Path folder) {
        return new RunResult(evidence, sealed, folder.toString(), news, open);
    }
}
