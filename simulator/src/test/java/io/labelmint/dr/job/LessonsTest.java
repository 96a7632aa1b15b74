package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of lessons names tests there are. */
class LessonsTest {
    private static final Path ROOT = Path.of(System.getProperty("dr.root"));
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyTestThatHoldsALessonIsThere() throws IOException {
        Map<String, String> sources = sources();
        List<MatchResult> named = NAMED.matcher(Files.readString(ROOT.resolve("docs/lessons.md")))
                .results()
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(40)
                .allSatisfy(test -> assertThat(sources.getOrDefault(test.group(1), ""))
                        .as(test.group())
                        .contains("    void " + test.group(2) + "("));
    }

    @Test
    void everyLessonNamesATestOrWhoseWorkItIs() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("docs/lessons.md")))
                .filteredOn(line -> line.startsWith("| ") && !line.startsWith("| lesson") && !line.startsWith("| fact"))
                .hasSizeGreaterThan(35)
                .allMatch(line -> NAMED.matcher(line).find() || line.contains("failback"));
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> engine = Files.walk(ROOT.resolve("engine/src/test/java"));
                Stream<Path> simulator = Files.walk(ROOT.resolve("simulator/src/test/java"))) {
            return Stream.concat(engine, simulator)
                    .filter(path -> path.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            path -> path.getFileName().toString().replace(".java", ""),
                            LessonsTest::text,
                            (one, other) -> one + other));
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
