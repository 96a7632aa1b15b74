package io.labelmint.dr.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.json.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The seal of a pack as its files tell it, and whether its signature holds. Every byte of the three files counts: the seal
 * has one text, the key one form, and both are covered by the signature, or by what is in it.
 *
 * @param seal the seal; empty if there is none, or it cannot be relied on
 * @param signed whether it is signed with the key it names, and that is the pinned one if one is pinned
 * @param claim its signature, if that was not yet held against the seal; empty once it was
 * @param pinned whether a key was pinned
 * @param flaws what is wrong
 */
record SealReading(Optional<Seal> seal, boolean signed, Optional<Claim> claim, boolean pinned, List<Flaw> flaws) {
    static final List<String> FILES = List.of(Seal.FILE, Seal.SIGNATURE, Seal.PUBLIC_KEY);

    /**
     * Reads it, and holds its signature against it.
     *
     * @param files see {@link #claimed}
     * @param digest see there
     * @param pinned see there
     */
    static SealReading of(Map<String, byte[]> files, Optional<String> digest, Optional<byte[]> pinned, Json json) {
        SealReading claimed = claimed(files, digest, pinned, json);
        boolean holds = claimed.claim.filter(Claim::holds).isPresent();
        List<Flaw> flaws = new ArrayList<>(claimed.flaws);
        if (claimed.claim.isPresent() && !holds) {
            flaws.addAll(notSigned());
        }
        return new SealReading(claimed.seal, holds && flaws.isEmpty(), Optional.empty(), claimed.pinned, flaws);
    }

    /**
     * Reads it, and leaves open whether the signature is one over the seal.
     *
     * @param files the files of the seal that are there, by name
     * @param digest SHA-256 of the manifest beside them
     * @param pinned the public key (DER) whose signature is demanded; empty to take the one the pack brings along
     */
    static SealReading claimed(Map<String, byte[]> files, Optional<String> digest, Optional<byte[]> pinned, Json json) {
        List<Flaw> flaws = new ArrayList<>();
        Optional<Seal> seal = Optional.empty();
        Optional<Claim> claim = Optional.empty();
        byte[] content = files.get(Seal.FILE);
        if (content == null) {
            files.keySet()
                    .forEach(file -> flaws.add(new Flaw(file, "", "there is no " + Seal.FILE + " it belongs to")));
        } else {
            seal = seal(content, json, flaws);
        }
        if (seal.isPresent()) {
            Seal read = seal.get();
            if (!digest.equals(Optional.of(read.pack()))) {
                flaws.add(new Flaw(
                        Seal.FILE,
                        "pack",
                        "it is the seal of another pack: that one's manifest has SHA-256 " + read.pack()));
            }
            claim = read.key().flatMap(key -> signature(key, content, files, flaws));
            if (read.key().isEmpty()) {
                FILES.stream()
                        .filter(file -> !file.equals(Seal.FILE) && files.containsKey(file))
                        .forEach(file -> flaws.add(new Flaw(file, "", "the seal says that it is not signed")));
            }
        }
        if (pinned.isPresent()) {
            demand(seal, Json.sha256(pinned.get()), flaws);
        }
        return new SealReading(seal, false, claim, pinned.isPresent(), flaws);
    }

    private static void demand(Optional<Seal> seal, String fingerprint, List<Flaw> flaws) {
        Optional<String> named = seal.flatMap(Seal::key).map(Seal.Key::fingerprint);
        if (named.isEmpty()) {
            flaws.add(new Flaw(Seal.FILE, "", "it is not signed, and a signature is demanded"));
        } else if (!named.get().equals(fingerprint)) {
            flaws.add(new Flaw(
                    Seal.FILE, "key", "it is signed with the key " + named.get() + ", not with " + fingerprint));
        }
    }

    private static Optional<Seal> seal(byte[] content, Json json, List<Flaw> flaws) {
        Optional<String> text = StrictText.read(Seal.FILE, content, flaws);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Seal seal = json.read(text.get(), Seal.class);
            String schema = json.read(text.get(), JsonNode.class).path("schema").asText();
            if (!schema.equals(Seal.SCHEMA)) {
                flaws.add(new Flaw(Seal.FILE, "schema", "this version reads only " + Seal.SCHEMA));
                return Optional.empty();
            }
            List<String> missing = Completeness.missing(seal);
            missing.forEach(field -> flaws.add(new Flaw(Seal.FILE, field, "it has no value")));
            if (!missing.isEmpty()) {
                return Optional.empty();
            }
            byte[] canonical = json.canonical(seal).getBytes(StandardCharsets.UTF_8);
            int difference = Arrays.mismatch(canonical, content);
            if (difference >= 0) {
                flaws.add(new Flaw(Seal.FILE, Position.of(content, difference), "it is not canonical"));
                return Optional.empty();
            }
            return Optional.of(seal);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            flaws.add(new Flaw(Seal.FILE, "", "it cannot be read"));
            return Optional.empty();
        }
    }

    private static Optional<Claim> signature(Seal.Key key, byte[] seal, Map<String, byte[]> files, List<Flaw> flaws) {
        byte[] signature = files.get(Seal.SIGNATURE);
        byte[] pem = files.get(Seal.PUBLIC_KEY);
        if (signature == null) {
            flaws.add(new Flaw(Seal.SIGNATURE, "", "it is missing: the seal says that it is signed"));
        }
        if (pem == null) {
            flaws.add(new Flaw(Seal.PUBLIC_KEY, "", "it is missing: the seal says that it is signed"));
        }
        if (signature == null || pem == null) {
            return Optional.empty();
        }
        Optional<byte[]> publicKey = Pem.key(new String(pem, StandardCharsets.ISO_8859_1));
        boolean known = publicKey
                .filter(der -> Json.sha256(der).equals(key.fingerprint()))
                .filter(der -> Arrays.equals(Pem.text(der).getBytes(StandardCharsets.UTF_8), pem))
                .isPresent();
        if (!known) {
            flaws.add(new Flaw(Seal.PUBLIC_KEY, "", "it is not the key the seal names, " + key.fingerprint()));
            flaws.add(new Flaw(Seal.FILE, "key", "it names another key than " + Seal.PUBLIC_KEY + " is"));
            return Optional.empty();
        }
        return Optional.of(new Claim(key.algorithm(), publicKey.get(), seal, signature));
    }

    /** The flaws of a seal whose signature is none over it; which of the two was changed, nobody can tell. */
    static List<Flaw> notSigned() {
        return List.of(
                new Flaw(
                        Seal.FILE,
                        "",
                        "it was changed, or " + Seal.SIGNATURE + " was: that is no signature over it by the key in "
                                + Seal.PUBLIC_KEY),
                new Flaw(Seal.SIGNATURE, "", "it is no signature over " + Seal.FILE));
    }
}
