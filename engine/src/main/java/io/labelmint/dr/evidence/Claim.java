package io.labelmint.dr.evidence;

import io.labelmint.dr.json.Json;

/** A signature over a seal that nobody has held against it yet: everything else about it is as it should be. */
final class Claim {
    private final SigningAlgorithm algorithm;
    private final byte[] publicKey;
    private final byte[] text;
    private final byte[] signature;

    /**
     * A signature.
     *
     * @param algorithm how it is said to be made
     * @param publicKey the key the seal names (DER)
     * @param text the bytes of the seal
     * @param signature the signature itself
     */
    Claim(SigningAlgorithm algorithm, byte[] publicKey, byte[] text, byte[] signature) {
        this.algorithm = algorithm;
        this.publicKey = publicKey;
        this.text = text;
        this.signature = signature;
    }

    /** Whether it is a signature over the seal with that key. Takes about a millisecond. */
    boolean holds() {
        return algorithm.verifies(publicKey, text, signature);
    }

    /** SHA-256 of the seal, of whose bytes there is one form. */
    String sealHash() {
        return Json.sha256(text);
    }

    /** SHA-256 of the signature: what the seal after this one holds of it. */
    String hash() {
        return Json.sha256(signature);
    }
}
