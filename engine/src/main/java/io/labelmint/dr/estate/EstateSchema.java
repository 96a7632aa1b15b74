package io.labelmint.dr.estate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON Schema of the estate file, written from the keys the loader reads it by. */
public final class EstateSchema {
    /** Where the schema is shipped on the class path. */
    public static final String RESOURCE = "/io/labelmint/dr/estate/estate.schema.json";

    private EstateSchema() {}

    /** The schema as shipped. */
    public static String text() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:labelmint-dr:estate");
        schema.put("title", "Estate");
        schema.put("description", "What must survive the loss of an AWS region, and how.");
        schema.setAll(EstateKeys.TYPE.schema());
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can always be written", e);
        }
    }
}
