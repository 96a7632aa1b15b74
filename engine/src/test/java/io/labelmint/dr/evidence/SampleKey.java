package io.labelmint.dr.evidence;

import io.labelmint.dr.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A key that signs seals in tests. It is made anew by every process; the same seal has the same signature within one. */
final class SampleKey implements Signer {
    static final SampleKey ONE = new SampleKey(SigningAlgorithm.ECDSA_SHA_256);

    private final SigningAlgorithm algorithm;
    private final KeyPair pair;
    private final Map<String, byte[]> signatures = new ConcurrentHashMap<>();

    SampleKey(SigningAlgorithm algorithm) {
        this.algorithm = algorithm;
        boolean ec = algorithm == SigningAlgorithm.ECDSA_SHA_256;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ec ? "EC" : "RSA");
            generator.initialize(ec ? 256 : 2048);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code seal}, which names this key, with its signature. */
    SealedText seal(Seal seal) {
        byte[] text = SampleRun.JSON.canonical(seal).getBytes(StandardCharsets.UTF_8);
        return new SealedText(seal, Optional.of(SealedText.Signed.of(publicKey(), sign(text))));
    }

    @Override
    public Seal.Key key() {
        return new Seal.Key("a key of a test", algorithm, Json.sha256(publicKey()));
    }

    @Override
    public byte[] publicKey() {
        return pair.getPublic().getEncoded();
    }

    @Override
    public byte[] sign(byte[] message) {
        return signatures.computeIfAbsent(Json.sha256(message), any -> signed(message));
    }

    /** A signature that is another one than {@link #sign} makes; as good, where the algorithm draws lots. */
    byte[] signAgain(byte[] message) {
        return signed(message);
    }

    private byte[] signed(byte[] message) {
        try {
            boolean ec = algorithm == SigningAlgorithm.ECDSA_SHA_256;
            Signature signature = Signature.getInstance(ec ? "SHA256withECDSA" : "RSASSA-PSS");
            if (!ec) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
