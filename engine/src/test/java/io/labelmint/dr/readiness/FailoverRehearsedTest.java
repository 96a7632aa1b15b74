package io.labelmint.dr.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A failover counts as rehearsed when users were served, of the same kind, and not long ago. */
class FailoverRehearsedTest {
    private final Estate estate =
            EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));
    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T00:00:00Z"));
    private final MemoryLedgers ledgers = new MemoryLedgers(timeline, new Json(List.of()));

    @Test
    void nobodyEverDidIsRed() {
        assertThat(finding(RunKind.REAL).summary()).contains("Nobody has ever moved labelmint-production");
    }

    @Test
    void aDrillOfThisQuarterIsGreenAndOneOfTheLastIsRed() {
        record("failover-labelmint-production-0001-0a1b2c3d", RunKind.REAL, true);
        timeline.runUntil(timeline.now().plus(Duration.ofDays(91)));
        assertThat(finding(RunKind.REAL).green()).isTrue();

        timeline.runUntil(timeline.now().plus(Duration.ofDays(2)));
        assertThat(finding(RunKind.REAL).green()).isFalse();
        assertThat(finding(RunKind.REAL).summary()).contains("last moved 93 d 0 h ago");
    }

    @Test
    void oneThatFailedAndOneOnSimulatedAwsProveNothing() {
        record("failover-labelmint-production-0001-0a1b2c3d", RunKind.REAL, false);
        record("failover-labelmint-production-0002-0a1b2c3d", RunKind.REHEARSAL, true);

        assertThat(finding(RunKind.REAL).green()).isFalse();
        assertThat(finding(RunKind.REHEARSAL).green()).isTrue();
    }

    private Finding finding(RunKind kind) {
        return new FailoverRehearsed(ledgers, kind)
                .run(estate, null, timeline.now())
                .get(0);
    }

    private void record(String run, RunKind kind, boolean served) {
        Look look = new Look("failover.completed", estate.name(), "users are served", Controls.RESTORE);
        try (Ledger ledger = ledgers.open(new OperationId(run), "a test")) {
            ledger.append(new Fact.Opened(
                    kind,
                    "Failover",
                    estate.name(),
                    estate.digest(),
                    "ann",
                    new TreeMap<>(Map.of("job", "failover")),
                    Optional.empty(),
                    Optional.empty()));
            ledger.append(new Fact.Found(List.of(
                    served ? look.passed("Served.", Facts.NONE) : look.failed("Not served.", "Resume.", Facts.NONE))));
            ledger.append(new Fact.Closed(served));
        }
    }
}
