package io.labelmint.dr.simulator.kms;

import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * The key pair of a simulated KMS key of the spec ECC_NIST_P256, the one such spec there is here. It is a function of the
 * world's seed and of the key's ARN, so that a world that is opened again has the same one; it protects nothing.
 */
final class SigningKey {
    private final KeyPair pair;
    private final String purpose;

    private SigningKey(KeyPair pair, String purpose) {
        this.pair = pair;
        this.purpose = purpose;
    }

    /** The pair of the key {@code arn}; empty if {@code request} asks for one that encrypts. */
    static Optional<SigningKey> of(Context context, CreateKeyRequest request, String arn) {
        if (request.keyUsage() == null || request.keyUsage() == KeyUsageType.ENCRYPT_DECRYPT) {
            return Optional.empty();
        }
        if (request.keyUsage() != KeyUsageType.SIGN_VERIFY || request.keySpec() != KeySpec.ECC_NIST_P256) {
            throw AwsError.of(
                    KmsException.builder(),
                    "Kms",
                    "UnsupportedOperationException",
                    400,
                    "not simulated: " + request.keySpecAsString() + " for " + request.keyUsageAsString());
        }
        String purpose = context.seed().hex(64, "kms", arn);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), new Derived(purpose));
            return Optional.of(new SigningKey(generator.generateKeyPair(), purpose));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK this runs on has the curve P-256", e);
        }
    }

    void describe(KeyMetadata.Builder metadata) {
        metadata.keyUsage(KeyUsageType.SIGN_VERIFY)
                .keySpec(KeySpec.ECC_NIST_P256)
                .signingAlgorithms(SigningAlgorithmSpec.ECDSA_SHA_256);
    }

    GetPublicKeyResponse publicKey(String arn) {
        return GetPublicKeyResponse.builder()
                .keyId(arn)
                .publicKey(SdkBytes.fromByteArray(pair.getPublic().getEncoded()))
                .keySpec(KeySpec.ECC_NIST_P256)
                .keyUsage(KeyUsageType.SIGN_VERIFY)
                .signingAlgorithms(SigningAlgorithmSpec.ECDSA_SHA_256)
                .build();
    }

    /** The signature is DER, as ANSI X9.62 and RFC 3279 define it (API reference, Sign, Response). */
    SignResponse sign(String arn, SignRequest request) {
        byte[] message = request.message().asByteArray();
        boolean digest = request.messageType() == MessageType.DIGEST;
        if (request.signingAlgorithm() != SigningAlgorithmSpec.ECDSA_SHA_256 || (digest && message.length != 32)) {
            throw AwsError.of(
                    KmsException.builder(),
                    "Kms",
                    "ValidationException",
                    400,
                    digest && message.length != 32
                            ? "Digest is invalid length for algorithm " + request.signingAlgorithmAsString() + "."
                            : "Algorithm " + request.signingAlgorithmAsString()
                                    + " and key spec ECC_NIST_P256 are incompatible.");
        }
        try {
            Signature signature = Signature.getInstance(digest ? "NONEwithECDSA" : "SHA256withECDSA");
            signature.initSign(
                    pair.getPrivate(),
                    new Derived(purpose + request.message().asByteBuffer().hashCode()));
            signature.update(message);
            return SignResponse.builder()
                    .keyId(arn)
                    .signature(SdkBytes.fromByteArray(signature.sign()))
                    .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was made here signs", e);
        }
    }

    /** Bytes that are a function of {@code purpose}: the same each time, which is what nobody wants of a real key. */
    private static final class Derived extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final String purpose;
        private long counter;

        Derived(String purpose) {
            super(null, null);
            this.purpose = purpose;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                for (int at = 0; at < bytes.length; counter++) {
                    byte[] block = sha.digest((purpose + counter).getBytes(StandardCharsets.UTF_8));
                    int length = Math.min(block.length, bytes.length - at);
                    System.arraycopy(block, 0, bytes, at, length);
                    at += length;
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform must support SHA-256", e);
            }
        }
    }
}
