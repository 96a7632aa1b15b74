package io.labelmint.dr.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No change to a ledger goes unnoticed, but for the end missing, which its head elsewhere tells. */
final class ChainTest {
    private final List<String> lines = new ArrayList<>();

    ChainTest() {
        MemoryLedgers ledgers =
                new MemoryLedgers(new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z")), LedgersContract.JSON);
        LedgersContract.three(ledgers);
        lines.addAll(
                ledgers.text(LedgersContract.OPERATION).orElseThrow().lines().toList());
    }

    private static void assertBroken(int line, List<String> lines) {
        assertBroken(line, String.join("\n", lines) + "\n");
    }

    private static void assertBroken(int line, String text) {
        assertThatThrownBy(() -> Chain.read(LedgersContract.OPERATION, text, LedgersContract.JSON))
                .as(text)
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("ledger.broken");
                    assertThat(e.problem().facts()).containsEntry("line", String.valueOf(line));
                });
    }

    @Test
    void everyCharacterOfEveryLineCounts() {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            for (int at = 0; at < line.length(); at++) {
                List<String> changed = new ArrayList<>(lines);
                char other = line.charAt(at) == '0' ? '1' : '0';
                changed.set(i, line.substring(0, at) + other + line.substring(at + 1));
                assertBroken(i + 1, changed);
            }
        }
    }

    @Test
    void aLineCannotBeRemovedRepeatedMovedOrEmpty() {
        assertBroken(1, lines.subList(1, 3));
        assertBroken(2, List.of(lines.get(0), lines.get(2)));
        assertBroken(2, List.of(lines.get(0), lines.get(0), lines.get(1)));
        assertBroken(2, List.of(lines.get(0), lines.get(2), lines.get(1)));
        assertBroken(2, List.of(lines.get(0), "", lines.get(1)));
    }

    @Test
    void nothingCanStandBesideTheFactOrBeSpelledAnotherWay() {
        String first = lines.get(0);
        assertBroken(1, List.of(first.replaceFirst("\\{", "{\"aside\":\"approved by the CFO\",")));
        assertBroken(1, List.of(first.replace("\"sequence\":1", "\"sequence\":\"1\"")));
        assertBroken(1, List.of(first.replace("02:00:00Z", "02:00:00.000Z")));
        assertBroken(1, List.of(first.replaceFirst("\"hash\":\"[0-9a-f]+\",", "")));
        assertBroken(1, List.of(first.replace("\":", "\": ")));
        assertBroken(1, List.of(first + " "));
        assertBroken(1, first + "\r\n");
        assertBroken(1, first);
    }

    @Test
    void aLedgerCannotBeCarriedToAnotherOperation() {
        assertThatThrownBy(() ->
                        Chain.read(new OperationId("another"), String.join("\n", lines) + "\n", LedgersContract.JSON))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aMissingEndShowsInTheHead() {
        Json json = LedgersContract.JSON;
        History whole = Chain.read(LedgersContract.OPERATION, String.join("\n", lines) + "\n", json);
        History cut = Chain.read(LedgersContract.OPERATION, String.join("\n", lines.subList(0, 2)) + "\n", json);

        assertThat(cut.head()).isNotEqualTo(whole.head());
        assertThat(cut.entries()).isEqualTo(whole.entries().subList(0, 2));
    }
}
