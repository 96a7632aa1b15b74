package io.labelmint.dr.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a ledger.
 *
 * <p>The hash covers the line without itself, and the line holds the hash of the one before; the first holds a hash of
 * the operation's id. So no line can be changed, removed, added, moved or carried into another ledger without breaking
 * the chain from there on. That the last lines are missing, or that somebody wrote the whole ledger anew, shows only
 * against a hash kept elsewhere: in the ledger of the run ({@link Fact.Ran}) and in its evidence.
 *
 * @param sequence 1 for the first
 * @param at when it was appended
 * @param previous hash of the entry before
 * @param fact what happened
 * @param hash SHA-256 of this entry without its hash, lower-case hex
 */
public record Entry(long sequence, Instant at, String previous, Fact fact, String hash) {

    /** What the first entry of the ledger of {@code operation} follows. */
    static String origin(OperationId operation) {
        return Json.sha256("dr ledger 1\n" + operation.value());
    }

    static Entry next(long sequence, Instant at, String previous, Fact fact, Json json) {
        return new Entry(sequence, at, previous, fact, hash(sequence, at, previous, json.tree(fact), json));
    }

    /** The canonical text of this entry, as it is stored. */
    String line(Json json) {
        return json.canonical(this);
    }

    /**
     * Reads a stored line and proves that it is the entry {@code sequence} after {@code previous}.
     *
     * @throws IllegalArgumentException with what is wrong, if it is not
     */
    static Entry parse(String line, long sequence, String previous, Json json) {
        JsonNode tree;
        try {
            tree = json.read(line, JsonNode.class);
        } catch (java.io.UncheckedIOException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
        if (tree == null || !tree.isObject() || !json.canonical(tree).equals(line)) {
            throw new IllegalArgumentException("it is not canonical");
        }
        if (tree.path("sequence").asLong() != sequence) {
            throw new IllegalArgumentException("it has sequence " + tree.path("sequence") + ", not " + sequence);
        }
        if (!tree.path("previous").asText().equals(previous)) {
            throw new IllegalArgumentException("it does not follow the entry before it");
        }
        // Hashed as stored, not as read: facts of a newer version verify too, and nothing can stand beside the facts,
        // or
        // be written in another way, without being covered.
        ObjectNode content = tree.deepCopy();
        JsonNode hash = content.remove("hash");
        if (hash == null || !hash.asText().equals(Json.sha256(json.canonical(content)))) {
            throw new IllegalArgumentException("its hash does not match its content");
        }
        Entry entry;
        try {
            entry = json.read(tree, Entry.class);
        } catch (java.io.UncheckedIOException e) {
            throw new IllegalArgumentException("it is not an entry this version can read", e);
        }
        if (entry.at() == null || entry.fact() == null) {
            throw new IllegalArgumentException("it does not say what happened, or when");
        }
        return entry;
    }

    /** When {@code line}, which need not be of a whole chain, says that an operation ended; empty if it says something else. */
    static Optional<Instant> closed(String line, Json json) {
        try {
            Entry entry = json.read(line, Entry.class);
            return Optional.ofNullable(entry.at()).filter(at -> entry.fact() instanceof Fact.Closed);
        } catch (java.io.UncheckedIOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String hash(long sequence, Instant at, String previous, JsonNode fact, Json json) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("sequence", sequence);
        content.put("at", at);
        content.put("previous", previous);
        content.put("fact", fact);
        return Json.sha256(json.canonical(content));
    }
}
