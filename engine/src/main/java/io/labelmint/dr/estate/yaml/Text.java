package io.labelmint.dr.estate.yaml;

import java.util.Optional;
import java.util.regex.Pattern;

/** A text that matches a pattern: names, identifiers, ARNs. */
public final class Text extends ScalarType<String> {
    /** Longer than any name of AWS; bounds what a pattern has to look at. */
    private static final int LONGEST = 2048;

    private final String noun;
    private final Pattern pattern;
    private final String example;

    private Text(String noun, String pattern, String example) {
        this.noun = noun;
        this.pattern = Pattern.compile(pattern);
        this.example = example;
    }

    /** Such a text; {@code noun} with its article. */
    public static Text matching(String noun, String pattern, String example) {
        return new Text(noun, pattern, example);
    }

    /** The same with an example that fits the key better. */
    public Text like(String betterExample) {
        return new Text(noun, pattern.pattern(), betterExample);
    }

    @Override
    protected Optional<String> parse(String text) {
        return text.length() <= LONGEST && pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    @Override
    protected String pattern() {
        return pattern.pattern();
    }

    @Override
    public String noun() {
        return noun;
    }

    @Override
    public String example() {
        return example;
    }
}
