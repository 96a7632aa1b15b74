package io.labelmint.dr.evidence;

import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.Optional;

/**
 * What stands beside the manifest of a pack and ties the pack to the one before: {@code seal.json}, canonical. It names
 * the manifest, which names every byte of the pack; a signature over it therefore signs all of them.
 *
 * <p>The seals of an estate are numbered from 1 without a gap, and each holds the hash of the one before. So a pack that is
 * missing, exchanged or moved is noticed, and two packs with consecutive numbers say that no other run left evidence
 * between them.
 *
 * @param schema name and version of this form
 * @param estate name of the estate
 * @param kind rehearsal or real, drills among them; the two have chains of their own
 * @param chain hash of the first seal of the chain; empty in that one
 * @param sequence 1 for the first
 * @param previous hash of the seal before; empty in the first
 * @param previousSignature SHA-256 of the signature of the seal before, which was held against it when this one was made: who signs
 *     this one vouches for it. Empty if the one before is not signed, or could not be relied on
 * @param run the run whose pack it is
 * @param pack SHA-256 of the manifest
 * @param began when the run began
 * @param ended when its findings were complete
 * @param at when it was sealed
 * @param key what it is signed with; empty if it is not
 * @param replaces the seal of an older pack of the same run: it was run again in its slot, and left this pack instead
 */
public record Seal(
        String schema,
        String estate,
        RunKind kind,
        Optional<String> chain,
        long sequence,
        Optional<String> previous,
        Optional<String> previousSignature,
        OperationId run,
        String pack,
        Instant began,
        Instant ended,
        Instant at,
        Optional<Key> key,
        Optional<Seal> replaces) {

    /** Name and version of the form; changed whenever a reader would have to know. */
    public static final String SCHEMA = "io.labelmint.dr/seal/1";

    /** The seal itself. */
    static final String FILE = "seal.json";

    /** The signature over the bytes of {@link #FILE}, as {@code openssl dgst -verify} takes it. */
    static final String SIGNATURE = "seal.sig";

    /** The public key it is said to be made with, PEM. */
    static final String PUBLIC_KEY = "seal.pem";

    /**
     * A key.
     *
     * @param name what its owner calls it, for example the ARN of a KMS key
     * @param algorithm how it signs
     * @param fingerprint SHA-256 of the public key (DER, SubjectPublicKeyInfo), lower-case hex
     */
    public record Key(String name, SigningAlgorithm algorithm, String fingerprint) {}

    /** SHA-256 of its canonical text: what the next one holds. */
    public String hash(Json json) {
        return Json.sha256(json.canonical(this));
    }

    /** What tells its chain from others: the hash of the first seal. */
    public String chainId(Json json) {
        return chain.orElseGet(() -> hash(json));
    }
}
