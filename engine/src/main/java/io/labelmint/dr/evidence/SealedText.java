package io.labelmint.dr.evidence;

import io.labelmint.dr.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A seal with its signature, as a register keeps it and as three files of the pack say it.
 *
 * @param seal the seal
 * @param signature its signature; empty if it is not signed
 */
public record SealedText(Seal seal, Optional<Signed> signature) {

    /**
     * A signature with the key that verifies it.
     *
     * @param publicKey DER, SubjectPublicKeyInfo, base64
     * @param signature over the canonical text of the seal, base64
     */
    public record Signed(String publicKey, String signature) {
        /** Of the bytes themselves. */
        public static Signed of(byte[] publicKey, byte[] signature) {
            return new Signed(
                    Base64.getEncoder().encodeToString(publicKey),
                    Base64.getEncoder().encodeToString(signature));
        }
    }

    /** Whether its signature, if it has one, is one over the seal, and both are written in the one way there is. */
    public boolean holds(Json json) {
        return reading(json)
                .filter(reading -> reading.flaws().isEmpty()
                        && reading.claim().filter(claim -> !claim.holds()).isEmpty())
                .isPresent();
    }

    /** What it says, its signature not held against the seal; empty if it is not written in the one way there is. */
    Optional<SealReading> reading(Json json) {
        boolean oneWay = signature
                .map(signed -> Signed.of(
                                Base64.getDecoder().decode(signed.publicKey()),
                                Base64.getDecoder().decode(signed.signature()))
                        .equals(signed))
                .orElse(true);
        return oneWay
                ? Optional.of(SealReading.claimed(files(json), Optional.of(seal.pack()), Optional.empty(), json))
                : Optional.empty();
    }

    /** SHA-256 of its signature, which the seal after it holds; empty if it is not signed. */
    public Optional<String> signatureHash() {
        return signature.map(signed -> Json.sha256(Base64.getDecoder().decode(signed.signature())));
    }

    /** The files it is in a pack, by name. */
    SortedMap<String, byte[]> files(Json json) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(Seal.FILE, json.canonical(seal).getBytes(StandardCharsets.UTF_8));
        signature.ifPresent(signed -> {
            files.put(Seal.SIGNATURE, Base64.getDecoder().decode(signed.signature()));
            files.put(
                    Seal.PUBLIC_KEY,
                    Pem.text(Base64.getDecoder().decode(signed.publicKey())).getBytes(StandardCharsets.UTF_8));
        });
        return files;
    }
}
