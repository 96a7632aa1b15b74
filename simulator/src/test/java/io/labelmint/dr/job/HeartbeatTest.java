package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.heartbeat.KnownBeats;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.outside.Heartbeats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heartbeats a watch has databases write, and what a restore test makes of them later. */
class HeartbeatTest {
    private static final long SEED = 7;

    private final Trial trial = new Trial(Trial.example("labelmint-production.yaml"), SEED);
    private final List<String> written = new ArrayList<>();

    @Test
    void theDatabaseThatDeclaresAWriterWritesAndWhatItSaysIsKept() {
        beatsWith((source, password, estate, store) -> {
            written.add(source.user() + " of " + source.database() + " at " + source.host());
            return new Heartbeats.Beat(trial.timeline.now().truncatedTo(ChronoUnit.MINUTES), "16/B374D848", 123_456);
        });

        Evidence evidence = run(Job.Type.HEARTBEAT);

        assertThat(evidence.green())
                .as("those that beat by themselves are not left out")
                .isTrue();
        assertThat(evidence.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(finding.subject()).isEqualTo("orders-db");
            assertThat(finding.facts())
                    .containsEntry(WriteHeartbeat.RATE, "123456")
                    .containsEntry("lsn", "16/B374D848");
        });
        assertThat(written)
                .singleElement()
                .satisfies(words ->
                        assertThat(words).startsWith("dr_heartbeat of orders at labelmint-production-orders."));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsRed() {
        Evidence evidence = run(Job.Type.HEARTBEAT);

        assertThat(evidence.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("heartbeat.written");
            assertThat(finding.green()).isFalse();
        });
    }

    @Test
    void whatTheWatchSawIsHeldAgainstTheCopy() {
        Instant beat = trial.timeline.now().truncatedTo(ChronoUnit.MINUTES);
        beatsWith((source, password, estate, store) -> new Heartbeats.Beat(beat, "0/1", 1));
        run(Job.Type.HEARTBEAT);
        trial.pass(Duration.ofHours(1));

        Finding freshness = freshness(run(Job.Type.RESTORE_TEST));

        assertThat(freshness.green()).isTrue();
        assertThat(freshness.facts()).containsEntry("beat.source", beat.toString());
        assertThat(new KnownBeats(trial.ledgers, trial.estate)
                        .last(trial.estate.databases().get(0), beat.minusSeconds(1)))
                .as("a beat after the moment that was asked for says nothing of it")
                .isEmpty();
    }

    private static Finding freshness(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals("restore.freshness")
                        && finding.subject().equals("orders-db"))
                .findFirst()
                .orElseThrow();
    }

    private void beatsWith(Heartbeats heartbeats) {
        trial.outside = trial.posts.outside().with(heartbeats);
    }

    private Evidence run(Job.Type type) {
        trial.job = Job.of(type);
        return trial.process(-1).orElseThrow();
    }
}
