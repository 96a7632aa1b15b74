package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.evidence.Seal;
import io.labelmint.dr.evidence.Signer;
import io.labelmint.dr.evidence.SigningAlgorithm;
import io.labelmint.dr.json.Json;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** A key in KMS, in the DR region, so that the loss of the primary region does not leave evidence unsigned. */
final class KmsSigner implements Signer {
    private static final int ATTEMPTS = 3;

    private final Hands hands;
    private final String region;
    private final String name;
    private final byte[] publicKey;
    private final SigningAlgorithm algorithm;

    /**
     * The key {@code name}.
     *
     * @throws ProblemException {@code evidence.signing-key} if it cannot be used
     */
    KmsSigner(Hands hands, String region, String name) {
        this.hands = hands;
        this.region = region;
        this.name = name;
        Hands.VerificationKey key = asked("GetPublicKey", () -> hands.verificationKey(region, name));
        this.publicKey = Base64.getDecoder().decode(key.base64());
        this.algorithm = key.algorithms().stream()
                .flatMap(offered -> Arrays.stream(SigningAlgorithm.values())
                        .filter(known -> known.name().equals(offered)))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                "evidence.signing-key",
                                "KMS key " + name + " cannot sign evidence: it offers " + key.algorithms() + ".",
                                "Declare a key of the spec ECC_NIST_P256 or RSA_2048 and larger, with the usage"
                                        + " SIGN_VERIFY.")
                        .asException());
    }

    @Override
    public Seal.Key key() {
        return new Seal.Key(name, algorithm, Json.sha256(publicKey));
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] digest = Json.digest(message);
        return asked("Sign", () -> hands.sign(region, name, algorithm.name(), digest));
    }

    /** Neither call changes anything, so it is made again at once where another answer may come. */
    private <T> T asked(String operation, Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (SdkException e) {
                AwsError error = AwsError.of(e, "kms", operation, region);
                boolean passes = switch (error.kind()) {
                    case THROTTLED, UNREACHABLE, IN_DOUBT -> true;
                    default -> false;
                };
                if (!passes || attempt == ATTEMPTS) {
                    throw unusable(e, error.problem());
                }
            }
        }
    }

    private ProblemException unusable(SdkException e, Problem why) {
        return Problem.of(
                        "evidence.signing-key",
                        "KMS key " + name + " could not be used to sign: " + why.summary(),
                        why.remedy())
                .with("key", name)
                .asException(e);
    }
}
