package io.labelmint.dr.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one JSON of the product: values to canonical text and back.
 *
 * <p>Canonical means RFC 8785 for the values used here (objects, arrays, strings, whole numbers, booleans): keys sorted
 * by UTF-16 code units, no white space, shortest escapes. Equal values have equal text, so text can be hashed; sets,
 * which have no order, are written in the order of their elements' texts. Fractions are refused, because their shortest
 * form is where implementations differ, and so are numbers a double cannot hold. Half of a surrogate pair, which RFC
 * 8785 would have refused, is written as U+FFFD: a garbled message from outside must not keep a fact out of a ledger.
 */
public final class Json {
    private static final HexFormat HEX = HexFormat.of();

    /** The largest whole number up to which a double holds each (RFC 8785, section 3.2.2.3 and appendix D). */
    private static final long LARGEST = (1L << 53) - 1;

    private final ObjectMapper mapper;

    /** A JSON that knows, besides plain values and records, the named implementations of polymorphic types. */
    public Json(List<Class<?>> subtypes) {
        mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule().addSerializer(new SortedSets()))
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .serializationInclusion(JsonInclude.Include.NON_ABSENT)
                .build();
        subtypes.forEach(mapper::registerSubtypes);
    }

    /** {@code value} as a tree. */
    public JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    /** The canonical text of {@code value}. */
    public String canonical(Object value) {
        StringBuilder out = new StringBuilder();
        write(value instanceof JsonNode known ? known : tree(value), out);
        return out.toString();
    }

    /** {@code value} for people: indented, keys sorted. */
    public String pretty(Object value) {
        try {
            Object sorted = mapper.readValue(canonical(value), Object.class);
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(sorted);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads {@code text} as a {@code type}.
     *
     * @throws UncheckedIOException if it is not one
     */
    public <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads {@code tree} as a {@code type}. */
    public <T> T read(JsonNode tree, Class<T> type) {
        try {
            return mapper.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of the UTF-8 bytes of {@code text}, lower-case hex. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of {@code bytes}, lower-case hex. */
    public static String sha256(byte[] bytes) {
        return HEX.formatHex(digest(bytes));
    }

    /** SHA-256 of {@code bytes}. */
    public static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must support SHA-256", e);
        }
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            writeObject(node, out);
        } else if (node.isArray()) {
            char separator = '[';
            for (JsonNode element : node) {
                out.append(separator);
                write(element, out);
                separator = ',';
            }
            out.append(node.isEmpty() ? "[]" : "]");
        } else if (node.isTextual()) {
            writeText(node.textValue(), out);
        } else if (node.isNull() || node.isBoolean() || isSafeInteger(node)) {
            out.append(node.asText());
        } else {
            throw new IllegalArgumentException("not canonical: " + node);
        }
    }

    private static boolean isSafeInteger(JsonNode node) {
        return node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= -LARGEST
                && node.longValue() <= LARGEST;
    }

    private static void writeObject(JsonNode node, StringBuilder out) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        char separator = '{';
        for (String name : names) {
            out.append(separator);
            writeText(name, out);
            out.append(':');
            write(node.get(name), out);
            separator = ',';
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX.toHexDigits((byte) c));
                    } else {
                        out.append(isHalfOfPair(text, i) ? '\ufffd' : c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isHalfOfPair(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** The order of {@code Set.of} differs from process to process; what is hashed must not. */
    private static final class SortedSets extends StdSerializer<Set<?>> {
        private static final long serialVersionUID = 1L;

        SortedSets() {
            super(TypeFactory.defaultInstance().constructCollectionType(Set.class, Object.class));
        }

        @Override
        public void serialize(Set<?> set, JsonGenerator out, SerializerProvider provider) throws IOException {
            ObjectMapper mapper = (ObjectMapper) out.getCodec();
            SortedMap<String, JsonNode> sorted = new TreeMap<>();
            for (Object element : set) {
                JsonNode tree = mapper.valueToTree(element);
                StringBuilder text = new StringBuilder();
                write(tree, text);
                sorted.put(text.toString(), tree);
            }
            out.writeStartArray();
            for (JsonNode element : sorted.values()) {
                out.writeTree(element);
            }
            out.writeEndArray();
        }
    }
}
