package io.labelmint.dr.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.json.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code evidence.json} and accepts the one text that its content has. */
final class StoredEvidence {
    private static final String FILE = EvidencePack.EVIDENCE;

    private final Json json;

    StoredEvidence(Json json) {
        this.json = json;
    }

    /** The evidence in {@code pack}; what is wrong with it goes to {@code flaws}. Empty if it cannot be relied on. */
    Optional<Evidence> read(PackContents pack, List<Flaw> flaws) {
        byte[] content = pack.files().get(FILE);
        if (content == null) {
            if (!pack.manifest().hashes().containsKey(FILE)) {
                flaws.add(new Flaw(FILE, "", "it belongs to every pack and is not listed in the manifest"));
            }
            return Optional.empty();
        }
        return StrictText.read(FILE, content, flaws).flatMap(text -> read(text, content, flaws));
    }

    private Optional<Evidence> read(String text, byte[] content, List<Flaw> flaws) {
        try {
            JsonNode tree = json.read(text, JsonNode.class);
            requireCanonical("it is not canonical", json.canonical(tree), content, flaws);
            String schema = tree.path("schema").asText();
            if (!schema.equals(Evidence.SCHEMA) && !schema.equals(Evidence.BEFORE_SEALS)) {
                String what = "this version reads only " + Evidence.SCHEMA + ", not \"" + schema + "\"";
                flaws.add(new Flaw(FILE, "schema", what));
                return Optional.empty();
            }
            Evidence evidence = json.read(tree, Evidence.class);
            List<String> missing = Completeness.missing(evidence);
            missing.forEach(field -> flaws.add(new Flaw(FILE, field, "it has no value")));
            if (!missing.isEmpty()) {
                return Optional.empty();
            }
            requireCanonical("it has something that is not in " + schema, json.canonical(evidence), content, flaws);
            return Optional.of(evidence);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            flaws.add(new Flaw(FILE, "", "it cannot be read: " + firstLine(e)));
            return Optional.empty();
        }
    }

    private static void requireCanonical(String otherwise, String canonical, byte[] content, List<Flaw> flaws) {
        int difference = Arrays.mismatch(canonical.getBytes(StandardCharsets.UTF_8), content);
        if (difference >= 0) {
            flaws.add(new Flaw(FILE, Position.of(content, difference), otherwise));
        }
    }

    private static String firstLine(RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
