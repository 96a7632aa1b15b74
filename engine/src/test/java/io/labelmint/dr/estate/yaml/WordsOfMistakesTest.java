package io.labelmint.dr.estate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The small words mistakes are made of: quotations, durations, positions and guesses. */
class WordsOfMistakesTest {
    @Test
    void aQuotationIsShortOnOneLineAndNoSecret() {
        assertThat(Quoted.of("a\nb")).isEqualTo("\"a?b\"");
        assertThat(Quoted.of("x".repeat(61))).isEqualTo("\"" + "x".repeat(60) + "...\"");
        assertThat(Quoted.of("Xy7Kq2Lm9Pz4Rt6Vw8")).isEqualTo("(not shown: it looks like a secret)");
        assertThat(Quoted.of("labelmint-production-orders-2026")).startsWith("\"labelmint");
    }

    @Test
    void aGuessIsNearOrNotMade() {
        List<String> known = List.of("pitrDays", "dailyDays", "weeklyDays");
        assertThat(Nearest.to("pitr_days", known)).contains("pitrDays");
        assertThat(Nearest.to("dialyDays", known)).contains("dailyDays");
        assertThat(Nearest.to("frequency", known)).isEmpty();
        assertThat(Nearest.to("", known)).isEmpty();
    }

    @Property
    void aPrintedDurationIsReadAgainAndMatchesTheSchema(@ForAll @IntRange(min = 1, max = 99_999_999) int seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        String printed = Span.print(duration);

        assertThat(Span.SPAN.parse(printed)).as(printed).isEqualTo(Optional.of(duration));
        assertThat(Pattern.matches(Span.SPAN.pattern(), printed)).isTrue();
    }

    @Test
    void positionsCountCodePointsAndEveryLineEnding() {
        String text = "a\r\nb\rc\n\uD83D\uDE00d";
        assertThat(Position.in(text, 0)).isEqualTo(new Position(1, 1));
        assertThat(Position.in(text, text.indexOf('b'))).isEqualTo(new Position(2, 1));
        assertThat(Position.in(text, text.indexOf('c'))).isEqualTo(new Position(3, 1));
        assertThat(Position.in(text, text.indexOf('d'))).isEqualTo(new Position(4, 2));
    }
}
