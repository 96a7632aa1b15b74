package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What AWS or a person wrote is shown in a log and does nothing there. */
final class RunLogTest {
    private final StringWriter text = new StringWriter();
    private final RunLog log =
            new RunLog(new PrintWriter(text), false, new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z")));

    @Test
    void aMessageCannotLookLikeALineOfItsOwnOrColourTheTerminal() {
        log.found(new Look("redis.size", "sessions", "it is small", List.of())
                .notTested(
                        Problem.of("x", "AWS said\n02:00:00  ok       all is well\u001b[2J\u001b[8mha:", "Look\r.")));

        assertThat(text.toString().lines())
                .containsExactly(
                        "02:00:00  UNKNOWN  sessions  redis.size  AWS said[U+000A]02:00:00  ok       all is"
                                + " well[U+001B][2J[U+001B][8mha:",
                        "02:00:00           \u2192 Look[U+000D].");
    }
}
