package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.labelmint.dr.estate.yaml.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Editors and the loader agree on what an estate file looks like. */
class EstateSchemaTest {
    /** Mistakes in the form of the file; the others are between keys or about facts, which a schema cannot say. */
    private static final Set<String> OF_FORM = Set.of(
            "estate.unknown-key",
            "estate.missing-key",
            "estate.refused-key",
            "estate.wrong-type",
            "estate.no-value",
            "estate.needs-quotes",
            "estate.not-one-key",
            "estate.out-of-range");

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(EstateSchema.text());

    @Test
    void theShippedSchemaIsTheOneTheLoaderReadsBy() throws IOException {
        Path shipped = Example.ROOT.resolve("engine/src/main/resources" + EstateSchema.RESOURCE);
        if (Boolean.getBoolean("dr.schema.write")) {
            Files.createDirectories(shipped.getParent());
            Files.writeString(shipped, EstateSchema.text());
        }
        assertThat(Files.readString(shipped))
                .as("Write it anew: mvn -pl engine test -Dtest=EstateSchemaTest -Ddr.schema.write=true")
                .isEqualTo(EstateSchema.text());
        try (InputStream resource = EstateSchema.class.getResourceAsStream(EstateSchema.RESOURCE)) {
            assertThat(new String(resource.readAllBytes(), StandardCharsets.UTF_8))
                    .isNotEmpty();
        }
    }

    @Test
    void everyKeyIsDescribed() throws IOException {
        described(new com.fasterxml.jackson.databind.ObjectMapper().readTree(EstateSchema.text()), "");
    }

    private static void described(JsonNode schema, String path) {
        schema.path("properties").properties().forEach(property -> {
            String here = path + "." + property.getKey();
            assertThat(property.getValue().path("description").asText())
                    .as(here)
                    .matches("[A-Z].*[.)?]");
            described(property.getValue(), here);
            described(property.getValue().path("items"), here);
        });
    }

    @Test
    void bothExamplesAreValid() {
        for (String example : List.of("examples/minimal.yaml", "examples/labelmint-production.yaml")) {
            String text = Example.read(example);
            assertThat(SCHEMA.validate(json(text))).isEmpty();
            String reference = text.lines().findFirst().orElseThrow().replaceFirst(".*\\$schema=", "");
            assertThat(Example.ROOT.resolve("examples").resolve(reference)).exists();
        }
    }

    @Test
    void theProductionExampleShowsEveryKey() throws IOException {
        String text = Example.production().text();
        Set<String> names = new HashSet<>();
        collect(new com.fasterxml.jackson.databind.ObjectMapper().readTree(EstateSchema.text()), names);
        // The other two places of a secret and the other means of moving traffic exclude the ones shown.
        names.removeAll(Set.of(
                "environment",
                "file",
                "standbyObject",
                "routingControl",
                "drRoutingControl",
                "routingEndpoints",
                "drTarget",
                "primaryTarget",
                "failbackWeights",
                "shares",
                "hold",
                "drServesFromHome"));
        assertThat(names).allSatisfy(name -> assertThat(text).containsPattern("\\b" + name + ":"));
    }

    private static void collect(JsonNode schema, Set<String> names) {
        schema.path("properties").properties().stream()
                .filter(property -> !property.getValue().has("not"))
                .forEach(property -> {
                    names.add(property.getKey());
                    collect(property.getValue(), names);
                    collect(property.getValue().path("items"), names);
                });
    }

    @Test
    void schemaAndLoaderAgreeOnEveryLineLeftOutMisspeltOrFilledWithJunk() {
        int refused = 0;
        for (Example example : List.of(Example.minimal(), Example.production())) {
            for (Example variant : variants(example.text())) {
                refused += agree(variant);
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    private static int agree(Example variant) {
        JsonNode json;
        try {
            json = json(variant.text());
        } catch (RuntimeException notYaml) {
            assertThat(variant.mistakes()).isNotEmpty();
            return 0;
        }
        List<Mistake> mistakes = variant.mistakes();
        boolean valid = SCHEMA.validate(json).isEmpty();
        if (!valid) {
            assertThat(mistakes)
                    .as("only the schema refuses%n%s", variant.text())
                    .isNotEmpty();
        }
        if (mistakes.stream().anyMatch(mistake -> OF_FORM.contains(mistake.code()))) {
            assertThat(valid)
                    .as("only the loader refuses: %s%n%s", mistakes, variant.text())
                    .isFalse();
        }
        return valid ? 0 : 1;
    }

    /** Every line left out, its key misspelt, and its value replaced by things of other types. */
    private static List<Example> variants(String text) {
        List<String> lines = List.of(text.split("\n"));
        List<Example> variants = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            variants.add(variant(lines, i, null));
            variants.add(variant(lines, i, line.replaceFirst("([A-Za-z]+):", "$1x:")));
            if (!keys.add(line.replaceFirst("(: |:$).*", ""))) {
                continue; // the same key at the same depth was filled with all of it before
            }
            for (String junk : List.of("17", "-3", "99999999999", "true", "word", "", "[1]", "{ a: b }", "1.5", "{}")) {
                variants.add(variant(lines, i, line.replaceFirst("(?<=[A-Za-z]: |[A-Za-z]:$).*$", " " + junk)));
            }
        }
        return variants;
    }

    private static Example variant(List<String> lines, int index, String replacement) {
        List<String> changed = new ArrayList<>(lines);
        if (replacement == null) {
            changed.remove(index);
        } else {
            changed.set(index, replacement);
        }
        return new Example(String.join("\n", changed) + "\n");
    }

    private static JsonNode json(String text) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        return json(new Compose(settings).composeString(text).orElseThrow());
    }

    private static JsonNode json(Node node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node instanceof MappingNode mapping) {
            var object = factory.objectNode();
            mapping.getValue()
                    .forEach(tuple ->
                            object.set(((ScalarNode) tuple.getKeyNode()).getValue(), json(tuple.getValueNode())));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            var array = factory.arrayNode();
            sequence.getValue().forEach(each -> array.add(json(each)));
            return array;
        }
        String value = ((ScalarNode) node).getValue();
        if (Tag.NULL.equals(node.getTag())) {
            return factory.nullNode();
        }
        if (Tag.BOOL.equals(node.getTag())) {
            return factory.booleanNode(Boolean.parseBoolean(value));
        }
        if (Tag.INT.equals(node.getTag())) {
            return factory.numberNode(new java.math.BigInteger(value));
        }
        return Tag.FLOAT.equals(node.getTag())
                ? factory.numberNode(Double.parseDouble(value))
                : factory.textNode(value);
    }
}
