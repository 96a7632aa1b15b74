package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.outside.WebPost;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.simulator.core.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret is planted and every notice fails, in every way there is; then it is looked for wherever a run leaves text. */
class SecretCanaryTest {
    private static final String CANARY = "c4n4ry-in-a-coal-mine";
    private static final Secret WEBHOOK = new Secret("https://hooks.example/services/T0/B0/" + CANARY);

    static List<WebPost> failing() {
        return List.of(
                (address, json) -> new WebPost.Answer(200, address.reveal()),
                (address, json) -> new WebPost.Answer(403, address.reveal()),
                (address, json) -> new WebPost.Answer(502, "<html>" + address.reveal() + "</html>"),
                (address, json) -> {
                    throw new WebPost.NotSent("no connection to " + address.reveal());
                },
                (address, json) -> {
                    throw new IOException("no answer from " + address.reveal());
                },
                (address, json) -> {
                    throw new IllegalStateException(address.reveal(), new IOException(address.reveal()));
                });
    }

    @ParameterizedTest
    @MethodSource("failing")
    void itIsNowhere(WebPost post) {
        Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 7);
        trial.outside = new Outside(post, reference -> WEBHOOK);
        trial.world.faults().next("sns", "Publish", Fault.TIMEOUT_AFTER, Fault.SERVER_ERROR);

        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Evidence evidence = printingTo(printed, () -> trial.process(-1).orElseThrow());

        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("notice.delivered"))
                .hasSize(3)
                .filteredOn(finding -> finding.subject().equals("notice/dr"))
                .noneMatch(Finding::green);
        StringBuilder everything = new StringBuilder();
        for (OperationId operation : trial.ledgers.operations()) {
            everything.append(trial.ledgers.text(operation).orElseThrow());
        }
        everything
                .append(Capabilities.json().pretty(evidence))
                .append(evidence)
                .append(printed.toString(StandardCharsets.UTF_8));
        trial.world.calls().forEach(call -> everything.append(call));
        assertThat(everything.toString()).contains("labelmint-slack-webhook").doesNotContain(CANARY);
    }

    private static Evidence printingTo(ByteArrayOutputStream printed, java.util.function.Supplier<Evidence> work) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return work.get();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
