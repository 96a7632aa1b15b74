package io.labelmint.dr.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.coverage.Coverage.State;
import io.labelmint.dr.coverage.Recovery.Means;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores.Policy;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.plan.OperationId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final Estate LABELMINT = EstateLoader.load(Path.of("../examples/labelmint-production.yaml"));
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final Recovery MOMENT = new Recovery(Means.MOMENT, Side.DR);
    private static final Recovery BACKUP = new Recovery(Means.BACKUP, Side.DR);

    @Test
    void whatNobodyTestedIsRed() {
        Coverage coverage = of();
        assertThat(coverage.green()).isFalse();
        assertThat(coverage.rows()).extracting(Coverage.Row::state).containsOnly(State.NEVER);
        assertThat(coverage.rows())
                .extracting(Coverage.Row::store)
                .contains("orders-db", "billing-db", "sessions", "assets");
    }

    @Test
    void aProofIsOfOneKindOfRecoveryOnly() {
        Coverage coverage = of(proof(MOMENT, 1, 30));
        assertThat(row(coverage, MOMENT).state()).isEqualTo(State.PROVED);
        assertThat(row(coverage, BACKUP).state()).isEqualTo(State.NEVER);
    }

    @Test
    void aProofHoldsForItsTimeToTheSecond() {
        RestoreProof old = at(proof(MOMENT, 0, 30), NOW.minus(Coverage.WITHIN));
        assertThat(row(of(old), MOMENT).state()).isEqualTo(State.PROVED);
        assertThat(row(of(at(old, old.at().minusSeconds(1))), MOMENT).state()).isEqualTo(State.OVERDUE);
    }

    @Test
    void whatWasRedLastIsRedWhateverWasProvedBefore() {
        RestoreProof red = red(proof(MOMENT, 1, 30), "restore.rows");
        Coverage.Row row = row(of(proof(MOMENT, 8, 30), red), MOMENT);
        assertThat(row.state()).isEqualTo(State.FAILED);
        assertThat(row.proved()).get().extracting(RestoreProof::at).isEqualTo(NOW.minus(Duration.ofDays(8)));
        assertThat(row(of(red, proof(MOMENT, 0, 30)), MOMENT).state()).isEqualTo(State.PROVED);
    }

    @Test
    void timesAreOfGreenTestsAndWereReallyMeasured() {
        RestoreProof[] tests = IntStream.rangeClosed(1, 10)
                .mapToObj(n -> proof(MOMENT, 40 - n, 10 * n))
                .toArray(RestoreProof[]::new);
        RecoveryTimes times = row(of(tests), MOMENT).times();
        assertThat(times.percentile(50)).isEqualTo(Duration.ofMinutes(50));
        assertThat(times.percentile(90)).isEqualTo(Duration.ofMinutes(90));
        assertThat(times.percentile(100)).isEqualTo(Duration.ofMinutes(100));
        assertThat(row(of(red(proof(MOMENT, 1, 500), "restore.rows")), MOMENT)
                        .times()
                        .count())
                .isZero();
        assertThatThrownBy(() -> new RecoveryTimes(List.of()).percentile(50)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTestThatRotatesComesRoundToEachKindWithinThreeWeeks() {
        for (int week = 0; week < 60; week++) {
            Instant first = NOW.plus(Duration.ofDays(7L * week));
            assertThat(Stream.of(0, 7, 14).map(days -> Policy.ROTATE.at(first.plus(Duration.ofDays(days)))))
                    .containsExactlyInAnyOrder(Policy.LATEST, Policy.OLDEST, Policy.RANDOM);
        }
        // Monday to Sunday is one week.
        assertThat(Policy.ROTATE.at(Instant.parse("2026-11-16T00:00:00Z")))
                .isEqualTo(Policy.ROTATE.at(Instant.parse("2026-11-22T23:59:59Z")))
                .isNotEqualTo(Policy.ROTATE.at(Instant.parse("2026-11-23T00:00:00Z")));
        assertThat(Policy.OLDEST.at(NOW)).isEqualTo(Policy.OLDEST);
    }

    private static Coverage of(RestoreProof... history) {
        return Coverage.of(LABELMINT, List.of(history), NOW, Coverage.WITHIN);
    }

    private static Coverage.Row row(Coverage coverage, Recovery recovery) {
        return coverage.rows().stream()
                .filter(row -> row.store().equals("orders-db") && row.recovery().equals(recovery))
                .findFirst()
                .orElseThrow();
    }

    private static RestoreProof proof(Recovery recovery, int daysAgo, int minutes) {
        return new RestoreProof(
                new OperationId("restore-test-of-" + daysAgo),
                "orders-db",
                recovery,
                NOW.minus(Duration.ofDays(daysAgo)),
                Optional.of(Duration.ofMinutes(minutes)),
                List.of());
    }

    private static RestoreProof at(RestoreProof proof, Instant at) {
        return new RestoreProof(proof.run(), proof.store(), proof.recovery(), at, proof.took(), proof.red());
    }

    private static RestoreProof red(RestoreProof proof, String check) {
        return new RestoreProof(proof.run(), proof.store(), proof.recovery(), proof.at(), proof.took(), List.of(check));
    }
}
