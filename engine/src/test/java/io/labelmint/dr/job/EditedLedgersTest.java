package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One ledger that somebody edited is reported, and neither hides the others nor keeps what they say from being told. */
final class EditedLedgersTest {
    private static final Estate ESTATE = EstateLoader.parse("""
            project: acme
            environment: production
            regions: { primary: us-east-1, dr: us-west-2 }
            caches:
              - id: sessions
                replicationGroup: acme-production-sessions
                snapshots: { every: 6h }
                objectives: { rpo: 24h, rto: 4h }
            """, "estate.yaml");
    private static final Finding RED =
            new Look("redis.size", "sessions", "it is small", List.of()).failed("It is not.", "Shrink it.", Facts.NONE);

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
    private final OperationId first = Job.of(Job.Type.CHECK).operation(ESTATE, timeline.now());
    private final OperationId second =
            Job.of(Job.Type.CHECK).operation(ESTATE, timeline.now().plus(Duration.ofHours(1)));

    @TempDir
    Path folder;

    private FileLedgers ledgers;

    @BeforeEach
    void twoRunsOfWhichTheFirstWasEdited() throws IOException {
        ledgers = new FileLedgers(folder, timeline, Capabilities.json());
        record(first);
        record(second);
        Path file = folder.resolve(first + ".jsonl");
        Files.writeString(file, Files.readString(file).replace("It is not.", "It is, oh."));
    }

    @Test
    void itIsOpenForAllAnybodyKnows() {
        assertThat(OpenOperations.of(ledgers, timeline.now())).singleElement().satisfies(open -> {
            assertThat(open.id()).isEqualTo(first);
            assertThat(open.reason()).contains("is broken at line 2").contains("Restore the file");
        });
    }

    @Test
    void whatIsRedAfterItIsNews() {
        assertThat(News.of(ledgers, ledgers.read(second).orElseThrow()).red()).containsExactly(RED);
    }

    @Test
    void peopleAreToldOfItAndOfTheOther() {
        About about = new About(List.of(first, second), "daily", About.When.ALWAYS);

        assertThat(new RunsTold(ledgers, new OperationId("tell-acme-1"), about)
                        .summary(RunKind.REAL, ESTATE, "me")
                        .orElseThrow()
                        .findings())
                .extracting(Finding::subject)
                .containsExactly(first.value(), "sessions");
    }

    private void record(OperationId run) {
        try (Ledger ledger = ledgers.open(run, "me")) {
            TreeMap<String, String> request = new TreeMap<>();
            request.put("job", "check");
            ledger.append(new Fact.Opened(
                    RunKind.REAL,
                    "Check",
                    ESTATE.name(),
                    ESTATE.digest(),
                    "me",
                    request,
                    Optional.empty(),
                    Optional.empty()));
            ledger.append(new Fact.Found(List.of(RED)));
            ledger.append(new Fact.Closed(true));
        }
    }
}
