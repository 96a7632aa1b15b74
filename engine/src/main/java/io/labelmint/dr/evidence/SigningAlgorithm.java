package io.labelmint.dr.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * How a seal is signed; named as AWS KMS names it (API reference, Sign, SigningAlgorithm), and known to every JDK since 11.
 */
public enum SigningAlgorithm {
    /** On the curve NIST P-256; the signature is DER (ANSI X9.62), as KMS answers it. */
    ECDSA_SHA_256("EC", "SHA256withECDSA"),
    /** With a salt as long as the digest and MGF1 with the same digest (KMS developer guide, "Key spec reference"). */
    RSASSA_PSS_SHA_256("RSA", "RSASSA-PSS");

    private static final int SALT = 32;

    private final String keys;
    private final String signatures;

    SigningAlgorithm(String keys, String signatures) {
        this.keys = keys;
        this.signatures = signatures;
    }

    /** Whether {@code signature} was made of {@code message} with the private half of {@code publicKey} (DER). */
    boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        try {
            PublicKey key = KeyFactory.getInstance(keys).generatePublic(new X509EncodedKeySpec(publicKey));
            Signature verification = Signature.getInstance(signatures);
            if (this == RSASSA_PSS_SHA_256) {
                verification.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT, 1));
            }
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // neither a key nor a signature of this kind
        }
    }
}
