package io.labelmint.dr.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical text, as RFC 8785 has it. */
final class JsonTest {
    private final Json json = new Json(List.of());

    @Test
    void keysAreSortedByTheirUtf16CodeUnits() {
        // The example of RFC 8785, section 3.2.3: the order by code points would put U+1F600 behind U+FB33.
        Map<String, Object> object = new HashMap<>();
        List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")
                .forEach(key -> object.put(key, 0));

        assertThat(json.canonical(object))
                .isEqualTo(
                        "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"\u00f6\":0,\"\u20ac\":0,\"\ud83d\ude00\":0,\"\ufb33\":0}");
    }

    @Test
    void escapesAreTheShortest() {
        assertThat(json.canonical("\u20ac$\u000f\nA'B\"\\\"/\u007f\b\t\f\r"))
                .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\u007f\\b\\t\\f\\r\"");
    }

    @Test
    void halfOfASurrogatePairIsReplaced() {
        assertThat(json.canonical("a\ud83d")).isEqualTo("\"a\ufffd\"");
        assertThat(json.canonical("\ude00a")).isEqualTo("\"\ufffda\"");
        assertThat(json.canonical("\ud83d\ud83d\ude00")).isEqualTo("\"\ufffd\ud83d\ude00\"");
    }

    @Test
    void setsHaveOneOrder() {
        List<String> elements = new ArrayList<>(List.of("b", "a", "c"));
        String canonical = json.canonical(Map.of("set", new LinkedHashSet<>(elements)));
        Collections.reverse(elements);

        assertThat(canonical).isEqualTo("{\"set\":[\"a\",\"b\",\"c\"]}");
        assertThat(json.canonical(Map.of("set", new LinkedHashSet<>(elements)))).isEqualTo(canonical);
        assertThat(json.canonical(Set.of())).isEqualTo("[]");
    }

    @Test
    void whatADoubleCannotHoldIsRefused() {
        assertThat(json.canonical(List.of((1L << 53) - 1, -((1L << 53) - 1), 0)))
                .isEqualTo("[9007199254740991,-9007199254740991,0]");
        for (Object number : List.of(1L << 53, BigInteger.ONE.shiftLeft(70), 1.5, 1e300)) {
            assertThatThrownBy(() -> json.canonical(number)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "true", "{\"a\":[],\"b\":{},\"c\":null}", "[1,[2,[3]],\"\"]"})
    void canonicalTextIsItsOwnCanonicalText(String text) {
        assertThat(json.canonical(json.read(text, JsonNode.class))).isEqualTo(text);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll Map<String, String> object) {
        Map<String, String> expected = new LinkedHashMap<>();
        object.forEach((key, value) -> expected.put(text(key), text(value)));

        assertThat(json.read(json.canonical(expected), Object.class)).isEqualTo(expected);
    }

    /** Only what is text: halves of surrogate pairs are not. */
    private static String text(String any) {
        return any.codePoints()
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
