package io.labelmint.dr.evidence;

/** A private key that somebody else keeps: it signs, and shows its public half. */
public interface Signer {
    /** The key, as a seal names it. */
    Seal.Key key();

    /** Its public half: DER, SubjectPublicKeyInfo. */
    byte[] publicKey();

    /**
     * The signature over {@code message}.
     *
     * @throws io.labelmint.dr.ProblemException if the key cannot be used
     */
    byte[] sign(byte[] message);
}
