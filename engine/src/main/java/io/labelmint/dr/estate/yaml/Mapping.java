package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping with declared keys; any other key is a mistake.
 *
 * @param keys the keys it may have, in the order people should read them
 * @param refused keys people try that cannot be honoured
 * @param exactlyOne whether it has exactly one of its keys
 */
public record Mapping(List<Key<?>> keys, List<Refused> refused, boolean exactlyOne) implements Type<Section> {
    public Mapping {
        keys = List.copyOf(keys);
        refused = List.copyOf(refused);
    }

    /** A mapping of these keys. */
    public static Mapping of(Key<?>... keys) {
        return new Mapping(List.of(keys), List.of(), false);
    }

    /** A mapping of exactly one of these keys. */
    public static Mapping oneOf(Key<?>... keys) {
        return new Mapping(List.of(keys), List.of(), true);
    }

    /** The same, knowing keys that must be refused with their own reason. */
    public Mapping refusing(Refused... more) {
        return new Mapping(keys, List.of(more), exactlyOne);
    }

    @Override
    public Optional<Section> read(Node node, Reading reading) {
        if (!(node instanceof MappingNode mapping)) {
            reading.wrongType(node, noun());
            return Optional.empty();
        }
        Map<String, Section.Slot> slots = new LinkedHashMap<>();
        Map<String, Position> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            name(tuple.getKeyNode(), reading)
                    .filter(name -> isFirst(name, tuple.getKeyNode(), seen, reading))
                    .flatMap(name -> known(name, tuple.getKeyNode(), reading))
                    .ifPresent(key -> slots.put(
                            key.name(),
                            new Section.Slot(
                                    Position.of(tuple.getValueNode()),
                                    key.type().read(tuple.getValueNode(), reading.key(key)))));
        }
        complete(node, slots, reading);
        return Optional.of(new Section(Position.of(node), reading.path(), slots));
    }

    private static Optional<String> name(Node node, Reading reading) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        reading.wrong(
                node,
                "estate.key-not-text",
                "A key must be a word, not a list or a mapping.",
                "Write each key as one word followed by a colon.");
        return Optional.empty();
    }

    private static boolean isFirst(String name, Node node, Map<String, Position> seen, Reading reading) {
        Position before = seen.putIfAbsent(name, Position.of(node));
        if (before != null) {
            reading.wrong(
                    node,
                    "estate.duplicate-key",
                    "The key " + Quoted.of(name) + " is already given in line " + before.line() + ".",
                    "Keep one of the two.");
        }
        return before == null;
    }

    private Optional<Key<?>> known(String name, Node node, Reading reading) {
        for (Key<?> key : keys) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        for (Refused key : refused) {
            if (key.name().equals(name)) {
                reading.wrong(node, "estate.refused-key", key.why(), key.fix());
                return Optional.empty();
            }
        }
        List<String> names = keys.stream().map(Key::name).toList();
        reading.wrong(
                node,
                "estate.unknown-key",
                "There is no key " + Quoted.of(name)
                        + (reading.path().isEmpty() ? " at the top of the file." : " in " + reading.path() + "."),
                Nearest.to(name, names)
                        .map(nearest -> "Did you mean " + nearest + "?")
                        .or(() -> Optional.ofNullable(reading.homes().get(name))
                                .map(home -> "It belongs " + home + "; look at the indentation."))
                        .orElse("Use one of " + String.join(", ", names) + "."));
        return Optional.empty();
    }

    /** The mapping each key here and below belongs in, as a phrase; the outermost where there are several. */
    Map<String, String> homes() {
        Map<String, String> homes = new LinkedHashMap<>();
        homes("at the top of the file", homes);
        return homes;
    }

    private void homes(String here, Map<String, String> homes) {
        keys.forEach(key -> homes.putIfAbsent(key.name(), here));
        for (Key<?> key : keys) {
            if (key.type() instanceof Mapping mapping) {
                mapping.homes("in " + key.name(), homes);
            } else if (key.type() instanceof ListOf<?> list && list.item() instanceof Mapping mapping) {
                mapping.homes("in an entry of " + key.name(), homes);
            }
        }
    }

    private void complete(Node node, Map<String, Section.Slot> slots, Reading reading) {
        for (Key<?> key : keys) {
            if (key.required() && !slots.containsKey(key.name())) {
                reading.wrong(
                        node,
                        "estate.missing-key",
                        reading.subject() + " lacks the key " + key.name() + ".",
                        "Add " + key.name() + ": " + key.written() + ".");
            }
        }
        if (exactlyOne && slots.size() != 1) {
            reading.wrong(
                    node,
                    "estate.not-one-key",
                    reading.subject() + " must have exactly one of the keys " + names() + ", not " + slots.size() + ".",
                    "Write " + example() + ".");
        }
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        keys.forEach(key -> properties.set(key.name(), key.schema()));
        // A schema that nothing satisfies, so that an editor shows the reason at the key.
        refused.forEach(key -> properties
                .putObject(key.name())
                .put("description", key.why() + " " + key.fix())
                .putObject("not"));
        if (keys.stream().anyMatch(Key::required)) {
            ArrayNode required = schema.putArray("required");
            keys.stream().filter(Key::required).forEach(key -> required.add(key.name()));
        }
        if (exactlyOne) {
            schema.put("minProperties", 1).put("maxProperties", 1);
        }
        return schema;
    }

    @Override
    public String noun() {
        return exactlyOne ? "a mapping with one of the keys " + names() : "a mapping of keys to values";
    }

    @Override
    public String example() {
        Stream<Key<?>> shown =
                exactlyOne ? keys.stream().limit(1) : keys.stream().filter(Key::required);
        String pairs = shown.map(key -> key.name() + ": " + key.written()).collect(Collectors.joining(", "));
        return pairs.isEmpty() ? "{}" : "{ " + pairs + " }";
    }

    private String names() {
        return keys.stream().map(Key::name).collect(Collectors.joining(", "));
    }
}
