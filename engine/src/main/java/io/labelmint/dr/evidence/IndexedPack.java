package io.labelmint.dr.evidence;

import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A pack in a line of an index: what an auditor picks by, and where it stands in its chain.
 *
 * @param folder where it lies, below the folder that was indexed
 * @param run whose it is
 * @param estate name of the estate
 * @param job what was run, by the name people use, for example {@code restore-test}; empty text if its ledger names none
 * @param kind real, drill or rehearsal
 * @param title what the run was, in words
 * @param began when
 * @param green whether nothing in it is red
 * @param chain hash of the first seal of its chain
 * @param sequence number of its seal
 * @param replaced how many older packs of the same run it took the place of
 * @param digest SHA-256 of its manifest
 */
public record IndexedPack(
        String folder,
        OperationId run,
        String estate,
        String job,
        RunKind kind,
        String title,
        Instant began,
        boolean green,
        String chain,
        long sequence,
        int replaced,
        String digest) {

    /** Where it is, if {@code from} was indexed. */
    Path in(Path from) {
        Path below = from.resolve(folder);
        return Files.isDirectory(below) ? below : from; // the folder itself was the pack
    }

    /** The result in a word. */
    public String result() {
        return green ? "green" : "red";
    }
}
