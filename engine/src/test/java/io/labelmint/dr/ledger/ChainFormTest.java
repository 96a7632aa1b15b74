package io.labelmint.dr.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line of a ledger has one form: what says the same in another way is not what was written. */
class ChainFormTest {
    private static final OperationId OPERATION = new OperationId("op");

    private final Json json = new Json(List.of());
    private final String line = Entry.next(
                            1,
                            Instant.parse("2026-11-22T02:00:00Z"),
                            Entry.origin(OPERATION),
                            new Fact.Resumed("somebody"),
                            json)
                    .line(json)
            + "\n";

    @Test
    void asItWasWrittenItIsRead() {
        assertThat(Chain.read(OPERATION, line, json).entries()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"sequence\":1}`, `\"sequence\":1,\"x\":\"beside the fact\"}`",
                "02:00:00Z, 02:00:00.000Z",
                "`\"sequence\":1}`, `\"sequence\":\"1\"}`",
                "`\"hash\":`, `\"gash\":`",
            })
    void anythingElseIsNot(String written, String changed) {
        assertThat(line).contains(written);

        assertThatThrownBy(() -> Chain.read(OPERATION, line.replace(written, changed), json))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("broken at line 1");
    }
}
