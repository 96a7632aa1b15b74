package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.yaml.Mistake;
import io.labelmint.dr.estate.yaml.MistakesException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Whatever is done to a file, its reader is told where and what to do, or gets an estate; jqwik prints the seed. */
class EstateMutationsTest {
    /** Short enough that a message which repeats it cannot hide that by cutting. */
    private static final String SECRET_PART = "Xy7Kq2Lm9";

    private static final String SECRET = "https://hooks.slack.com/services/T0/B0/" + SECRET_PART;

    private static final List<String> JUNK = List.of(
            "[]",
            "{}",
            "null",
            "~",
            "true",
            "-1",
            "0",
            "1e999",
            "99999999999999999999999999",
            "0x23",
            "012",
            ".nan",
            "'",
            "\"",
            "|",
            ">",
            "&a",
            "*a",
            "!!int 3",
            "!x y",
            "<<: *a",
            "\u0000",
            "\uFEFF",
            "\u2028",
            "\t",
            "- -",
            "? [a, b]",
            ": :",
            "%YAML 1.1",
            "---",
            "...",
            "${jndi:ldap://x}",
            "\uD83D\uDE00",
            "PT1H",
            "arn:aws:::::",
            "us-esat-1",
            SECRET,
            "\"" + SECRET + "\"",
            "&x [*x]",
            "{a: 1, a: 1}",
            "[".repeat(40),
            "{a: ".repeat(40),
            "9".repeat(5000),
            "@",
            "`",
            "\r",
            "a: b: c",
            "2026-02-31",
            "H H * * *",
            "é");

    private static final List<BiFunction<List<String>, Random, String>> MUTATIONS = List.of(
            (lines, random) -> {
                lines.remove(random.nextInt(lines.size()));
                return join(lines);
            },
            (lines, random) -> {
                int at = random.nextInt(lines.size());
                lines.add(random.nextInt(lines.size()), lines.get(at));
                return join(lines);
            },
            (lines, random) -> {
                int at = random.nextInt(lines.size());
                lines.set(at, lines.get(at).replaceFirst("(?<=: |- ).*$", "") + pick(JUNK, random));
                return join(lines);
            },
            (lines, random) -> {
                lines.add(random.nextInt(lines.size()), pick(JUNK, random));
                return join(lines);
            },
            (lines, random) -> {
                int at = random.nextInt(lines.size());
                lines.set(at, (random.nextBoolean() ? " " : "\t") + lines.get(at));
                return join(lines);
            },
            (lines, random) -> {
                int at = random.nextInt(lines.size());
                lines.set(at, lines.get(at).replaceFirst("^ {1,4}", ""));
                return join(lines);
            },
            (lines, random) -> {
                String text = join(lines);
                return text.substring(0, random.nextInt(text.length()));
            },
            (lines, random) -> {
                StringBuilder text = new StringBuilder(join(lines));
                for (int i = random.nextInt(4); i >= 0; i--) {
                    text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
                }
                return text.toString();
            },
            (lines, random) -> {
                StringBuilder text = new StringBuilder(join(lines));
                return text.insert(random.nextInt(text.length()), pick(JUNK, random))
                        .toString();
            },
            (lines, random) -> {
                int at = random.nextInt(lines.size());
                lines.set(at, lines.get(at).replaceAll("[0-9]+", "99999999999999999999"));
                return join(lines);
            },
            (lines, random) -> {
                int at = random.nextInt(lines.size());
                lines.set(at, lines.get(at).replaceFirst(":.*", random.nextBoolean() ? ": [1, {a: b}]" : ": {a: [1]}"));
                return join(lines);
            },
            (lines, random) -> {
                int a = random.nextInt(lines.size());
                int b = random.nextInt(lines.size());
                String line = lines.get(a);
                lines.set(a, lines.get(b));
                lines.set(b, line);
                return join(lines);
            });

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void everyMutationIsAnEstateOrMistakesWithPlaces(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int times) {
        Random random = new Random(seed);
        String text = (random.nextBoolean() ? Example.production() : Example.minimal()).text();
        for (int i = 0; i < times && text.length() > 1; i++) {
            text = pick(MUTATIONS, random).apply(new ArrayList<>(List.of(text.split("\n", -1))), random);
        }
        try {
            Estate estate = EstateLoader.parse(text, "mutant.yaml");
            assertThat(estate.stores()).isNotEmpty();
            assertThat(text).doesNotContain(SECRET_PART);
        } catch (MistakesException e) {
            assertThat(e.mistakes()).isNotEmpty();
            int lines = Math.max(1, (int) text.lines().count());
            for (Mistake mistake : e.mistakes()) {
                assertThat(mistake.toString())
                        .startsWith("mutant.yaml:" + mistake.line() + ":" + mistake.column() + ": ");
                assertThat(mistake.line()).as(mistake.toString()).isBetween(1, lines);
                assertThat(mistake.column()).isPositive();
                assertThat(mistake.summary()).matches("(?s)\\S.*[.?]");
                assertThat(mistake.fix()).matches("(?s)\\S.*[.?]");
                assertThat(mistake.toString()).doesNotContain("\n").doesNotContain(SECRET_PART);
            }
            assertThat(e.getMessage()).doesNotContain(SECRET_PART);
        }
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static String join(List<String> lines) {
        return String.join("\n", lines);
    }
}
