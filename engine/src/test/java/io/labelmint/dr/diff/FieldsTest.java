package io.labelmint.dr.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Declared;
import io.labelmint.dr.estate.EstateSchema;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every field of the estate file is judged on purpose. */
class FieldsTest {
    @Test
    void everyFieldOfTheSchemaIsJudgedOrDeclaredToBeNothingOneCanJudge() throws IOException {
        Set<String> leaves = new TreeSet<>();
        Set<String> groups = new TreeSet<>();
        walk(new ObjectMapper().readTree(EstateSchema.text()), "", leaves, groups);

        assertThat(leaves).hasSizeGreaterThan(200);
        assertThat(Fields.names())
                .as("a new field of the estate file has to be judged in diff/Fields")
                .containsAll(leaves);
        groups.addAll(leaves);
        assertThat(groups)
                .as("a field that is judged is one of the estate file")
                .containsAll(Fields.names());
    }

    @Test
    void whateverAnEstateDeclaresIsJudged() {
        assertThat(Fields.names())
                .containsAll(Declared.of(LabelMint.production()).values().stream()
                        .map(Declared::field)
                        .distinct()
                        .toList());
    }

    private static void walk(JsonNode node, String path, Set<String> leaves, Set<String> groups) {
        JsonNode items = node.path("items");
        if (node.has("properties")) {
            groups.add(path);
            node.get("properties").properties().stream()
                    .filter(property -> !property.getValue().has("not"))
                    .forEach(property -> walk(
                            property.getValue(),
                            path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                            leaves,
                            groups));
        } else if (items.has("properties")) {
            leaves.add(path + "[]");
            walk(items, path + "[]", leaves, groups);
        } else {
            leaves.add(items.isMissingNode() ? path : path + "[]");
        }
    }
}
